import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The way in: new, again, taken back, and what is refused.
@Suite struct SQLIntakeTests {
  @Test("a submission is numbered, dated, hashed, counted and entered")
  func submit() async throws {
    try await World.with { world in
      let intake = try await world.connect(.intake)
      let receipt = try await world.submit(1, as: intake)
      #expect(receipt.revision == 1)
      #expect(
        receipt.due
          == (try await world.owner.text("SELECT review.add_working_days(review.today(), \(World.workingDays))::text")))
      let row = try await world.owner.query("SELECT * FROM review.application")[0]
      #expect(try row.decode("state", as: String.self) == "submitted")
      #expect(try row.decode("sex", as: String.self) == "2")
      #expect(try row.decode("birth_date", as: String.self) == "1990-01-31")
      #expect(try row.decode("cpa", as: Bool.self) == false)
      #expect(try row.decode("warnings", as: Int.self) == 1)
      #expect(
        try await world.owner.text(
          """
          SELECT review.content_hash(s.answers, (SELECT jsonb_agg(to_jsonb(f)) FROM review.attachment f)) FROM review.submission s
          """) == receipt.hash)
      let event = try await world.owner.query("SELECT actor, detail FROM review.event WHERE action = 'submitted'")[0]
      #expect(try event.decode("actor", as: String.self) == "applicant")
      #expect(try !event.decode("detail", as: String.self).contains(World.idNumber(1)))
    }
  }

  @Test("one open application a person; a returned or withdrawn one becomes its next revision")
  func again() async throws {
    try await World.with { world in
      let submit = "SELECT review.intake_submit($1)"
      let first = try await world.submit(1)
      #expect(try await refusal(world.owner, submit, [World.document(1)]) == "RC450 duplicate_application")
      let withdraw = "SELECT state FROM review.intake_withdraw($1, '99', $2)"
      #expect(try await refusal(world.owner, withdraw, [first.number, World.idNumber(2)]) == "RC404 not_found")
      #expect(try await world.owner.text(withdraw, [first.number, World.idNumber(1)]) == "draft")
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.application WHERE draft ? 'identity.name'") == 1)
      #expect(try await refusal(world.owner, withdraw, [first.number, World.idNumber(1)]) == "RC409 wrong_state")
      let second = try await world.submit(1, department: "330106")
      #expect(second.number == first.number && second.revision == 2)
      let neighbour = try await world.connect(.neighbour)
      _ = try await neighbour.query("SELECT review.application_claim($1)", [second.number])
      #expect(try await refusal(world.owner, withdraw, [first.number, World.idNumber(1)]) == "RC409 wrong_state")
      _ = try await neighbour.decide(
        SQLDecisionTests.return, [second.number, 2, second.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      let third = try await world.submit(1)
      #expect(third.number == first.number && third.revision == 3)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.decide(SQLDecisionTests.approve, [third.number, 3, third.hash, UUID()])
      #expect(try await refusal(world.owner, submit, [World.document(1)]) == "RC450 duplicate_application")
      // The bureau that returned it still sees that; the one that has it now sees all of it.
      let decisions = "SELECT coalesce(sum(decisions), 0)::int FROM review.figures_workload(NULL, NULL, NULL, NULL)"
      #expect(try await neighbour.count(decisions) == 1)
      #expect(try await reviewer.count(decisions) == 1)
      #expect(try await refusal(neighbour, "SELECT review.submission_hash($1)", [third.number]) == "RC404 not_found")
      #expect(
        try await reviewer.count(
          "SELECT count(*) FROM generate_series(1, 4) AS r CROSS JOIN LATERAL review.submission_hash($1, r)",
          [third.number]) == 3)
    }
  }

  @Test(
    "a document that lacks something is refused by the name of it",
    arguments: [
      (#""province": "zhejiang""#, #""province": """#, "RC460 bad_document"),
      (#""profile_version": "test""#, #""profile_version": "none""#, "RC460 bad_document"),
      (#""id_number": "T100000001", "name""#, #""id_number": null, "name""#, "RC460 bad_document"),
      (#""answers": {"#, #""answers": [], "rest": {"#, "RC460 bad_document"),
      (#""n": 1, "sha256": "ab"#, #""n": 0, "sha256": "ab"#, "RC460 bad_document"),
      (#""n": 1, "sha256": "ab"#, #""n": 1, "sha256": "xy"#, "RC460 bad_document"),
      (#""1990-01-31""#, #""1990-02-31""#, "RC460 bad_document"),
      (#""department": "330102""#, #""department": "320102""#, "RC430 unknown_department"),
    ])
  func badDocument(part: String, instead: String, word: String) async throws {
    try await World.with { world in
      let document = World.document(1)
      try #require(document.contains(part))
      #expect(
        try await refusal(world.owner, "SELECT review.intake_submit($1)", [document.replacing(part, with: instead)])
          == word)
      #expect(try await world.owner.count("SELECT count(*) FROM review.application") == 0)
    }
  }

  @Test("a file that is imported once more is no correction of what was returned; a corrected one is")
  func importedAgain() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      let a = try await world.submit(1, as: administrator)
      let reviewer = try await world.connect(.reviewer)
      try await reviewer.decide(
        "SELECT review.application_return($1, $2, $3, $4::jsonb, NULL, $5)",
        [a.number, 1, a.hash, #"[{"code": "T01", "target": "photo"}]"#, UUID()])
      #expect(try await refusal { try await world.submit(1, as: administrator) } == "RC450 duplicate_application")
      #expect(try await world.submit(1, answers: ["personal.remark": "改"], as: administrator).revision == 2)
      // Nor when the applicant has changed it since, or taken it back.
      #expect(try await refusal { try await world.submit(1, as: administrator) } == "RC450 duplicate_application")
      try await world.owner.query("SELECT FROM review.intake_withdraw($1, '99', $2)", [a.number, World.idNumber(1)])
      #expect(try await refusal { try await world.submit(1, as: administrator) } == "RC450 duplicate_application")
    }
  }
}
