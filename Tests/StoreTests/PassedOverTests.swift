import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What is locked by somebody else is passed over; what was asked for is not mixed up with what lies beside it.
@Suite struct PassedOverTests {
  /// What a refused call is told besides the word, as the server has it at hand.
  private static let told = """
    CREATE FUNCTION pg_temp.told(call text) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE detail text;
    BEGIN
      EXECUTE call;
      RETURN '';
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
      RETURN detail;
    END $$
    """

  @Test("next gives the second in the queue while somebody is taking the first")
  func next() async throws {
    try await World.with { world in
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
    try await World.with { world in
      let reviewer = try await world.connect(.reviewer)
      var number = ""
      for post in ["01", "02", "03"] {
        let a = try await world.submit(1, answers: ["work.post": post, "only\(post)": "x"])
        number = a.number
        _ = try await reviewer.decide(
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

  @Test(
    "a refusal tells the revision that is not there, and who brought the application where it is, not who looked at it since"
  )
  func details() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      for connection in [reviewer, colleague] { try await connection.script(Self.told) }
      for (old, new, missing) in [(1, 7, 7), (8, 1, 8), (8, 7, 8)] {
        let call = "SELECT review.submission_changed_fields('\(a.number)', \(old), \(new))"
        #expect(
          try await reviewer.text("SELECT pg_temp.told($1)::jsonb ->> 'revision'", [call]) == "\(missing)", "\(call)")
      }
      let outside = try await world.connect(.neighbour)
      try await outside.script(Self.told)
      let differing = "SELECT review.submission_changed_fields('\(a.number)', 1, 1)"
      #expect(
        try await outside.text("SELECT pg_temp.told($1)::jsonb - 'code'", [differing]) == #"{"number": "\#(a.number)"}"#
      )
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      _ = try await reviewer.query("SELECT review.application_release($1)", [a.number])
      _ = try await colleague.query("SELECT review.application_note($1, 'x')", [a.number])
      let call = "SELECT review.application_release('\(a.number)')"
      #expect(
        try await colleague.text("SELECT pg_temp.told($1)::jsonb ->> 'actor'", [call]) == world.name(.reviewer))
      // Taken back twice: it was the applicant, whatever colleagues do elsewhere.
      let withdraw = "SELECT review.intake_withdraw('\(a.number)', '99', '\(World.idNumber(1))')"
      let intake = try await world.connect(.intake)
      try await intake.script(Self.told)
      _ = try await intake.query(withdraw)
      _ = try await colleague.query("SELECT review.application_note($1, 'x')", [try await world.submit(2).number])
      #expect(try await intake.text("SELECT pg_temp.told($1)::jsonb ->> 'actor'", [withdraw]) == "applicant")
    }
  }
}
