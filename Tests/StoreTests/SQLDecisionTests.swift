import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Approve and return: whole or not at all, about what was seen, once for each key.
@Suite struct SQLDecisionTests {
  static let approve = "SELECT * FROM review.application_approve($1, $2, $3, $4)"
  static let `return` = "SELECT * FROM review.application_return($1, $2, $3, $4, $5, $6)"

  /// Decisions, notifications of decisions, audit entries of decisions.
  func written(_ world: World) async throws -> [Int] {
    let row = try await world.owner.query(
      """
      SELECT (SELECT count(*) FROM review.decision), (SELECT count(*) FROM review.notification WHERE decision_id IS NOT NULL),
        (SELECT count(*) FROM review.event WHERE action IN ('approved', 'returned')),
        (SELECT count(*) FROM review.application WHERE state IN ('approved', 'returned'))
      """)[0]
    return try (0..<4).map { try row.decode($0, as: Int.self) }
  }

  @Test("the same key answers the same and writes nothing; for anything else it is refused")
  func idempotency() async throws {
    try await World.with { world in
      let (a, b) = (try await world.submit(1), try await world.submit(2))
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let key = UUID()
      let first = try await reviewer.decide(Self.approve, [a.number, 1, a.hash, key])[0]
      #expect(try first.decode("repeated", as: Bool.self) == false)
      let again = try await reviewer.decide(Self.approve, [a.number, 1, a.hash, key])[0]
      #expect(try again.decode("repeated", as: Bool.self))
      for column in ["number", "outcome", "body", "channel", "recipient_masked", "decided_at"] {
        #expect(try again.decode(column, as: String.self) == first.decode(column, as: String.self), "\(column)")
      }
      #expect(
        try again.decode("notification_id", as: Int.self) == first.decode("notification_id", as: Int.self))
      #expect(try await refusedDecision(reviewer, Self.approve, [b.number, 1, b.hash, key]) == "RC451 key_reused")
      #expect(try await refusedDecision(reviewer, Self.approve, [a.number, 2, a.hash, key]) == "RC451 key_reused")
      #expect(
        try await refusedDecision(reviewer, Self.approve, [a.number, 1, b.hash + "0", key]) == "RC451 key_reused")
      #expect(try await refusedDecision(colleague, Self.approve, [a.number, 1, a.hash, key]) == "RC451 key_reused")
      let reason = #"[{"code": "T01"}]"#
      #expect(
        try await refusedDecision(reviewer, Self.return, [a.number, 1, a.hash, reason, nil, key]) == "RC451 key_reused")
      #expect(
        try await refusedDecision(reviewer, Self.approve, [a.number, 1, a.hash, UUID()]) == "RC412 already_decided")
      #expect(try await refusedDecision(reviewer, Self.approve, [b.number, 1, b.hash, nil]) == "22004")
      #expect(try await written(world) == [1, 1, 1, 1])
    }
  }

  @Test("who comes too late hears outcome, person, time and revision")
  func alreadyDecided() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      _ = try await reviewer.decide(Self.approve, [a.number, 1, a.hash, UUID()])
      do {
        _ = try await colleague.decide(Self.approve, [a.number, 1, a.hash, UUID()])
        Issue.record("decided twice")
      } catch let error as DatabaseError {
        let detail = try #require(error.detail)
        for part in [#""by": "\#(world.name(.reviewer))""#, #""outcome": "approved""#, #""revision": 1"#, #""at": ""#] {
          #expect(detail.contains(part), "\(part)")
        }
      }
    }
  }

  @Test("only about the revision and content that were seen")
  func revision() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      let reason = #"[{"code": "T01", "target": "photo"}]"#
      #expect(
        try await refusedDecision(reviewer, Self.approve, [a.number, 2, a.hash, UUID()]) == "RC411 revision_changed")
      let other = String(repeating: "0", count: 64)
      #expect(
        try await refusedDecision(reviewer, Self.approve, [a.number, 1, other, UUID()]) == "RC411 revision_changed")
      _ = try await reviewer.decide(Self.return, [a.number, 1, a.hash, reason, nil, UUID()])
      let second = try await world.submit(1, answers: ["work.post": "01"])
      #expect(second.number == a.number && second.revision == 2 && second.hash != a.hash)
      #expect(
        try await refusedDecision(reviewer, Self.approve, [a.number, 1, a.hash, UUID()]) == "RC411 revision_changed")
      #expect(try await refusedDecision(reviewer, Self.approve, [a.number, 2, second.hash, UUID()]) == nil)
      #expect(try await written(world) == [2, 2, 2, 1])
    }
  }

  @Test(
    "a return needs reasons that exist, remarks where they are asked for, targets of the form",
    arguments: [
      ("[]", "RC420 reason_missing"), ("null", "RC420 reason_missing"), (#"{"code": "T01"}"#, "RC420 reason_missing"),
      (#"[{"code": "T00"}]"#, "RC421 unknown_reason"), (#"[{}]"#, "RC421 unknown_reason"),
      (#"["T01"]"#, "RC421 unknown_reason"),
      (#"[{"code": "T99"}]"#, "RC422 remark_missing"), (#"[{"code": "T99", "remark": "  "}]"#, "RC422 remark_missing"),
      (#"[{"code": "T01", "target": "hobby"}]"#, "RC423 unknown_target"),
      (
        #"[{"code": "T01", "target": "photo"}, {"code": "T01", "target": "qualifications[1].name"}]"#,
        "RC423 unknown_target"
      ),
    ])
  func badReasons(reasons: String, word: String) async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      #expect(try await refusedDecision(reviewer, Self.return, [a.number, 1, a.hash, reasons, nil, UUID()]) == word)
      #expect(try await written(world) == [0, 0, 0, 0])
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'claimed'") == 0)
    }
  }

  @Test("one thing said twice, by its id and by its name, is one reason; with another remark it is another")
  func saidTwice() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      let reasons = """
        [{"code": "T01", "target": "photo", "remark": "右下角"}, {"code": "T01", "target": "照片"}, {"code": "T01", "target": "photo"},
         {"code": "T01", "target": "照片", "remark": "左上角"}]
        """
      _ = try await reviewer.decide(Self.return, [a.number, 1, a.hash, reasons, nil, UUID()])
      #expect(
        try await world.owner.text("SELECT string_agg(remark, ' ' ORDER BY ordinal) FROM review.decision_reason")
          == "右下角 左上角")
    }
  }

  @Test("a return tells the applicant every reason with target, hint and remark; nothing is filled in twice")
  func message() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      let reasons = """
        [{"code": "T01", "target": "photo"}, {"code": "T99", "target": "qualifications[2].level", "remark": "应为中级{name}。"},
         {"code": "T01", "target": "qualification_certificate/2"}]
        """
      let row = try await reviewer.decide(Self.return, [a.number, 1, a.hash, reasons, "请于{due}前补正", UUID()])[0]
      #expect(
        try row.decode("body", as: String.self) == """
          测试甲：\(a.number)第1次提交退回
          1. 照片：照片模糊。请重新拍照。
          2. 级别（第2条）：其他。见说明。说明：应为中级{name}。
          3. qualification_certificate/2：照片模糊。请重新拍照。
          说明：请于{due}前补正。
          杭州市上城区财政局
          """)
      #expect(try row.decode("channel", as: String.self) == "sms")
      #expect(try row.decode("recipient_masked", as: String.self) == "1*********0")
      #expect(try await world.owner.text("SELECT recipient FROM review.notification") == "13800000000")
      let kept = try await world.owner.query("SELECT code, target, remark FROM review.decision_reason ORDER BY ordinal")
      #expect(try kept.map { try $0.decode("code", as: String.self) } == ["T01", "T99", "T01"])
      // A list inside a sentence has no lines and no full stop of its own.
      _ = try await world.owner.execute(
        """
        UPDATE review.profile SET texts = texts || '{"reopened": "因{note}，重新审核", "returned": "原因：{reasons}。{note}请重新提交。"}'
        WHERE version = 'test'
        """)
      let inline = try await world.submit(3)
      let sentence = try await reviewer.decide(Self.return, [inline.number, 1, inline.hash, reasons, "尽快", UUID()])[0]
      #expect(
        try sentence.decode("body", as: String.self) == """
          原因：1. 照片：照片模糊，请重新拍照；2. 级别（第2条）：其他，见说明（应为中级{name}）；\
          3. qualification_certificate/2：照片模糊，请重新拍照。尽快。请重新提交。
          """)
      // Without a note its line is left out.
      _ = try await world.owner.execute(
        "UPDATE review.profile SET texts = '{}' WHERE version = 'test'")
      let b = try await world.submit(2)
      let short = try await reviewer.decide(Self.return, [b.number, 1, b.hash, #"[{"code": "T01"}]"#, " ", UUID()])[0]
      #expect(try !short.decode("body", as: String.self).contains("审核说明"))
    }
  }

  @Test("a decision about what is withdrawn, held by others or elsewhere changes nothing")
  func refused() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let (neighbour, stranger) = (try await world.connect(.neighbour), try await world.connect(.stranger))
      _ = try await colleague.query("SELECT review.application_claim($1)", [a.number])
      #expect(try await refusedDecision(reviewer, Self.approve, [a.number, 1, a.hash, UUID()]) == "RC410 lease_held")
      for outside in [neighbour, stranger] {
        #expect(try await refusedDecision(outside, Self.approve, [a.number, 1, a.hash, UUID()]) == "RC404 not_found")
      }
      #expect(
        try await refusedDecision(reviewer, Self.approve, ["ZJ26-000001-0", 1, a.hash, UUID()])
          == "RC405 mistyped_number")
      #expect(
        try await refusedDecision(reviewer, Self.approve, ["ZJ26-000123-X", 1, a.hash, UUID()]) == "RC404 not_found")
      let b = try await world.submit(2)
      _ = try await world.owner.query(
        "SELECT review.intake_withdraw($1, '99', $2)", [b.number, World.idNumber(2)])
      #expect(try await refusedDecision(reviewer, Self.approve, [b.number, 1, b.hash, UUID()]) == "RC409 wrong_state")
      #expect(try await written(world) == [0, 0, 0, 0])
    }
  }
}
