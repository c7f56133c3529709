import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What was returned and comes in again: as it was only when that is meant, and with a word to the reviewer about what nobody asked to change.
@Suite struct ReturnedAgainTests {
  /// A returned application of person 1.
  static func with(
    reasons: String, settings: String = "{}",
    _ body: @Sendable @escaping (World, _ intake: Connection, _ number: String) async throws -> Void
  ) async throws {
    try await World.with { world in
      try await world.owner.query("UPDATE review.profile SET settings = settings || $1::jsonb", [settings])
      let intake = try await world.connect(.intake)
      let first = try await world.submit(
        1, answers: ["personal.remark": "甲", "work.postal_code": "310001"], as: intake)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.decide(SQLDecisionTests.return, [first.number, 1, first.hash, reasons, nil, UUID()])
      try await body(world, intake, first.number)
    }
  }

  static let same = World.document(1, answers: ["personal.remark": "甲", "work.postal_code": "310001"])

  static func saying(_ word: String, in document: String = same) -> String {
    document.replacing(#"{"province""#, with: #"{"unchanged": \#(word), "province""#)
  }

  @Test("unchanged is asked first, and goes in when that is meant")
  func unchanged() async throws {
    try await Self.with(reasons: #"[{"code": "T01", "target": "photo"}]"#) {
      (world, intake, number) async throws -> Void in
      let submit = "SELECT review.intake_submit($1)"
      for document in [Self.same, Self.saying("false"), Self.saying("null"), Self.saying(#""true""#), Self.saying("1")]
      {
        #expect(try await refusal(intake, submit, [document]) == "RC452 unchanged")
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.submission") == 1)
      #expect(try await world.owner.text("SELECT state FROM review.application") == "returned")
      let again = try await world.submit(Self.saying("true"), as: intake)
      #expect(again.number == number && again.revision == 2)
    }
  }

  @Test("anything changed goes in without a word; one never returned is not asked")
  func changed() async throws {
    try await Self.with(reasons: #"[{"code": "T01", "target": "photo"}]"#) { (world, intake, _) async throws -> Void in
      let other = Self.same.replacing(String(repeating: "ab", count: 32), with: String(repeating: "cd", count: 32))
      #expect(try await world.submit(other, as: intake).revision == 2)
      let withdraw = "SELECT state FROM review.intake_withdraw((SELECT number FROM review.application), '99', $1)"
      #expect(try await world.owner.text(withdraw, [World.idNumber(1)]) == "draft")
      #expect(try await world.submit(other, as: intake).revision == 3)
    }
  }

  static let warnings = """
    SELECT coalesce(string_agg((w ->> 'field') || ' ' || (w ->> 'code'), ', ' ORDER BY w ->> 'field' COLLATE "C"), '')
    FROM review.submission s, jsonb_array_elements(s.warnings) AS w WHERE s.revision = 2 AND w ? 'code'
    """

  /// Answers and the photo are changed; the return pointed at some of that, at nothing, or at a row.
  @Test(arguments: [
    (#"[{"code": "T01", "target": "photo"}]"#, "marked_items", "personal.remark not_marked, qualifications not_marked"),
    (
      #"[{"code": "T01", "target": "photo"}, {"code": "T99", "target": "qualifications[1].level", "remark": "级别"}]"#,
      "marked_items", "personal.remark not_marked"
    ),
    // What the form names together for a reason counts together where the return points at one of it.
    (#"[{"code": "T01", "target": "photo"}]"#, "together", ""),
    (#"[{"code": "T01", "target": "photo"}]"#, "apart", "personal.remark not_marked, qualifications not_marked"),
    (#"[{"code": "T99", "remark": "请全部核对"}]"#, "marked_items", ""),
    (#"[{"code": "T01", "target": "photo"}]"#, "all_steps", ""),
  ]) func marked(_ reasons: String, _ resubmission: String, _ expected: String) async throws {
    let isNamed = ["together", "apart"].contains(resubmission)
    let named = resubmission == "together" ? #""photo", "personal.remark", "qualifications""# : #""personal.remark""#
    let settings =
      #"{"resubmission": "\#(isNamed ? "marked_items" : resubmission)", "reason_targets": {"T01": [\#(isNamed ? named : "")]}}"#
    try await Self.with(reasons: reasons, settings: settings) {
      (world, intake, _) async throws -> Void in
      let changed = Self.same.replacing(#""personal.remark": "甲""#, with: #""personal.remark": "乙""#)
        .replacing(#""level": "1""#, with: #""level": "2""#)
        .replacing(String(repeating: "ab", count: 32), with: String(repeating: "cd", count: 32))
      #expect(try await world.submit(changed, as: intake).revision == 2)
      #expect(try await world.owner.text(Self.warnings) == expected)
      let counted = """
        SELECT count(*) FROM review.application a JOIN review.submission s ON s.application_id = a.id AND s.revision = 2
        WHERE a.warnings = jsonb_array_length(s.warnings) AND strpos(s.warnings::text, '乙') = 0
        """
      #expect(try await world.owner.count(counted) == 1)
    }
  }
}
