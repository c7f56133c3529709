import TestSupport
import Testing

@Suite struct RandomJourneyTests {
  @Test("whatever people do in whatever order: dates, revisions, audit and messages keep their rules")
  func anything() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"change\": true}' WHERE version = 'test'")
      var journey = try await RandomJourney(world, SeededGenerator(for: "random journey"))
      for _ in 0..<500 { try await journey.step(among: 1...5) }
      try await journey.expectBooksBalance()
      for step in RandomJourney.Step.allCases { #expect(journey.done[step, default: 0] > 0, "\(step)") }
      #expect(journey.refused.values.reduce(0, +) > 0)
    }
  }
}
