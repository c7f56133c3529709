import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What applicants read: this form's reasons and hints, sentences, and no more than the channel takes.
@Suite struct MessageTests {
  @Test("reasons and hints are the form's own; one that it does not use is unknown there")
  func ofTheForm() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"reasons": ["T01"], "hints": {"T01": "请用手机重拍"}}' WHERE version = 'test'
        """)
      let (a, reviewer) = (try await world.submit(1), try await world.connect(.reviewer))
      #expect(
        try await refusedDecision(
          reviewer, SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T99", "remark": "说明"}]"#, nil, UUID()])
          == "RC421 unknown_reason")
      let row = try await reviewer.decide(
        SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01"}]"#, nil, UUID()])[0]
      #expect(try row.decode("body", as: String.self).contains("照片模糊。请用手机重拍。"))
      #expect(
        try await world.owner.text("SELECT review.reasons_of(id) -> 0 ->> 'hint' FROM review.decision") == "请用手机重拍")
    }
  }

  @Test("where the reviewer's remark says all, it is the sentence")
  func remarkAlone() async throws {
    try await World.with { world in
      try await world.owner.script("UPDATE review.return_reason SET text = '其他情况', hint = '' WHERE code = 'T99'")
      let reviewer = try await world.connect(.reviewer)
      let reasons = #"[{"code": "T99", "target": "photo", "remark": "请重新核对单位名称。"}, {"code": "T01"}]"#
      let a = try await world.submit(1)
      let lines = try await reviewer.decide(SQLDecisionTests.return, [a.number, 1, a.hash, reasons, nil, UUID()])[0]
      #expect(
        try lines.decode("body", as: String.self).contains("\n1. 照片：请重新核对单位名称。\n2. 照片模糊。请重新拍照。\n"))
      try await world.owner.script(
        #"UPDATE review.profile SET texts = texts || '{"returned": "原因：{reasons}。{note}"}' WHERE version = 'test'"#)
      let b = try await world.submit(2)
      let inline = try await reviewer.decide(SQLDecisionTests.return, [b.number, 1, b.hash, reasons, nil, UUID()])[0]
      #expect(try inline.decode("body", as: String.self) == "原因：1. 照片：请重新核对单位名称；2. 照片模糊，请重新拍照。")
    }
  }

  @Test("a decision that is taken back is told, and not why")
  func reopened() async throws {
    try await World.with { world in
      let (a, reviewer, manager) = (
        try await world.submit(1), try await world.connect(.reviewer), try await world.connect(.manager)
      )
      _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
      for text in [nil, #""{number}：{note}{department}将重新审核。""#] {
        try await world.owner.script(
          "UPDATE review.profile SET texts = \(text.map { "texts || '{\"reopened\": \($0)}'" } ?? "texts - 'reopened'") WHERE version = 'test'"
        )
        _ = try await manager.query("SELECT review.application_reopen($1, '疑似收受好处')", [a.number])
        let body = try await world.owner.text("SELECT body FROM review.notification ORDER BY id DESC LIMIT 1")
        #expect(body?.contains("重新审核") == true && body?.contains("好处") == false, "\(body ?? "")")
        _ = try await manager.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
      }
    }
  }

  /// 20 reasons with remarks and a note made one message of 6,418 characters.
  @Test(
    "no message is longer than its channel takes; what does not fit is read in the system", arguments: [140, 200, 500])
  func bounded(longest: Int) async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"longest_message\": \(longest)}' WHERE version = 'test'")
      let reviewer = try await world.connect(.reviewer)
      var person = 0
      for (reasons, remark, note) in [
        (1, 0, 0), (1, 400, 0), (3, 20, 30), (20, 100, 0), (20, 100, 400), (50, 3, 500), (50, 500, 500),
      ] {
        person += 1
        let a = try await world.submit(person)
        let list = (1...reasons).map { number in
          #"{"code": "T01"\#(remark > 0 ? #", "remark": "\#(number)号\#(String(repeating: "详", count: remark - 3))""# : "")}"#
        }
        let row = try await reviewer.decide(
          SQLDecisionTests.return,
          [
            a.number, 1, a.hash, "[\(list.joined(separator: ","))]",
            note > 0 ? String(repeating: "附", count: note) : nil, UUID(),
          ])[0]
        let body: String = try row.decode("body")
        #expect(body.unicodeScalars.count <= longest)
        #expect(body.contains(a.number))
        // The sentences of the template stay whole, and what to do is said before anything else is left out.
        #expect(body.hasSuffix("财政局"), "\(body)")
        #expect(!body.contains("\n。") && !body.contains("。。"), "\(body)")
        // However long the note: what to do about some of it is there.
        #expect(longest < 200 || body.contains("请重新拍照"), "\(body)")
        let told = body.ranges(of: "请重新拍照").count
        #expect(told == reasons || !body.contains("照片模糊"))
        if told < reasons {
          #expect(body.contains(told == 0 ? "共\(reasons)条原因，请登录系统查看" : "另有\(reasons - told)条，请登录系统查看"))
        }
        #expect(
          try await world.owner.text(
            "SELECT count(*)::text FROM review.decision_reason r JOIN review.decision d ON d.id = r.decision_id WHERE d.idempotency_key = (SELECT idempotency_key FROM review.decision ORDER BY id DESC LIMIT 1)"
          ) == "\(reasons)")
      }
    }
  }
}
