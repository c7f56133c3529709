/// Lets so many in at once; the others wait their turn.
actor Turns {
  private let atOnce: Int
  private var inside = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(atOnce: Int) { self.atOnce = atOnce }

  /// Waits for a turn, and passes it on when `body` ends, however it ends.
  nonisolated func take<T: Sendable>(_ body: @Sendable () async throws -> T) async rethrows -> T {
    await enter()
    do {
      let result = try await body()
      await leave()
      return result
    } catch {
      await leave()
      throw error
    }
  }

  private func enter() async {
    guard inside == atOnce else {
      inside += 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
  }
}
