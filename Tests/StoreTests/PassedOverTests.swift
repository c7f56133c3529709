import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What is locked by somebody else is passed over; what was asked for is not mixed up with what lies beside it.
@Suite struct PassedOverTests {
  @Test("next gives the second in the queue while somebody is taking the first")
  func next() async throws {
    try await SQLWorld.with { world in
      let (first, second) = (try await world.submit(1).number, try await world.submit(2).number)
      let (reviewer, other) = (try await world.connect(.reviewer), try await world.database.connect())
      try await other.script("BEGIN; SELECT FROM review.application WHERE number = '\(first)' FOR NO KEY UPDATE")
      // Whoever waits for the first would wait until the end of this test's patience: nobody lets it go before.
      try await reviewer.script("SET statement_timeout = '30s'")
      #expect(try await reviewer.text("SELECT number FROM review.application_next()") == second)
      try await other.script("ROLLBACK")
      #expect(try await reviewer.text("SELECT number FROM review.application_next()") == first)
    }
  }

  @Test("two revisions are compared with each other, whichever they are")
  func changes() async throws {
    try await SQLWorld.with { world in
      let reviewer = try await world.connect(.reviewer)
      var number = ""
      for post in ["01", "02", "03"] {
        let a = try await world.submit(1, answers: ["work.post": post, "only\(post)": "x"])
        number = a.number
        _ = try await reviewer.query(
          SQLDecisionTests.return, [number, a.revision, a.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      }
      for (old, new, expected) in [
        (1, 2, "only01 removed, only02 added, work.post changed"),
        (2, 3, "only02 removed, only03 added, work.post changed"),
        (3, 1, "only01 added, only03 removed, work.post changed"),
      ] {
        #expect(
          try await reviewer.text(
            """
            SELECT string_agg(field || ' ' || change, ', ' ORDER BY field COLLATE "C")
            FROM review.submission_changed_fields($1, $2, $3)
            """, [number, old, new]) == expected)
      }
      #expect(
        try await refusal(reviewer, "SELECT review.submission_changed_fields($1, 4, 1)", [number]) == "RC404 not_found")
    }
  }
}
