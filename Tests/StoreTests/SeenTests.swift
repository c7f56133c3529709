import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// Seen means recorded: what unfriendly callers tried with psql and their own password. Each of these once showed whole numbers and
/// left nothing.
@Suite struct SeenTests {
  private static let open = "SELECT answers FROM review.submission_open($1)"

  private func whole(_ number: String) -> String {
    #"{"number": "\#(number)", "purpose": "核对", "unmask": true}"#
  }

  @Test("a look that is taken back, or fails at its last row, has shown nothing")
  func takenBack() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      for person in [World.Person.reviewer, .manager] {
        let connection = try await world.connect(person)
        try await connection.script("BEGIN")
        let id = try #require(try await connection.ticket("open", whole(a.number)).id)
        // Neither open for its own transaction, nor for a part of it.
        try await connection.script("SAVEPOINT s")
        #expect(try await refusal(connection, Self.open, [id]) == "RC428 transaction_has_written")
        try await connection.script("ROLLBACK")
        #expect(try await refusal(connection, Self.open, [id]) == "RC426 ticket_missing")
        // One statement that does both.
        #expect(
          try await refusal(
            connection, "SELECT (review.submission_open((review.ticket('open', $1::jsonb)).id)).answers",
            [whole(a.number)])
            == "RC428 transaction_has_written")
        #expect(
          try await refusal(
            connection,
            "COPY (SELECT (review.submission_open((review.ticket('open', '\(whole(a.number))')).id)).answers, 1 / 0) TO STDOUT"
          ) != nil)
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'unmasked'") == 0)
    }
  }

  @Test("a ticket is one's own, of its kind, and a minute old at most")
  func foreign() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let id = try #require(try await reviewer.ticket("open", whole(a.number)).id)
      #expect(try await refusal(colleague, Self.open, [id]) == "RC426 ticket_missing")
      for reading in ["history($1)", "names($1)", "applicant_cards($1)", "notification_list($1)"] {
        #expect(try await refusal(reviewer, "SELECT review.\(reading)", [id]) == "RC426 ticket_missing", "\(reading)")
      }
      #expect(try await reviewer.text(Self.open, [id])?.contains(World.idNumber(1)) == true)
      try await world.owner.script(
        """
        ALTER TABLE review.event DISABLE TRIGGER USER;
        UPDATE review.event SET at = at - interval '61 seconds' WHERE id = \(id);
        ALTER TABLE review.event ENABLE TRIGGER USER
        """)
      #expect(try await refusal(reviewer, Self.open, [id]) == "RC426 ticket_missing")
    }
  }

  @Test("whoever holds the lease sees the case whole, once the claim is committed and as long as it lasts")
  func held() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let held = "SELECT answers FROM review.submission_held('\(a.number)')"
      #expect(try await reviewer.query(held).isEmpty)
      for claim in ["application_next()", "application_claim('\(a.number)')"] {
        try await reviewer.script("BEGIN")
        _ = try await reviewer.query("SELECT review.\(claim)")
        #expect(try await refusal(reviewer, held) == "RC428 transaction_has_written", "\(claim)")
        try await reviewer.script("ROLLBACK")
      }
      _ = try await reviewer.query("SELECT review.application_claim('\(a.number)')")
      #expect(try await reviewer.text(held)?.contains(World.idNumber(1)) == true)
      #expect(try await colleague.query(held).isEmpty)
      try await world.owner.script(
        "UPDATE review.application SET lease_expires_at = clock_timestamp() - interval '1 second'")
      #expect(try await reviewer.query(held).isEmpty)
    }
  }

  @Test("no decision about what the decider has not looked at, in an earlier transaction and in this revision")
  func unseen() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let approve: (Int, String) -> [(any SQLEncodable)?] = { [a.number, $0, $1, UUID()] }
      _ = try await colleague.ticket("open", #"{"number": "\#(a.number)"}"#)
      #expect(try await refusal(reviewer, SQLDecisionTests.approve, approve(1, a.hash)) == "RC427 not_seen")
      try await reviewer.script("BEGIN")
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      #expect(try await refusal(reviewer, SQLDecisionTests.approve, approve(1, a.hash)) == "RC427 not_seen")
      try await reviewer.script("ROLLBACK")
      _ = try await reviewer.ticket("open", #"{"number": "\#(a.number)"}"#)
      _ = try await world.owner.query("SELECT review.intake_withdraw($1, '99', $2)", [a.number, World.idNumber(1)])
      let second = try await world.submit(1)
      #expect(try await refusal(reviewer, SQLDecisionTests.approve, approve(2, second.hash)) == "RC427 not_seen")
      #expect(try await refusedDecision(reviewer, SQLDecisionTests.approve, approve(2, second.hash)) == nil)
    }
  }

  @Test("a step that may be taken back tells nothing about the person, and no table does")
  func bare() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let manager = try await world.connect(.manager)
      try await manager.script("BEGIN")
      for step in [
        "application_next()", "application_claim('\(a.number)')", "application_release('\(a.number)')",
        "application_transfer('\(a.number)', '330106', '属地')",
      ] {
        let answer = try await manager.text("SELECT to_jsonb(c)::text FROM review.\(step) AS c") ?? ""
        #expect(!answer.contains("测试") && !answer.contains("1380"), "\(step)")
      }
      try await manager.script("ROLLBACK")
      for column in [
        "applicant_name FROM review.application", "birth_date FROM review.application",
        "original_name FROM review.attachment",
        "body FROM review.note", "note FROM review.decision", "remark FROM review.decision_reason",
        "purpose FROM review.event",
        "note FROM review.event",
      ] {
        #expect(try await refusal(manager, "SELECT \(column)") == "42501", "\(column)")
      }
    }
  }

  @Test("who asks too often is told to wait, and the managers see it; once, however often it goes on")
  func metered() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"lookup_a_minute\": 3}' WHERE version = 'test'")
      try await world.owner.script("DELETE FROM review.profile WHERE province = 'zhejiang' AND version <> 'test'")
      let helpdesk = try await world.connect(.helpdesk)
      for _ in 1...3 { #expect(try await helpdesk.lookUp(a.number).count == 1) }
      for _ in 1...3 {
        let arguments = #"{"text": "\#(a.number)", "purpose": "来电"}"#
        #expect(try await helpdesk.ticket("lookup", arguments).refused == "too_many_requests")
      }
      let chief = try await world.connect(.chief)
      let unusual = "SELECT count(*) FROM review.unusual()"
      #expect(try await chief.count(unusual) == 1)
      // Nor does whom it is about see it.
      for person in [World.Person.stranger, .reviewer, .helpdesk] {
        let connection = try await world.connect(person)
        await #expect(throws: DatabaseError.self, "\(person)") { _ = try await connection.count(unusual) }
      }
    }
  }

  @Test(
    "numbers in a purpose are masked before they are written; it has 2 to 100 characters and none that cannot be seen")
  func purposes() async throws {
    try await World.with { world in
      _ = try await world.submit(1)
      let helpdesk = try await world.connect(.helpdesk)
      _ = try await helpdesk.lookUp("测试甲", for: "来电人330113197702114390电话１６９０４８７６３６３")
      #expect(
        try await world.owner.text("SELECT purpose FROM review.event WHERE action = 'looked_up'")
          == "来电人3*********电话1*********")
      for (purpose, word) in [
        ("来", "RC425 purpose_missing"), (String(repeating: "来", count: 101), "RC463 bad_text"),
        ("来电\\u001b[2J", "RC463 bad_text"), ("来电\\u202e", "RC463 bad_text"),
      ] {
        #expect(try await refusal { _ = try await helpdesk.lookUp("测试甲", for: purpose) } == word, "\(purpose)")
      }
    }
  }

  @Test("an export shows what it was begun for, once that is committed, until the next begins")
  func exports() async throws {
    try await World.with { world in
      for (person, department) in [(1, "330102"), (2, "330106"), (3, "330106")] {
        try await world.submit(person, department: department)
      }
      let manager = try await world.connect(.manager)
      let begin = "SELECT review.export_begin('ledger', $1, true, '上报')"
      let narrow = #"[{"department": "330102"}]"#
      func rows(_ export: Int) async throws -> Int {
        try await manager.script("BEGIN; SET LOCAL review.export = '\(export)'")
        let seen = try await manager.count("SELECT count(*) FROM review.ledger()")
        try await manager.script("COMMIT")
        return seen
      }
      try await manager.script("BEGIN")
      let never = try await manager.count(begin, [narrow])
      try await manager.script("SET LOCAL review.export = '\(never)'")
      #expect(
        try await refusal(manager, "SELECT count(*) FROM review.ledger()") == "RC428 transaction_has_written")
      try await manager.script("ROLLBACK")
      let export = try await manager.count(begin, [narrow])
      #expect(try await rows(export) == 1)
      #expect(try await manager.count("SELECT covered FROM review.export_list(at_most => 1)") == 1)
      let next = try await manager.count(begin, ["[{}]"])
      #expect(try await rows(export) == 0)
      #expect(try await rows(next) == 3)
    }
  }

  @Test("a right that ended has ended: in a snapshot of before, and behind a lock that was waited for")
  func ended() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (manager, chief) = (try await world.connect(.manager), try await world.connect(.chief))
      try await manager.script("BEGIN ISOLATION LEVEL REPEATABLE READ")
      #expect(
        try await refusal(manager, "SELECT review.application_claim($1)", [a.number]) == "RC428 wrong_isolation")
      try await manager.script("ROLLBACK")
      // Waits for the row; meanwhile the owner makes the waiting one inactive.
      let holder = try await world.database.connect()
      try await holder.script("BEGIN; SELECT FROM review.application FOR UPDATE")
      let waiting = Task { try await manager.query("SELECT review.application_claim($1)", [a.number]) }
      #expect(
        try await soon {
          try await holder.count(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) OR NOT granted AND locktype = 'transactionid'"
          ) > 0
        })
      _ = try await chief.query("SELECT review.staff_change($1, 'reviewer', '330106')", [world.name(.manager)])
      try await holder.script("ROLLBACK")
      await #expect(throws: DatabaseError.self) { try await waiting.value }
      #expect(try await world.owner.text("SELECT state FROM review.application") == "submitted")
    }
  }

  @Test("the programs' accounts are the owner's to make and to change")
  func programs() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      let verifier = try await administrator.encryptPassword(user: "x", password: "a long one, for nobody")
      for call in [
        "SELECT review.staff_add('spy', 'intake', NULL, 'x', $1)",
        "SELECT review.staff_password('\(world.name(.intake))', $1)",
        "SELECT review.staff_enable('\(world.name(.intake))') WHERE $1 <> ''",
        "SELECT review.staff_change('\(world.name(.reviewer))', 'intake') WHERE $1 <> ''",
      ] {
        #expect(try await refusal(administrator, call, [verifier]) == "RC403 not_permitted", "\(call)")
      }
      let weak = verifier.replacing("$4096:", with: "$4095:")
      #expect(
        try await refusal(administrator, "SELECT review.staff_password($1, $2)", [world.name(.reviewer), weak])
          == "RC442 bad_verifier")
    }
  }

  @Test("a caller's own debug settings print nothing of what functions work with")
  func debugged() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let heard = Mutex("")
      let reviewer = try await world.database.connect(as: world.name(.reviewer)) { notice in
        heard.withLock { $0 += "\(notice)\n" }
      }
      try await reviewer.script(
        """
        SET client_min_messages = log; SET debug_print_parse = on; SET debug_print_rewritten = on; SET debug_print_plan = on;
        SET plan_cache_mode = force_custom_plan
        """)
      for call in [
        "SELECT review.submission_changed_fields('\(a.number)', 1, 1)",
        "SELECT review.application_claim('\(a.number)')",
        "SELECT count(*) FROM review.submission_held('\(a.number)')",
        "SELECT review.application_note('\(a.number)', 'x')",
      ] { _ = try await reviewer.query(call) }
      let text = heard.withLock { $0 }
      #expect(text.contains("parse tree"), "its own statements are printed")
      // As text, and as the server prints the bytes of a constant.
      for secret in [World.idNumber(1), "13800000000", "测试甲"] {
        let bytes = secret.utf8.map { "\(Int8(bitPattern: $0))" }.joined(separator: " ")
        #expect(!text.contains(secret) && !text.contains(bytes))
      }
    }
  }

  @Test(
    "a question that is taken back tells nothing: neither counters nor locks differ between who is there and who is not"
  )
  func askedAndTakenBack() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let helpdesk = try await world.connect(.helpdesk)
      func trace(_ text: String) async throws -> String? {
        try await helpdesk.script("BEGIN")
        _ = try await helpdesk.ticket("lookup", "{\"text\": \"\(text)\", \"purpose\": \"来电\"}")
        let seen = try await helpdesk.text(
          """
          SELECT jsonb_agg(x ORDER BY x)::text FROM (
            SELECT to_jsonb(t) AS x FROM (SELECT c.relname, pg_stat_get_xact_numscans(c.oid) AS scans, pg_stat_get_xact_tuples_fetched(c.oid) AS fetched
              FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace
                AND c.relname ~ '^(application|applicant|event_about|archive)') AS t
            UNION ALL SELECT to_jsonb(l) FROM (SELECT DISTINCT relation::regclass::text AS r, mode FROM pg_locks
              WHERE pid = pg_backend_pid() AND relation IS NOT NULL) AS l) AS u
          """)
        try await helpdesk.script("ROLLBACK")
        return seen
      }
      // Until the server keeps its plans.
      for _ in 1...8 { _ = try await trace("查无此人") }
      let none = try await trace("查无此人")
      for text in [a.number, "测试甲", World.idNumber(1), "13800000000"] {
        let seen = try await trace(text)
        #expect(seen == none)
      }
      // What is searched is what was asked, once that is committed.
      let find = "SELECT review.applicant_find($1, $2)"
      let question = try #require(try await helpdesk.ticket("lookup", #"{"text": "查无此人", "purpose": "来电"}"#).id)
      #expect(try await refusal(helpdesk, find, [question, "测试甲"]) == "RC426 ticket_missing")
      try await helpdesk.script("BEGIN")
      let early = try await helpdesk.ticket("lookup", #"{"text": "测试甲", "purpose": "来电"}"#).id
      #expect(try await refusal(helpdesk, find, [early, "测试甲"]) == "RC428 transaction_has_written")
      try await helpdesk.script("ROLLBACK")
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'looked_up'") == 0)
      // Nor does the server count, in a plan, what a search that may be taken back has found.
      let reviewer = try await world.connect(.reviewer)
      let asked = try #require(try await reviewer.ticket("lookup", #"{"text": "测试甲", "purpose": "来电"}"#).id)
      let looks = "SELECT count(*) FROM review.history($1) WHERE action = 'looked_up'"
      let timeline = try #require(try await reviewer.ticket("history", #"{"number": "\#(a.number)"}"#).id)
      try await reviewer.script("BEGIN")
      let entry = try await reviewer.count("SELECT review.applicant_find($1, '测试甲')", [asked])
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE id >= $1 AND application_id IS NOT NULL", [entry]) == 0)
      try await reviewer.script("COMMIT")
      #expect(
        try await world.owner.text(
          "SELECT concat_ws(' ', e.action, e.application_id, l.application_id = a.id) FROM review.event e JOIN review.event_about l ON l.event_id = e.id, review.application a WHERE e.id = $1",
          [entry]) == "looked_up t")
      #expect(try await reviewer.count(looks, [timeline]) == 1)
      let administrator = try await world.connect(.administrator)
      #expect(
        try await administrator.count(
          "SELECT count(*) FROM review.audit(of_number => $1, of_action => 'looked_up')", [a.number]) == 1)
    }
  }

  @Test("the hash beside masked answers cannot be made by whoever knows what it is of")
  func keyed() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let plain = try await world.owner.text(
        """
        SELECT encode(sha256(convert_to(s.answers::text || E'\\n' || x.slot || '/' || x.n || '=' || x.sha256, 'UTF8')), 'hex')
        FROM review.submission s JOIN review.attachment x USING (application_id, revision)
        """)
      #expect(plain != nil && plain != a.hash)
      #expect(
        try await world.owner.text(
          "SELECT review.content_hash(s.answers, jsonb_agg(to_jsonb(x))) FROM review.submission s JOIN review.attachment x USING (application_id, revision) GROUP BY s.answers"
        ) == a.hash)
    }
  }

  @Test("a lease that is prolonged shows nothing until that is committed, so that a lease that ran out is not read on")
  func prolonged() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      let held = "SELECT count(*) FROM review.submission_held('\(a.number)')"
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      try await reviewer.script("BEGIN")
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      #expect(try await refusal(reviewer, held) == "RC428 transaction_has_written")
      try await reviewer.script("ROLLBACK")
      #expect(try await reviewer.count(held) == 1)
    }
  }

  @Test("whoever claims more than anybody reads is not held up, and the managers see it")
  func hoarder() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"claim_a_minute\": 3}' WHERE version = 'test'")
      for person in 1...5 { try await world.submit(person) }
      let reviewer = try await world.connect(.reviewer)
      for _ in 1...5 { #expect(try await reviewer.query("SELECT review.application_next()").count == 1) }
      let manager = try await world.connect(.chief)
      #expect(
        try await manager.text("SELECT string_agg(kind, ' ') FROM review.unusual()") == "claim")
    }
  }

  @Test(
    "cases read whole, messages by numbers, remarks and exports without end are seen by the managers; remarks and exports are not refused"
  )
  func measured() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"unmasked_a_minute": 1, "messages_a_minute": 1, "note_a_minute": 1, "claim_a_minute": 1,
          "export_a_minute": 2}' WHERE version = 'test'
        """)
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      for (kind, arguments) in [("open", whole(a.number)), ("notifications", #"{"number": "\#(a.number)"}"#)] {
        #expect(try await reviewer.ticket(kind, arguments).refused == nil)
        #expect(try await reviewer.ticket(kind, arguments).refused == "too_many_requests")
      }
      // Others of the kind go on.
      #expect(try await reviewer.ticket("open", #"{"number": "\#(a.number)"}"#).refused == nil)
      #expect(try await reviewer.ticket("notifications", "{}").refused == nil)
      for _ in 1...3 { _ = try await reviewer.query("SELECT review.application_note($1, '已电话核实')", [a.number]) }
      let manager = try await world.connect(.manager)
      for _ in 1...3 {
        try await world.owner.script(
          "UPDATE review.application SET state = 'approved', decided_at = now(), decided_by = 'x', approved_at = now(), holder = NULL, claimed_at = NULL, lease_expires_at = NULL"
        )
        _ = try await manager.query("SELECT review.application_reopen($1, '重新核对')", [a.number])
        // Exports are not refused either: on the last day of a campaign many are made.
        #expect(try await manager.query("SELECT review.export_begin('ledger', '[{}]')").count == 1)
      }
      #expect(
        try await world.connect(.chief).text("SELECT string_agg(kind, ' ' ORDER BY kind) FROM review.unusual()")
          == "claim export messages note unmasked")
    }
  }

  @Test("a message is sent again a few times a day, a case handed on likewise: the applicant is told each time")
  func told() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      let hash = try await world.owner.text("SELECT content_hash FROM review.submission")
      try await reviewer.decide(SQLDecisionTests.return, [a.number, 1, hash, #"[{"code": "T01"}]"#, nil, UUID()])
      let message = try await world.owner.count("SELECT max(id) FROM review.notification")
      for time in 1...6 {
        try await world.owner.script(
          "UPDATE review.notification SET state = 'delivered', delivered_at = now(), next_attempt_at = NULL")
        #expect(
          try await refusal(reviewer, "SELECT review.notification_resend($1)", [message])
            == (time == 6 ? "RC429 too_many_requests" : nil), "\(time)")
      }
      let b = try await world.submit(2)
      let manager = try await world.connect(.manager)
      for time in 1...6 {
        let to = time.isMultiple(of: 2) ? "330102" : "330106"
        #expect(
          try await refusal(manager, "SELECT review.application_transfer($1, $2, '属地')", [b.number, to])
            == (time == 6 ? "RC429 too_many_requests" : nil), "\(time)")
      }
      for time in 1...6 {
        try await world.owner.script(
          "UPDATE review.application SET state = 'approved', decided_at = now(), decided_by = 'x', approved_at = now(), holder = NULL, claimed_at = NULL, lease_expires_at = NULL WHERE number = '\(b.number)'"
        )
        #expect(
          try await refusal(manager, "SELECT review.application_reopen($1, '重新核对')", [b.number])
            == (time == 6 ? "RC429 too_many_requests" : nil), "\(time)")
      }
    }
  }

  @Test("an import sends in neither a draft nor a change, and learns of no version")
  func imported() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      _ = try await world.owner.query("SELECT review.intake_withdraw($1, '99', $2)", [a.number, World.idNumber(1)])
      let administrator = try await world.connect(.administrator)
      let document = World.document(1).replacing("{\"province\"", with: "{\"expected_version\": 0, \"province\"")
      for sent in [document, document.replacing("\"answers\"", with: "\"else\"")] {
        #expect(try await refusal(administrator, "SELECT review.intake_submit($1)", [sent]) == "RC460 bad_document")
      }
      #expect(try await world.owner.text("SELECT state FROM review.application") == "draft")
    }
  }

  @Test("who asked for a person's number is found by the person, also where the question was never answered")
  func askedFor() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      _ = try await world.submit(2)
      let number = World.idNumber(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.counter(number)
      _ = try await reviewer.counter(World.idNumber(2))
      // However it is written, and by what else the person is found.
      for said in [
        number.prefix(6) + " " + number.dropFirst(6).lowercased(), number.prefix(4) + "-" + number.dropFirst(4),
        "138 0000 0000", "+8613800000000", "测试甲", a.number.replacing("-", with: "").lowercased(),
        number + String(repeating: " ", count: 300),
      ] {
        _ = try await reviewer.ticket("lookup", #"{"text": "\#(said)", "purpose": "来电"}"#)
      }
      try await reviewer.script("BEGIN")
      #expect(try await reviewer.counter(number) != nil)
      try await reviewer.script("ROLLBACK")
      let administrator = try await world.connect(.administrator)
      let asked = "SELECT string_agg(actor, ' ') FROM review.audit(of_number => $1, of_action => 'asked')"
      #expect(
        try await administrator.text(asked, [a.number])
          == Array(repeating: world.name(.reviewer), count: 8).joined(separator: " "))
    }
  }

  @Test("asked at the counter by the number that an older system had: the same person, on record")
  func formerNumber() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (number, former) = (World.idNumber(1), "330106880101752")
      let lines =
        #"[{"line": 2, "id_type": "99", "match_key": "\#(number)", "original_number": "\#(former)", "answers": {}}]"#
      _ = try await world.owner.query("SELECT review.archive_import('zhejiang', gen_random_uuid(), $1)", [lines])
      let reviewer = try await world.connect(.reviewer)
      let entry = try #require(try await reviewer.counter(former))
      #expect(
        try await reviewer.text("SELECT kind FROM review.account_vouch($1, $2, '护照原件')", [entry, former]) == "99")
      let administrator = try await world.connect(.administrator)
      for action in ["asked", "vouched"] {
        #expect(
          try await administrator.text(
            "SELECT string_agg(actor, ' ') FROM review.audit(of_number => $1, of_action => $2)", [a.number, action])
            == world.name(.reviewer), "\(action)")
      }
    }
  }

  @Test("a question is searched for a few times, after a broken connection, and not without end")
  func searchedAgain() async throws {
    try await World.with { world in
      try await world.submit(1)
      let helpdesk = try await world.connect(.helpdesk)
      let question = try #require(try await helpdesk.ticket("lookup", #"{"text": "测试甲", "purpose": "来电"}"#).id)
      let find = "SELECT review.applicant_find($1, '测试甲')"
      for _ in 1...5 { _ = try await helpdesk.query(find, [question]) }
      #expect(try await refusal(helpdesk, find, [question]) == "RC426 ticket_missing")
    }
  }

  @Test("whose names were listed is on record with each of them")
  func listedNames() async throws {
    try await World.with { world in
      let (a, b) = (try await world.submit(1), try await world.submit(2, department: "330106"))
      let reviewer = try await world.connect(.reviewer)
      let names = try #require(
        try await reviewer.ticket("names", #"{"numbers": ["\#(a.number)", "\#(b.number)"]}"#).id)
      #expect(
        try await reviewer.text("SELECT string_agg(number, ' ') FROM review.names($1)", [names]) == a.number)
      let administrator = try await world.connect(.administrator)
      // A look at somebody else is no matter of this history.
      let manager = try await world.connect(.manager)
      for (number, entries) in [(a.number, 1), (b.number, 0)] {
        let timeline = try await manager.look(
          "history", #"{"number": "\#(number)"}"#, "SELECT action FROM review.history($1)")
        #expect(
          try timeline.filter { try $0.decode(0, as: String.self) == "names_read" }.count == entries)
        #expect(
          try await administrator.count(
            "SELECT count(*) FROM review.audit(of_number => $1, of_action => 'names_read')", [number]) == entries)
      }
    }
  }

  @Test("what is written with an action has no whole numbers in the audit")
  func notes() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let manager = try await world.connect(.manager)
      _ = try await manager.query(
        "SELECT review.application_transfer($1, '330106', '电话16904876363，证件330113197702114390')", [a.number])
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event e WHERE e::text ~ '16904876363|330113197702114390'") == 0)
    }
  }

  @Test("an export ends with the right it was begun with")
  func exportsEnd() async throws {
    try await World.with { world in
      try await world.submit(1)
      try await world.submit(2, department: "330106")
      let (manager, chief) = (try await world.connect(.manager), try await world.connect(.chief))
      let export = try await manager.count("SELECT review.export_begin('ledger', '[{}]', true, '上报')")
      func rows(_ manager: Connection) async throws -> Int {
        try await manager.script("BEGIN; SET LOCAL review.export = '\(export)'")
        let seen = try await manager.count("SELECT count(*) FROM review.ledger()")
        try await manager.script("COMMIT")
        return seen
      }
      #expect(try await rows(manager) == 2)
      _ = try await chief.query("SELECT review.staff_change($1, 'reviewer', '330106')", [world.name(.manager)])
      #expect(try await rows(try await world.connect(.manager)) == 0)
    }
  }
}
