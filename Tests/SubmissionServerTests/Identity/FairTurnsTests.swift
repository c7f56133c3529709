import Synchronization
import TestSupport
import Testing

@testable import SubmissionServer

/// Many from one place and one from another.
@Suite struct FairTurnsTests {
  private final class Line: Sendable {
    let turns = FairTurns(atOnce: 1, waiting: 5)
    private let worked = Mutex<[String]>([])

    var done: [String] { worked.withLock { $0 } }

    func come(_ whose: String) -> Task<Bool, Never> {
      Task {
        guard await turns.take(whose) else { return false }
        worked.withLock { $0.append(whose) }
        turns.give()
        return true
      }
    }
  }

  @Test func whoeverSentManyWaitsForOwnOnes() async throws {
    let line = Line()
    let first = await line.turns.take("first")
    #expect(first)
    var tasks: [Task<Bool, Never>] = []
    for n in 1...5 {
      tasks.append(line.come("many"))
      let isWaiting = try await soon { line.turns.waiting == n }
      #expect(isWaiting)
    }
    // No more of those, and one of somebody else.
    let sixth = await line.come("many").value
    #expect(!sixth)
    tasks.append(line.come("one"))
    let isWaiting = try await soon { line.turns.waiting == 6 }
    #expect(isWaiting)
    line.turns.give()
    for task in tasks {
      let hasWorked = await task.value
      #expect(hasWorked)
    }
    #expect(line.done == ["many", "one", "many", "many", "many", "many"])
    // All are gone: the next one works at once.
    let next = await line.turns.take("many")
    #expect(next && line.turns.waiting == 0)
  }
}
