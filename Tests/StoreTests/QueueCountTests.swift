import Domain
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// What people are told about the queue in one number is what the queue itself shows. `ReportsTests.OverdueTests` says the
/// same of the backlog report.
@Suite struct QueueCountTests {
  @Test("due today is not overdue: totals, counts by bureau and each row of the queue agree")
  func overdue() async throws {
    try await World.with { world in
      for (person, days) in [(1, -1), (2, 0), (3, 1), (4, -8), (5, 8)] {
        let number = try await world.submit(person).number
        try await world.owner.execute(
          "UPDATE review.application SET due_on = review.today() + $1::integer WHERE number = $2", [days, number])
      }
      let reviewer = try await world.connect(.reviewer)
      let store = ReviewStore(connection: reviewer)
      // One of them is under somebody's hands: the one that is due first.
      _ = try await reviewer.query("SELECT review.application_next()")
      let queue = try await store.queue()
      let totals = try await store.queueTotals()
      #expect(queue.map(\.overdue) == [true, true, false, false, false])
      #expect(totals.overdue == 2 && totals.dueToday == 1 && totals.pending == 5)
      #expect(totals.held == 1 && totals.mine == 1)
      #expect(try await store.queueCounts().total == totals)
      var late = QueueFilter()
      late.overdue = true
      #expect(try await store.queue(late).map(\.number) == queue.filter(\.overdue).map(\.number))
    }
  }
}
