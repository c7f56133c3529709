import Domain
import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@testable import Store

/// What is masked is masked wherever the same text may be seen.
@Suite(.timeLimit(.minutes(30))) struct MaskedViewTests {
  private static let phone = "13912345678"
  private static let idNumber = "330106198801017525"

  @Test("a masked ledger read with psql has no more of names and homes than the workbook")
  func ledger() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET export_hidden_fields = '{-home,~contact}' WHERE version = 'test'")
      try await world.submit(1, answers: ["home": "文三路90号", "contact": "欧阳小明"])
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      func seen(_ connection: Connection, unmasked: Bool) async throws -> String? {
        let begin = "SELECT review.export_begin('ledger', '[{}]', $1, '上报')"
        let export = try await connection.count(begin, [unmasked])
        return try await connection.readLedger(
          export, "concat_ws(' ', applicant_name, answers ->> 'home', answers ->> 'contact')"
        ).first
      }
      #expect(try await seen(reviewer, unmasked: false) == "测** *** 欧阳**")
      #expect(try await seen(manager, unmasked: false) == "测** *** 欧阳**")
      #expect(try await seen(manager, unmasked: true) == "测试甲 文三路90号 欧阳小明")
    }
  }

  @Test("the database masks names as the programs do")
  func names() async throws {
    try await World.with { world in
      let names =
        Masking.compoundSurnames.flatMap { [$0, $0 + "明", $0 + "小明"] } + [
          "", "王", "王明", "王小明", "阿依古丽", "欧明", "J", "Jane Doe",
        ]
      let masked = try await world.owner.query(
        "SELECT review.mask_name(n) FROM unnest($1::text[]) WITH ORDINALITY AS t (n, i) ORDER BY i", [names]
      ).map { try $0.decode(0, as: String.self) }
      #expect(masked == names.map { Masking.name($0) })
      let surnames = try await world.owner.text(
        "SELECT substring(prosrc FROM '\\{([^}]+)\\}') FROM pg_proc WHERE oid = 'review.mask_name'::regproc")
      #expect(Set((surnames ?? "").split(separator: ",").map(String.init)) == Masking.compoundSurnames)
      for address in ["name@example.cn", "j@x.cn", "a.very.long.name@example.cn", "two@at@example.cn"] {
        #expect(try await world.owner.text("SELECT review.mask($1)", [address]) == Masking.email(address))
      }
    }
  }

  @Test("a warning that reckons with what is masked is there for whoever sees the case whole, and counted nowhere")
  func warnings() async throws {
    try await World.with { world in
      let told =
        #"[{"field": "work.started_on", "code": "worked_before_16", "severity": "warning", "message": "未满16周岁", "masked": true}"#
      let plain = #"{"field": "home", "code": "plain", "severity": "warning", "message": "请核对"}]"#
      let document = World.document(1).replacing(#"[{"field": "photo"}]"#, with: "\(told), \(plain)")
      let number = try await world.submit(document).number
      let reviewer = try await world.connect(.reviewer)
      let codes = """
        SELECT concat_ws(' ', warnings -> 0 ->> 'code', warnings -> 1 ->> 'code') FROM review.submission_open($1)
        """
      let look = (
        open: #"{"number": "\#(number)"}"#, whole: #"{"number": "\#(number)", "purpose": "核对", "unmask": true}"#
      )
      for (arguments, expected) in [(look.open, "plain"), (look.whole, "worked_before_16 plain")] {
        let seen: String = try await reviewer.look("open", arguments, codes)[0][0]
        #expect(seen == expected)
      }
      #expect(try await reviewer.count("SELECT warnings FROM review.queue()") == 1)
      #expect(
        try await world.owner.count(
          "SELECT (detail ->> 'warnings')::integer FROM review.event WHERE action = 'submitted'") == 1)
    }
  }

  @Test("numbers that colleagues wrote into remarks and notes are masked where the case is, also in messages")
  func remarks() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.ticket("open", #"{"number": "\#(a.number)"}"#)
      _ = try await reviewer.query(
        SQLDecisionTests.return,
        [
          a.number, 1, a.hash, #"[{"code": "T99", "remark": "请致电\#(Self.phone)"}]"#,
          "证件应为\(Self.idNumber)", UUID(),
        ])
      let looks = [
        ("open", #"{"number": "\#(a.number)"}"#, "SELECT last_return::text FROM review.submission_open($1)"),
        ("notifications", #"{"number": "\#(a.number)"}"#, "SELECT body FROM review.notification_list($1)"),
      ]
      for (kind, arguments, sql) in looks {
        let text: String = try await reviewer.look(kind, arguments, sql)[0][0]
        #expect(text.contains("1*********") && text.contains("3*********"), "\(kind): \(text)")
        #expect(!text.contains(Self.phone) && !text.contains(Self.idNumber), "\(kind)")
      }
      let whole: String = try await reviewer.look(
        "open", #"{"number": "\#(a.number)", "purpose": "核对", "unmask": true}"#, looks[0].2)[0][0]
      #expect(whole.contains(Self.phone) && whole.contains(Self.idNumber))
      // The ledger likewise: whole only where it is asked for whole.
      let manager = try await world.connect(.manager)
      for isWhole in [false, true] {
        let export = try await manager.count("SELECT review.export_begin('ledger', '[{}]', $1, '核对')", [isWhole])
        let words = try await manager.readLedger(export, "last_return::text")
        #expect(words.count == 1 && words[0].contains(Self.phone) == isWhole, "\(words)")
        #expect(words[0].contains(Self.idNumber) == isWhole)
      }
    }
  }

  @Test("numbers that the applicant wrote into a text are masked beside the field that is")
  func applicantsTexts() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET masked_fields = masked_fields || '{#remark}'::text[] WHERE version = 'test'")
      let a = try await world.submit(1, answers: ["remark": "手机换为\(Self.phone)，身份证\(Self.idNumber)", "other": "单位甲"])
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      let seen: String = try await reviewer.look(
        "open", #"{"number": "\#(a.number)"}"#, "SELECT answers ->> 'remark' FROM review.submission_open($1)")[0][0]
      #expect(seen == "手机换为1*********,身份证3*********")
      let export = try await manager.count("SELECT review.export_begin('ledger', '[{}]')")
      #expect(try await manager.readLedger(export, "answers ->> 'remark'") == [seen])
    }
    for profile in Catalogue.bundled.profiles.all {
      #expect(ReferenceData.maskedFields(of: profile).contains("#personal.remark"), "\(profile.province)")
    }
  }

  @Test("a target has one index at most: none can carry a number")
  func targets() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.ticket("open", #"{"number": "\#(a.number)"}"#)
      for target in ["photo[330][113][197]", "qualifications[330][113].level", "photo/330/113", "photo[1][2]"] {
        #expect(
          try await refusal(
            reviewer, SQLDecisionTests.return,
            [a.number, 1, a.hash, #"[{"code": "T01", "target": "\#(target)"}]"#, nil, UUID()])
            == "RC423 unknown_target", "\(target)")
      }
    }
  }

  @Test("a ledger prints no plan with what it hides")
  func plans() async throws {
    try await World.with { world in
      try await world.submit(1)
      let heard = Mutex("")
      let reviewer = try await world.database.connect(as: world.name(.reviewer)) { notice in
        heard.withLock { $0 += "\(notice)\n" }
      }
      let export = try await reviewer.count("SELECT review.export_begin('ledger', '[{}]')")
      try await reviewer.script(
        """
        SET client_min_messages = log; SET debug_print_plan = on; SET plan_cache_mode = force_custom_plan;
        BEGIN; SET LOCAL review.export = '\(export)'; SELECT answers FROM review.ledger(); COMMIT
        """)
      let text = heard.withLock { $0 }
      #expect(text.contains("PLANNEDSTMT"), "its own plans are printed")
      for secret in [World.idNumber(1), "13800000000", "C000000001"] {
        let bytes = secret.utf8.map { "\(Int8(bitPattern: $0))" }.joined(separator: " ")
        #expect(!text.contains(secret) && !text.contains(bytes))
      }
    }
  }

  @Test("cases that a transaction moved into an export's limits are not read before that is committed")
  func movedIn() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let manager = try await world.connect(.manager)
      let export = try await manager.count(
        "SELECT review.export_begin('ledger', '[{\"department\": \"330106\"}]', true, '上报')")
      try await manager.script(
        "BEGIN; SET LOCAL review.export = '\(export)'; SELECT review.application_transfer('\(a.number)', '330106', '属地')"
      )
      #expect(
        try await refusal(manager, "SELECT count(*) FROM review.ledger()") == "RC428 transaction_has_written")
      try await manager.script("ROLLBACK")
    }
  }

  @Test("of two ledgers begun at once the second waits, and ends the first")
  func exportsAtOnce() async throws {
    try await World.with { world in
      try await world.submit(1)
      let begin = "SELECT review.export_begin('ledger', '[{}]')"
      let (first, second) = (try await world.connect(.manager), try await world.connect(.manager))
      try await first.script("BEGIN")
      let early = try await first.count(begin)
      let waiting = Task { try await second.count(begin) }
      try #require(
        try await soon {
          try await world.owner.count(
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity s USING (pid) WHERE NOT l.granted AND s.usename = $1",
            [world.name(.manager)]) > 0
        })
      try await first.script("COMMIT")
      let late = try await waiting.value
      for (export, rows) in [(early, 0), (late, 1)] {
        try await second.script("BEGIN; SET LOCAL review.export = '\(export)'")
        #expect(try await second.count("SELECT count(*) FROM review.ledger()") == rows)
        try await second.script("COMMIT")
      }
      // Whoever never commits is named to himself, by the row of this kind.
      try await first.script(#"SELECT review.ticket('names', '{"numbers": []}')"#)
      try await first.script("BEGIN; SELECT review.export_begin('ledger', '[{}]')")
      #expect(try await refusal(second, begin) == "RC413 row_held")
      try await first.script("ROLLBACK")
    }
  }
}
