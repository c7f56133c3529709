import Synchronization

/// Lets so many work at once, and those who wait for it in turn of whom they belong to: one of each, however many somebody has sent.
final class FairTurns: Sendable {
  private struct State {
    var working = 0
    /// Who has somebody waiting, in turn.
    var order: [String] = []
    var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]
  }

  private let atOnce: Int
  private let most: Int
  private let state = Mutex(State())

  /// - Parameter waiting: how many of one may wait.
  init(atOnce: Int, waiting: Int) {
    self.atOnce = atOnce
    most = waiting
  }

  /// How many wait.
  var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

  /// Waits for the turn of one of `whose`; false at once where too many of them wait already. Whoever got true gives it back.
  func take(_ whose: String) async -> Bool {
    let isAdmitted = state.withLock { state -> Bool? in
      if state.working < atOnce {
        state.working += 1
        return true
      }
      return state.waiting[whose, default: []].count < most ? nil : false
    }
    if let isAdmitted { return isAdmitted }
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.working < atOnce {
          state.working += 1
          return true
        }
        if state.waiting[whose] == nil { state.order.append(whose) }
        state.waiting[whose, default: []].append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
    return true
  }

  /// The next one works.
  func give() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.order.isEmpty else {
        state.working -= 1
        return nil
      }
      let whose = state.order.removeFirst()
      let first = state.waiting[whose]?.removeFirst()
      if state.waiting[whose]?.isEmpty == false { state.order.append(whose) } else { state.waiting[whose] = nil }
      return first
    }
    next?.resume()
  }
}
