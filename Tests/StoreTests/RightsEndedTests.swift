import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A right that ended has ended, whatever its holder holds, waits for or has left open.
@Suite(.timeLimit(.minutes(30))) struct RightsEndedTests {
  @Test("who is just being disabled begins nothing, whatever is open, and what was begun before ends unfinished")
  func underWay() async throws {
    try await World.with { world in
      let receipts = [try await world.submit(1), try await world.submit(2)]
      let (manager, reviewer) = (try await world.connect(.manager), try await world.connect(.reviewer))
      try await reviewer.script(
        "BEGIN; SELECT review.application_claim('\(receipts[0].number)'); SET CONSTRAINTS ALL IMMEDIATE")
      try await manager.script("BEGIN; SELECT review.staff_disable('\(world.name(.reviewer))')")
      await #expect(throws: DatabaseError.self) { try await reviewer.script("COMMIT") }
      let again = try await world.connect(.reviewer)
      #expect(
        try await refusal(again, "SELECT review.application_claim($1)", [receipts[1].number]) == "RC403 not_permitted")
      try await manager.script(
        "ROLLBACK; BEGIN; SAVEPOINT s; SELECT review.staff_disable('\(world.name(.reviewer))'); RELEASE s")
      let again2 = try await world.connect(.reviewer)
      #expect(
        try await refusal(again2, "SELECT review.application_claim($1)", [receipts[1].number]) == "RC403 not_permitted")
      try await manager.script("ROLLBACK")
      #expect(try await refusal(again2, "SELECT review.application_claim($1)", [receipts[1].number]) == nil)
      try await manager.script("BEGIN; SELECT review.staff_change('\(world.name(.reviewer))', 'helpdesk')")
      let late = try await world.connect(.reviewer)
      try await late.script("BEGIN")
      #expect(
        try await refusal(late, "SELECT review.application_release($1)", [receipts[1].number]) == "RC403 not_permitted")
      try await late.script("ROLLBACK; BEGIN")
      try await manager.script("COMMIT")
      #expect(try await refusal(late, "SELECT review.application_claim($1)", [receipts[1].number]) == "42501")
      #expect(
        try await world.owner.text(
          "SELECT string_agg(DISTINCT concat_ws(' ', state, holder), ',') FROM review.application")
          == "submitted")
    }
  }

  @Test("what a colleague holds open does not keep anybody in office, nor does a login that is just being changed")
  func heldUpByOthers() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let name = world.name(.reviewer)
      _ = try await world.connect(.reviewer).query("SELECT review.application_claim($1)", [a.number])
      let colleague = try await world.connect(.colleague)
      try await colleague.script("BEGIN; SELECT review.application_note('\(a.number)', '在办')")
      try await world.owner.script("BEGIN; ALTER ROLE \"\(name)\" CONNECTION LIMIT 9")
      let manager = try await world.connect(.manager)
      #expect(try await refusal(manager, "SELECT review.staff_disable($1)", [name]) == nil)
      let able =
        "SELECT concat_ws(' ', s.active, r.rolcanlogin) FROM review.staff s JOIN pg_roles r ON r.rolname = s.name WHERE s.name = $1"
      try await world.owner.script("COMMIT")
      #expect(try await world.owner.text(able, [name]) == "f t")
      #expect(
        try await refusal(try await world.connect(.reviewer), "SELECT review.application_release($1)", [a.number])
          == "42501")
      _ = try await manager.query("SELECT review.idle_sweep()")
      #expect(try await world.owner.text(able, [name]) == "f f")
      // The case goes back with the lease.
      try await colleague.script("COMMIT")
      #expect(try await world.owner.text("SELECT holder::text FROM review.application") == name)
    }
  }

  @Test(
    "nobody holds up his own end: not by his password, his row, nor by what he took",
    arguments: [
      "SELECT review.staff_password('{name}', '{verifier}')", "ALTER ROLE \"{name}\" PASSWORD '{verifier}'",
      "SELECT review.application_note('{number}', '在办')", "SELECT review.export_abandon({export}, '停电')",
    ])
  func heldUp(_ held: String) async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      let export = try await reviewer.count("SELECT review.export_begin('ledger', '[{}]')")
      let verifier = try await world.verifier(world.name(.reviewer))
      try await reviewer.script(
        "SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; BEGIN; "
          + held.replacing("{name}", with: world.name(.reviewer)).replacing("{verifier}", with: verifier)
          .replacing("{number}", with: a.number).replacing("{export}", with: "\(export)"))
      let manager = try await world.connect(.manager)
      #expect(try await refusal(manager, "SELECT review.staff_disable($1)", [world.name(.reviewer)]) == nil)
      await #expect(throws: DatabaseError.self) { try await reviewer.script("COMMIT") }
      #expect(
        try await world.owner.text("SELECT concat_ws(' ', state, holder) FROM review.application") == "submitted")
      #expect(
        try await world.owner.text(
          "SELECT (NOT s.active AND NOT r.rolcanlogin)::text FROM review.staff s JOIN pg_roles r ON r.rolname = s.name WHERE s.name = $1",
          [world.name(.reviewer)]) == "true")
    }
  }

  @Test("who is not disabled is not enabled: nobody's row is held that way, and nobody who may not do it touches one")
  func enabledTwice() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let manager = try await world.connect(.manager)
      try await manager.script("BEGIN; SELECT review.staff_enable('\(world.name(.reviewer))')")
      #expect(
        try await refusal(try await world.connect(.reviewer), "SELECT review.application_claim($1)", [a.number]) == nil)
      try await manager.script("COMMIT")
      _ = try await refusal(manager, "SELECT review.staff_enable($1)", [world.name(.administrator)])
      #expect(try await world.owner.count("SELECT count(*) FROM review.staff WHERE xmax <> '0'") == 0)
      let limits =
        "SELECT string_agg(DISTINCT rolconnlimit::text, ',') FROM pg_roles r JOIN review.staff s ON s.name = r.rolname WHERE s.role "
      #expect(try await world.owner.text(limits + "= 'reviewer'") == "16")
      #expect(try await world.owner.text(limits + "= 'intake'") == "-1")
    }
  }

  @Test("in a snapshot of before, too, a right that ended opens no export; every door is closed, whichever was open")
  func snapshotOfBefore() async throws {
    try await World.with { world in
      try await world.submit(1)
      let (chief, name) = (try await world.connect(.chief), world.name(.manager))
      let export = try await world.connect(.manager).count(
        "SELECT review.export_begin('ledger', '[{}]', true, '证书核验')")
      try await world.owner.script("GRANT review_reviewer TO \"\(name)\"")
      try await chief.script("BEGIN; SELECT review.staff_change('\(name)', 'reviewer', '330102')")
      let late = try await world.connect(.manager)
      try await late.script(
        "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL review.export = '\(export)'; SELECT count(*) FROM review.me()"
      )
      try await chief.script("COMMIT")
      #expect(try await refusal(late, "SELECT count(*)::int FROM review.ledger()", []) == "RC403 not_permitted")
      _ = try await chief.query("SELECT review.staff_disable($1)", [name])
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = $1", [name])
          == 0)
    }
  }

  @Test("a verifier that the server would count at for minutes is refused, and so are names of the trail")
  func verifiers() async throws {
    try await World.with { world in
      let (reviewer, name) = (try await world.connect(.reviewer), world.name(.reviewer))
      let verifier = try await world.verifier(name)
      for count in ["4095", "1000001", "999999999"] {
        let changed = verifier.replacing(/\$[0-9]+:/, with: "$\(count):")
        #expect(
          try await refusal(reviewer, "SELECT review.staff_password($1, $2)", [name, changed]) == "RC442 bad_verifier")
      }
      let administrator = try await world.connect(.administrator)
      for name in ["clock", "applicant"] {
        #expect(
          try await refusal(
            administrator, "SELECT review.staff_add($1, 'helpdesk', '330100', '某人', $2)", [name, verifier])
            == "RC443 bad_staff")
      }
    }
  }

  @Test("a sweep ends whoever has held a row for five minutes, at work or not")
  func sweptAtWork() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (busy, reader) = (try await world.connect(.reviewer), try await world.connect(.reviewer))
      try await reader.script("BEGIN; SELECT count(*) FROM review.queue()")
      try await busy.script("SET statement_timeout = 0; BEGIN; SELECT review.application_claim('\(a.number)')")
      let work = Task { try await busy.script("SELECT pg_sleep(600)") }
      let body: String = try #require(
        try await world.owner.text("SELECT pg_get_functiondef('review.idle_sweep'::regproc)"))
      try await world.owner.script(body.replacing("interval '5 minutes'", with: "interval '0 minutes'"))
      try await world.with(.manager) { manager in
        let ended = try await manager.count("SELECT review.idle_sweep()")
        #expect(ended == 1)
      }
      await #expect(throws: (any Error).self) { try await work.value }
      // Who holds nothing is left alone, whatever else the same login does.
      try await reader.script("COMMIT")
      try await world.owner.script("UPDATE review.staff SET active = false WHERE name = '\(world.name(.reviewer))'")
      try await world.with(.manager) { manager in
        let ended = try await manager.count("SELECT review.idle_sweep()")
        #expect(ended == 1)
      }
    }
  }

  @Test("the day's measure is the clock's, whatever the transaction; what is let lapse counts as what is given back")
  func measures() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.found("测试甲")
      // As a transaction of yesterday finds the counter of today.
      try await world.owner.script("UPDATE review.ticket_meter SET day = day + 1, in_day = 600 WHERE kind = 'lookup'")
      let answer = try await reviewer.ticket("lookup", #"{"text": "测试甲", "purpose": "来电"}"#)
      #expect(answer.refused == "too_many_requests")
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      // As after sixty others.
      func others(_ who: World.Person) async throws {
        try await world.owner.script(
          """
          INSERT INTO review.event (actor, action, department_code) SELECT '\(world.name(who))', 'claimed', '330102' FROM generate_series(1, 60)
          """)
      }
      try await others(.reviewer)
      try await world.owner.script(
        "UPDATE review.application SET lease_expires_at = now() - interval '1 second', claimed_at = now() - interval '1 hour'"
      )
      _ = try await world.connect(.colleague).query("SELECT review.application_claim($1)", [a.number])
      #expect(
        try await world.owner.text(
          "SELECT subject FROM review.event WHERE action = 'unusual' AND detail ->> 'kind' = 'lapse'")
          == world.name(.reviewer))
      // Who loses it to a manager saw it as well.
      try await others(.colleague)
      _ = try await world.connect(.manager).query("SELECT review.application_claim($1, true)", [a.number])
      #expect(
        try await world.owner.text(
          "SELECT subject FROM review.event WHERE action = 'unusual' AND detail ->> 'kind' = 'lapse' ORDER BY id DESC")
          == world.name(.colleague))
    }
  }

  @Test("what was taken before days off counts on the next day of work")
  func overTheWeekend() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      try await world.setToday("2026-11-30")  // a Monday
      _ = try await world.connect(.reviewer).query("SELECT review.application_claim($1)", [a.number])
      try await world.owner.script(
        """
        INSERT INTO review.event (at, actor, action, department_code)
        SELECT timestamptz '2026-11-27 09:00+08', '\(world.name(.reviewer))', 'claimed', '330102' FROM generate_series(1, 60);
        UPDATE review.application SET lease_expires_at = now() - interval '1 second', claimed_at = now() - interval '1 hour';
        """)
      _ = try await world.connect(.colleague).query("SELECT review.application_claim($1)", [a.number])
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE action = 'unusual' AND detail ->> 'kind' = 'lapse'") == 1)
    }
  }

  @Test("days that overlap are published once by a bureau, whatever the report, the wording or the moment")
  func publishedOnce() async throws {
    try await World.with { world in
      let manager = try await world.connect(.manager)
      func publish(_ report: String, _ limits: String, by connection: Connection? = nil) async throws -> String? {
        try await refusal(
          connection ?? manager, "SELECT review.export_begin($1, $2)",
          [report, #"[{"publish": true, "from": "2026-01-01", \#(limits)}]"#])
      }
      #expect(try await publish("summary", #""to": "2026-01-10""#) == nil)
      try await world.owner.script(
        "UPDATE review.export_record SET finished_at = now(), sha256 = repeat('0', 64), snapshot_at = now(), rows = 0, sheets = 1, bytes = 1"
      )
      // The same days in another report tell what has changed since.
      #expect(try await publish("reasons", #""to": "2026-01-10""#) == "RC425 purpose_missing")
      for (report, limits) in [
        ("summary", #""to": "2026-01-10""#), ("Summary", #""to": "2026-01-11""#), ("campaign", #""to": "2026-01-12""#),
        ("summary", #""to": "2026-01-11", "province": "zhejiang""#),
        ("summary", #""to": "2026-01-11", "department": "nonsense""#),
      ] {
        #expect(try await publish(report, limits) == "RC425 purpose_missing", "\(report) \(limits)")
      }
      #expect(
        try await refusal(
          manager, "SELECT review.export_begin('flow', $1)",
          [
            #"[{"publish": true, "from": "2025-01-01", "to": "2025-01-10"}, {"publish": true, "from": "2025-01-01", "to": "2025-01-11"}]"#
          ])
          == "RC425 purpose_missing")
      // Two at once of the same report and days, by colleagues and in one call: one.
      let chief = try await world.connect(.chief)
      let (same, own) = (
        #""from": "2024-01-01", "to": "2024-01-10", "department": "330100""#,
        #"[{"publish": true, "from": "2024-02-01", "to": "2024-02-10"}"#
      )
      #expect(try await publish("summary", same, by: chief) == nil)
      #expect(try await publish("summary", same) == "RC425 purpose_missing")
      #expect(
        try await refusal(manager, "SELECT review.export_begin('summary', $1)", [own + "," + own.dropFirst() + "]"])
          == "RC425 purpose_missing")
      // Whoever begins the next one has ended the last, which is then not finished.
      #expect(try await publish("summary", #""from": "2024-03-01", "to": "2024-03-10""#) == nil)
      let ended = try await world.owner.count("SELECT max(id) FROM review.export_record")
      #expect(try await publish("flow", #""from": "2024-03-01", "to": "2024-03-11""#) == nil)
      #expect(
        try await refusal(manager, "SELECT review.export_finish($1, now(), 1, 1, 1, repeat('1', 64))", [ended])
          == "RC404 not_found")
      // What is just being finished is waited for.
      let finishing = try await world.connect(.manager)
      try await finishing.script("BEGIN")
      _ = try await finishing.query(
        "SELECT review.export_finish((SELECT max(id) FROM review.export_list()), now(), 1, 1, 1, repeat('2', 64))")
      try await world.owner.script("UPDATE review.export_record SET open_until = now() WHERE report = 'summary'")
      #expect(
        try await publish("flow", #""from": "2024-03-11", "to": "2024-03-12", "department": "330100""#, by: chief)
          == "RC413 row_held")
      try await finishing.script("COMMIT")
      #expect(
        try await publish("flow", #""from": "2024-03-11", "to": "2024-03-12", "department": "330100""#, by: chief)
          == "RC425 purpose_missing")
      await finishing.close()
      #expect(
        try await publish("flow", #""to": "2026-02-10", "from": "2026-02-01", "department": "330100""#, by: chief)
          == nil)
      let next = #""to": "2026-02-11", "from": "2026-02-01""#
      #expect(try await publish("flow", next) == "RC425 purpose_missing")
      // A bureau above one's own is one's own.
      #expect(try await publish("flow", next + #", "department": "330000""#) == "RC425 purpose_missing")
      // Too late to be told from what was published meanwhile.
      try await world.owner.script(
        "UPDATE review.export_record SET at = at - interval '2 hours', open_until = open_until - interval '2 hours' WHERE finished_at IS NULL"
      )
      #expect(
        try await refusal(
          chief,
          "SELECT review.export_finish((SELECT max(id) FROM review.export_list()), now(), 1, 1, 1, repeat('1', 64))")
          == "RC404 not_found")
      #expect(try await publish("flow", next) == nil)
      // Who keeps the bureau's turn open is named.
      let colleague = try await world.connect(.colleague)
      try await colleague.script("BEGIN")
      #expect(try await publish("flow", #""to": "2026-03-10", "from": "2026-03-01""#, by: colleague) == nil)
      #expect(
        try await publish("flow", #""to": "2026-04-10", "from": "2026-04-01", "department": "330102""#)
          == "RC413 row_held")
      try await colleague.script("ROLLBACK")
    }
  }

  @Test("who keeps a colleague's row is named to whoever waits for it")
  func whoChangesHim() async throws {
    try await World.with { world in
      let name = world.name(.reviewer)
      let chief = try await world.connect(.chief)
      try await chief.script("BEGIN")
      _ = try await chief.query("SELECT review.staff_disable($1)", [name])
      let manager = try await world.connect(.manager)
      var said = ""
      do { _ = try await manager.query("SELECT review.staff_disable($1)", [name]) } catch let error as DatabaseError {
        said = error.message + " " + (error.detail ?? "")
      }
      #expect(said.contains("row_held") && said.contains(world.name(.chief)), "\(said)")
      try await chief.script("ROLLBACK")
    }
  }

  @Test("an export shows what it was begun for, and keeps no text of its own")
  func exports() async throws {
    try await World.with { world in
      let receipts = [try await world.submit(1), try await world.submit(2)]
      let manager = try await world.connect(.manager)
      let export = try await manager.count(
        #"SELECT review.export_begin('ledger', '[{"by": "submitted", "note": "33010619700101", "to": "2999-01-01"}]', true, '证书核验')"#
      )
      #expect(
        try await world.owner.text("SELECT filters::text FROM review.export_record")
          == #"{"by": "submitted", "to": "2999-01-01"}"#)
      _ = try await world.connect(.reviewer).query("SELECT review.application_claim($1)", [receipts[0].number])
      _ = try await world.submit(3)
      try await manager.script("BEGIN; SELECT set_config('review.export', '\(export)', true)")
      #expect(try await manager.text("SELECT string_agg(number, ',') FROM review.ledger()") == receipts[1].number)
      try await manager.script("ROLLBACK")
      #expect(
        try await refusal(manager, "SELECT review.export_abandon($1, $2)", [export, "\u{1B}[2J"]) == "RC463 bad_text")
      #expect(
        try await refusal(manager, "SELECT review.export_finish($1, clock_timestamp(), 0, 0, 0, 'x')", [export])
          == "RC460 bad_document")
      #expect(
        try await refusal(manager, #"SELECT review.export_begin('ledger', '[{"state": "\u202e"}]')"#)
          == "RC463 bad_text")
    }
  }

  @Test("texts have an end")
  func texts() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      func give(_ reasons: String) async throws -> String? {
        try await refusal {
          try await reviewer.decide(
            "SELECT review.application_return($1, $2, $3, $4::jsonb, NULL, $5)", [a.number, 1, a.hash, reasons, UUID()])
        }
      }
      let reason = #"{"code": "T01", "target": "photo"}"#
      #expect(
        try await give("[" + Array(repeating: reason, count: 51).joined(separator: ",") + "]") == "RC463 bad_text")
      #expect(
        try await give(#"[{"code": "T01", "target": "photo\#(String(repeating: "x", count: 200))"}]"#)
          == "RC463 bad_text")
      let contacts = #"[{"line": 2, "department": "330102", "phone": "0571-1\u001b[2J"}]"#
      #expect(
        try await refusal(world.owner, "SELECT review.contact_import(gen_random_uuid(), $1)", [contacts])
          == "RC463 bad_text")
      for spoken in [
        "330106.19900101.1234", "3301 0619 9001 0112 34", "138–0013–8000", "138 / 0013 / 8000", "138:0013:8000",
        "138、0013、8000", "138+0013~8000",
        "138·0013|8000", "138(0013)8000", "33010219     90010112     34", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "๑๓๘๐๐๑๓๘๐๐๐",
        "330113 1972年03月15日 0048", "330113(1972年3月15日)0048", "330113 19720315 0048",
        "330113(1972-03-15)0048", "330113  1972-03-15  0048", "330113、1972.03.15、0048", "330113:1972-03-15 0048",
        "一三八○○○○○○○○",
        "138号0013号8000", "138🔹0013🔹8000", "138\t0013    8000", "١٣٨٠٠١٣٨٠٠٠", "一三八〇〇一三八〇〇〇",
      ] {
        let masked = try await world.owner.text("SELECT review.masked_numbers($1)", [spoken])
        #expect(masked?.contains("********") == true, "\(spoken) \(masked ?? "")")
      }
      // Beside the first and the last character, which masks leave elsewhere, the first alone tells nothing more.
      for spoken in [
        "33010219900101123×", "33010219900101123Х", "33010219900101123 χ", "33010219900101", "330114********892X",
        "138****8000", "13812345678", "33010219900101          \u{3000}     1234", "貳參陸陸零壹玖玖零零壹零壹壹貳參肆", "1380013８０００",
        "\u{1E951}\u{1E953}\u{1E958}\u{1E950}\u{1E950}\u{1E951}\u{1E953}\u{1E958}\u{1E950}\u{1E950}\u{1E950}",
        "\u{104A1}\u{104A3}\u{104A8}\u{104A0}\u{104A0}\u{104A1}\u{104A3}\u{104A8}\u{104A0}\u{104A0}\u{104A0}",
      ] {
        let masked = try #require(
          try await world.owner.text("SELECT review.masked_numbers($1)", ["核对 " + spoken + "。"]))
        let left = masked.dropFirst(3).dropLast().filter { $0 != "*" }
        #expect(left.count == 1, "\(spoken) \(masked)")
      }
      for plain in [
        "2026年01月05日至02月06日，共12件", "工号 330102-7", "一级会计师二人，三天内办结", "2026-11-29 10:30 电话核实",
        "2026-01-05~2026-02-06 的申请", "2026-11-01 2026-11-29 2026-12-01", "2026/11/01-2026/11/29",
        "2026-11-01-2026-11-29", "2026年11月1日-2026年11月29日 10:30", "2026.10-2026.12", "20261001-20261031",
        "11-29 08:30～11-30 09:30", "8:30-11:30 14:00-17:30", "2026-11-29 08:30-2026-11-29 09:30", "核对：证件（原件）①…10㎡",
      ] {
        #expect(try await world.owner.text("SELECT review.masked_numbers($1)", [plain]) == plain)
      }
      for (told, left) in [
        ("2026-11-29 330114199412027017 到场", "2026-11-29 3********* 到场"),
        ("2026/11/29 10:30 13812345678", "2026/11/29 10:30 1*********"), ("330102 330102199001011234", "3*********"),
        ("9999999999999999913812345678", "9*********"), ("16900000011 2026-11-29", "1********* 2026-11-29"),
        ("13800000000 \u{E000}138\u{E000}0000\u{E000}0001", "1********* \u{E000}138\u{E000}0000\u{E000}0001"),
      ] {
        #expect(try await world.owner.text("SELECT review.masked_numbers($1)", [told]) == left)
      }
    }
  }

  @Test("the number on the document is read as the form reads it")
  func counter() async throws {
    try await World.with { world in
      let reviewer = try await world.connect(.reviewer)
      for (typed, type, stored) in [
        ("军字第a123号", "09", "军字第a123号"), ("军字 第123号", "09", "军字第123号"), ("Abc-12345", "99", "Abc-12345"),
        ("110105 19491231 002x", "01", "11010519491231002X"),
      ] {
        let entry = try #require(try await reviewer.counter(typed))
        let code = try #require(
          try await reviewer.text("SELECT code FROM review.account_vouch($1, $2, '原件', $3)", [entry, typed, type]))
        #expect(
          try await world.owner.text(
            "SELECT (code = review.account_hash('code', $1))::text FROM review.reset_code WHERE key = review.account_hash('voucher', 'zhejiang', $2, $3)",
            [code, type, stored]) == "true", "\(typed)")
      }
    }
  }

  @Test("who was moved to another bureau, or disabled and enabled again, works on there, in figures and exports too")
  func movedWorksOn() async throws {
    try await World.with { world in
      let name = world.name(.reviewer)
      let chief = try await world.connect(.chief)
      for step in [
        "staff_change('\(name)', 'reviewer', '330106')", "staff_disable('\(name)')", "staff_enable('\(name)')",
      ] {
        _ = try await chief.query("SELECT review.\(step)")
      }
      let reviewer = try await world.connect(.reviewer)
      #expect(
        try await refusal {
          try await reviewer.transaction(.snapshot) {
            _ = try $0.query("SELECT * FROM review.figures_standings(NULL, NULL, NULL)")
          }
        } == nil)
      #expect(try await refusal(reviewer, "SELECT review.export_begin('ledger', '[{}]')") == nil)
      // Days that no program reads are none, and nothing is written of them.
      for day in ["infinity", "-infinity", "4713-01-01 BC", "294276-01-01"] {
        #expect(
          try await refusal(
            reviewer, "SELECT review.export_begin('ledger', jsonb_build_array(jsonb_build_object('from', $1::text)))",
            [day])
            == "RC460 bad_document", "\(day)")
      }
    }
  }
}
