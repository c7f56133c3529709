import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Who sees which rows, what is masked, and that looking leaves a trace.
@Suite struct SQLReadingTests {
  @Test("rows: reviewer the own bureau, manager the subtree, others none; the same through every function")
  func rows() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let b = try await world.submit(2, department: "330106")
      let reviewer = try await world.connect(.reviewer)
      let neighbour = try await world.connect(.neighbour)
      for (connection, receipt) in [(reviewer, a), (neighbour, b)] {
        _ = try await connection.query("SELECT review.application_note($1, 'x')", [receipt.number])
        _ = try await connection.decide(
          SQLDecisionTests.return, [receipt.number, 1, receipt.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      }
      for (person, expected) in [
        (World.Person.reviewer, 1), (.neighbour, 1), (.manager, 2), (.chief, 2), (.stranger, 0),
      ] {
        let connection = try await world.connect(person)
        for (what, sql) in SQLDoorsTests.reads {
          #expect(try await connection.count(sql) == expected, "\(person) \(what)")
        }
      }
      let admin = try await world.connect(.administrator)
      #expect(try await admin.count("SELECT count(*) FROM review.audit() WHERE number IS NOT NULL") == 10)
      #expect(try await admin.count("SELECT count(*) FROM review.audit(of_number => $1)", [a.number]) == 5)
      #expect(
        try await admin.count(
          "SELECT count(*) FROM review.audit(of_actor => $1, of_action => 'noted', first_day => review.today())",
          [world.name(.reviewer)]) == 1)
      let page = try await admin.query("SELECT id FROM review.audit(at_most => 2)")
      #expect(
        try await admin.count("SELECT max(id) FROM review.audit(before => $1)", [page[1].decode("id", as: Int.self)])
          < page[1].decode("id", as: Int.self))
      #expect(try await admin.count("SELECT count(*) FROM review.audit(last_day => review.today() - 1)") == 0)
      #expect(try await refusal(admin, "SELECT detail FROM review.event") == "42501")
      #expect(try await admin.count("SELECT sum(applications)::int FROM review.application_counts()") == 2)
    }
  }

  @Test(
    "a submission is masked; unmasked only with a purpose; both are on record, revisions that are not are not found")
  func open() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let reviewer = try await world.connect(.reviewer)
      let answers = "SELECT answers FROM review.submission_open($1)"
      let masked: String = try await reviewer.look("open", #"{"number": "\#(n)"}"#, answers)[0][0]
      #expect(
        !masked.contains(World.idNumber(1)) && !masked.contains("13800000000") && !masked.contains("C000000001"))
      #expect(masked.contains("测试甲") && masked.contains("1*********0"))
      let blank = #"{"number": "\#(n)", "revision": 1, "purpose": "  ", "unmask": true}"#
      #expect(try await refusal { _ = try await reviewer.ticket("open", blank) } == "RC425 purpose_missing")
      let whole = blank.replacing("  ", with: "核对证件")
      #expect(try await reviewer.look("open", whole, answers)[0].decode(0, as: String.self).contains(World.idNumber(1)))
      #expect(try await reviewer.ticket("open", #"{"number": "\#(n)", "revision": 2}"#).refused == "not_found")
      let outside = try await world.connect(.neighbour)
      #expect(try await outside.ticket("open", #"{"number": "\#(n)"}"#).refused == "not_found")
      #expect(
        try await refusal(outside, "SELECT review.submission_changed_fields($1, 1, 1)", [n]) == "RC404 not_found")
      let seen = try await world.owner.query(
        "SELECT action, actor, purpose FROM review.event WHERE action IN ('opened', 'unmasked', 'refused') ORDER BY id")
      #expect(
        try seen.map { try $0.decode("action", as: String.self) } == ["opened", "unmasked", "refused", "refused"])
      #expect(try seen[1].decode("purpose", as: String.self) == "核对证件")
      #expect(try seen[1].decode("actor", as: String.self) == world.name(.reviewer))
    }
  }

  @Test("changed fields are found under the mask, entries of lists one by one")
  func changedFields() async throws {
    try await World.with { world in
      let a = try await world.submit(1, answers: ["work.post": "01", "gone": "x"])
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      _ = try await world.owner.query(
        "SELECT review.intake_submit($1)",
        [
          World.document(1, answers: ["work.post": "02", "new": "y"])
            .replacing("C000000001", with: "C000900001")
        ])
      let changed = try await reviewer.query("SELECT * FROM review.submission_changed_fields($1, 1, 2)", [a.number])
      #expect(
        try changed.map { "\(try $0.decode("field", as: String.self)) \(try $0.decode("change", as: String.self))" }
          == [
            "gone removed", "new added", "qualifications[1].certificate_number changed", "work.post changed",
          ])
    }
  }

  @Test("lookup by number, name, phone and ID number; masked; needs a purpose; recorded without the searched text")
  func lookup() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01", "target": "photo"}]"#, "尽快", UUID()])
      let helpdesk = try await world.connect(.helpdesk)
      #expect(try await refusal { _ = try await helpdesk.lookUp("测试甲", for: "") } == "RC425 purpose_missing")
      #expect(try await refusal { _ = try await helpdesk.lookUp("ZJ26-000001-0") } == "RC405 mistyped_number")
      for text in [a.number, a.number.lowercased(), "测试甲", "13800000000", World.idNumber(1)] {
        let cards = try await helpdesk.lookUp(text)
        #expect(cards.count == 1)
        let card = cards[0]
        #expect(try card.decode("number", as: String.self) == a.number)
        #expect(try card.decode("turn", as: String.self) == "applicant")
        #expect(try card.decode("note", as: String.self) == "尽快")
        #expect(try card.decode("reasons", as: String.self).contains("照片模糊"))
        #expect(try card.decode("phone_masked", as: String.self) == "1*********0")
        #expect(try card.decode("id_number_masked", as: String.self) == "T********1")
      }
      #expect(try await helpdesk.lookUp("查无此人").isEmpty)
      for outside in [World.Person.stranger, .neighbour] {
        let connection = try await world.connect(outside)
        for text in [a.number, "测试甲", "13800000000", World.idNumber(1)] {
          #expect(try await connection.lookUp(text).isEmpty, "\(outside) \(text)")
        }
      }
      #expect(try await world.connect(.chief).lookUp("测试甲").count == 1)
      let traces = try await world.owner.query("SELECT e::text FROM review.event e WHERE action = 'looked_up'")
      #expect(traces.count == 15)
      for trace in traces {
        let text: String = try trace[0]
        #expect(text.contains("来电") && !text.contains("测试甲") && !text.contains("1380000") && !text.contains("T10000"))
      }
    }
  }

  @Test("a card says since when the application stands as it does, whatever was done to it since")
  func cardSince() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, helpdesk) = (try await world.connect(.reviewer), try await world.connect(.helpdesk))
      func expect(_ state: String, since moment: String) async throws {
        _ = try await world.owner.query(
          "SELECT review.write_event($1, 'noted', t) FROM review.application t WHERE number = $2",
          [world.name(.colleague), a.number])
        let card = try await helpdesk.lookUp(a.number)[0]
        let stands = "\(try card.decode("state", as: String.self)) \(try card.decode("since", as: String.self))"
        let expected = try await world.owner.text(
          "SELECT $2 || ' ' || (\(moment))::text FROM review.application t WHERE number = $1", [a.number, state])
        #expect(stands == expected)
      }
      try await expect("submitted", since: "t.submitted_at")
      let withdraw = "SELECT review.intake_withdraw($1, '99', $2)"
      _ = try await world.owner.query(withdraw, [a.number, World.idNumber(1)])
      // Somebody else's doing is no matter of this card.
      let b = try await world.submit(2)
      _ = try await world.owner.query(withdraw, [b.number, World.idNumber(2)])
      try await expect(
        "draft",
        since: "SELECT e.at FROM review.event e WHERE e.application_id = t.id AND e.action = 'withdrawn'")
      let again = try await world.submit(1)
      try await expect("submitted", since: "t.submitted_at")
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      try await expect("in_review", since: "t.claimed_at")
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [a.number, again.revision, again.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      try await expect("returned", since: "t.decided_at")
    }
  }

  @Test("a place is named as the form calls it; the card says it so, for as long as it is to be mended")
  func calledSo() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, helpdesk) = (try await world.connect(.reviewer), try await world.connect(.helpdesk))
      for (place, word) in [("背景", "RC423 unknown_target"), ("级别 照片", "RC423 unknown_target")] {
        #expect(
          try await refusedDecision(
            reviewer, SQLDecisionTests.return,
            [a.number, 1, a.hash, #"[{"code": "T01", "target": "\#(place)"}]"#, nil, UUID()]) == word)
      }
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01", "target": "照 片"}]"#, nil, UUID()])
      #expect(try await world.owner.text("SELECT target FROM review.decision_reason") == "photo")
      func shown() async throws -> String? {
        let ticket = try await helpdesk.found(a.number)
        return try await helpdesk.text(
          "SELECT coalesce(string_agg(r ->> 'label', ' '), 'none') FROM review.applicant_cards($1) AS c LEFT JOIN jsonb_array_elements(c.reasons) AS r ON true",
          [ticket])
      }
      #expect(try await shown() == "照片")
      try await world.submit(1)
      #expect(try await shown() == "none")
    }
  }

  @Test("a part of what the form calls a place is enough where nothing else has it")
  func calledInPart() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"target_labels": {"photo": "二寸证件照片", "qualifications.level": "资格级别"}}'
        WHERE version = 'test'
        """)
      let a = try await world.submit(1)
      try await world.with(.reviewer) { reviewer in
        func named(_ place: String) -> [(any SQLEncodable)?] {
          [a.number, 1, a.hash, #"[{"code": "T01", "target": "\#(place)"}]"#, nil, UUID()]
        }
        #expect(try await refusedDecision(reviewer, SQLDecisionTests.return, named("背景")) == "RC423 unknown_target")
        _ = try await reviewer.decide(SQLDecisionTests.return, named("证件照"))
      }
      #expect(try await world.owner.text("SELECT target FROM review.decision_reason") == "photo")
    }
  }

  @Test("what came from another bureau took as long as it took, whatever else came in since")
  func transferredIn() async throws {
    try await World.with { world in
      let (reviewer, neighbour) = (try await world.connect(.reviewer), try await world.connect(.neighbour))
      let a = try await world.submit(1, department: "330106")
      try await world.letPass(days: 14)
      _ = try await neighbour.query("SELECT review.application_transfer($1, '330102', '单位在上城区')", [a.number])
      try await world.submit(2)
      try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
      #expect(
        try await reviewer.text(
          "SELECT concat_ws(' ', days > 5, cases, late) FROM review.figures_reviews(NULL, NULL, NULL, NULL)") == "t 1 1"
      )
    }
  }

  @Test("messages: text through the function only, recorded; sent again when delivered or failed")
  func notifications() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (reviewer, stranger) = (try await world.connect(.reviewer), try await world.connect(.stranger))
      _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
      let helpdesk = try await world.connect(.helpdesk)
      func list(_ connection: Connection, _ number: String?, _ state: String?) async throws -> Int {
        let members = [number.map { "\"number\": \"\($0)\"" }, state.map { "\"state\": \"\($0)\"" }].compactMap { $0 }
        return try await connection.look(
          "notifications", "{\(members.joined(separator: ", "))}", "SELECT * FROM review.notification_list($1)"
        ).count
      }
      for connection in [reviewer, helpdesk] {
        #expect(try await list(connection, a.number, nil) == 1)
        #expect(try await list(connection, nil, "pending") == 1)
        #expect(try await list(connection, nil, "failed") == 0)
        #expect(try await list(connection, a.number, "failed") == 0)
      }
      #expect(try await stranger.ticket("notifications", #"{"number": "\#(a.number)"}"#).refused == "not_found")
      #expect(try await list(stranger, nil, nil) == 0)
      let resend = "SELECT state FROM review.notification_resend($1)"
      let id = try await world.owner.count("SELECT id FROM review.notification")
      #expect(try await refusal(stranger, resend, [id]) == "RC404 not_found")
      _ = try await world.owner.execute("UPDATE review.notification SET state = 'failed'")
      #expect(try await helpdesk.text(resend, [id]) == "pending")
      #expect(try await helpdesk.text(resend, [id]) == "pending")
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'resent'") == 1)
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'notifications_read'") == 9)
    }
  }

  @Test("whoever reads all messages is on record with each person; who has gone to another bureau is not among them")
  func messagesOfAll() async throws {
    try await World.with { world in
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      func approved(_ person: Int) async throws -> String {
        let a = try await world.submit(person)
        _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
        return a.number
      }
      let (a, b) = (try await approved(1), try await approved(2))
      let about = """
        SELECT string_agg(t.number, ' ' ORDER BY t.number) FROM review.event_about l JOIN review.application t ON t.id = l.application_id
        WHERE l.event_id = $1
        """
      let listed = "SELECT string_agg(number, ' ' ORDER BY number) FROM review.notification_list($1)"
      let newest = try #require(try await reviewer.ticket("notifications", #"{"limit": 1}"#).id)
      #expect(try await world.owner.text(about, [newest]) == b)
      #expect(try await reviewer.text(listed, [newest]) == b)
      let both = try #require(try await reviewer.ticket("notifications", "{}").id)
      _ = try await approved(3)
      #expect(try await world.owner.text(about, [both]) == [a, b].sorted().joined(separator: " "))
      #expect(try await reviewer.text(listed, [both]) == [a, b].sorted().joined(separator: " "))
      #expect(
        try await world.connect(.administrator).count(
          "SELECT count(*) FROM review.audit(of_number => $1, of_action => 'notifications_read')", [a]) == 1)
      // The message was the old bureau's, the person is not any more.
      _ = try await world.owner.execute(
        "UPDATE review.application SET department_code = '330106' WHERE number = $1", [b])
      #expect(try await reviewer.text(listed, [both]) == a)
      let later = try #require(try await reviewer.ticket("notifications", "{}").id)
      #expect(try await world.owner.text(about, [later])?.contains(b) == false)
      #expect(try await manager.look("notifications", "{}", "SELECT * FROM review.notification_list($1)").count == 3)
    }
  }

  @Test("exports are on record; unmasked for managers with a purpose")
  func exports() async throws {
    try await World.with { world in
      let begin = "SELECT review.export_begin('ledger', '[{}]', $1, $2)"
      let finish = "SELECT review.export_finish($1, now(), 1, 1, 1, repeat($2, 64))"
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      #expect(try await refusal(reviewer, begin, [true, "上报"]) == "RC403 not_permitted")
      #expect(try await refusal(manager, begin, [true, " "]) == "RC425 purpose_missing")
      let mine = try await reviewer.count(begin, [false, nil])
      let whole = try await manager.count(begin, [true, "上报"])
      #expect(try await reviewer.count("SELECT count(*) FROM review.export_list()") == 1)
      #expect(try await manager.count("SELECT count(*) FROM review.export_list() WHERE finished_at IS NULL") == 2)
      #expect(try await world.connect(.stranger).query("SELECT * FROM review.export_list()").isEmpty)
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'exported' AND purpose = '上报'")
          == 1)

      // Finished once, by whoever began it; the same again is the same.
      #expect(try await refusal(reviewer, finish, [whole, "a"]) == "RC404 not_found")
      #expect(try await refusal(manager, finish, [whole, "a"]) == nil)
      #expect(try await refusal(manager, finish, [whole, "a"]) == nil)
      #expect(try await refusal(manager, finish, [whole, "b"]) == "RC404 not_found")
      #expect(try await refusal(reviewer, "SELECT review.export_abandon($1, 'cancelled')", [mine]) == nil)
      #expect(try await refusal(reviewer, finish, [mine, "a"]) == "RC404 not_found")
      #expect(
        try await manager.count("SELECT count(*) FROM review.export_list() WHERE abandoned_why = 'cancelled'") == 1)
    }
  }

  @Test("the ledger is empty but for an export that was begun, masked but for one that was begun unmasked")
  func ledger() async throws {
    try await World.with { world in
      for person in 1...3 { _ = try await world.submit(person, department: person == 3 ? "330106" : "330102") }
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      func read(_ connection: Connection, _ export: Int) async throws -> [String] {
        try await connection.readLedger(export, "answers ->> 'identity.id_number'")
      }
      let begin = "SELECT review.export_begin('ledger', '[{}]', $1, $2)"
      let numbers = (1...3).map { World.idNumber($0) }
      let masked = try await world.owner.query("SELECT review.mask(n) FROM unnest($1::text[]) n", [numbers]).map {
        try $0.decode(0, as: String.self)
      }
      #expect(masked != numbers)
      #expect(try await reviewer.query("SELECT FROM review.ledger()").isEmpty)
      let mine = try await reviewer.count(begin, [false, nil])
      #expect(try await read(reviewer, mine) == Array(masked.prefix(2)))
      #expect(try await read(manager, mine).isEmpty)
      let whole = try await manager.count(begin, [true, "上报"])
      #expect(try await read(manager, whole) == numbers)
      #expect(try await read(reviewer, whole).isEmpty)
      _ = try await manager.execute("SELECT review.export_abandon($1, 'x')", [whole])
      #expect(try await read(manager, whole).isEmpty)
    }
  }

  @Test("the audit is append-only, even for the owner")
  func appendOnly() async throws {
    try await World.with { world in
      _ = try await world.submit(1)
      for statement in [
        "UPDATE review.event SET actor = 'x'", "DELETE FROM review.event", "TRUNCATE review.event CASCADE",
        "TRUNCATE review.application CASCADE",
      ] {
        #expect(try await refusal(world.owner, statement) == "RC407 audit_is_append_only", "\(statement)")
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'submitted'") == 1)
    }
  }

  @Test("the queue pages through all bureaus in order")
  func queue() async throws {
    try await World.with { world in
      for person in 1...30 {
        _ = try await world.submit(person, department: person % 3 == 0 ? "330106" : "330102")
        _ = try await world.owner.execute(
          "UPDATE review.application SET due_on = due_on - $1::integer WHERE revision = 1 AND id = (SELECT max(id) FROM review.application)",
          [person % 7])
      }
      let manager = try await world.connect(.manager)
      let page = """
        SELECT number, due_on, submitted_at::text, id FROM review.queue(
          after_due => $1::date, after_at => $2::timestamptz, after_id => $3::bigint, at_most => 7)
        """
      var (due, at, id) = ("2000-01-01", "2000-01-01", 0)
      var numbers: [String] = []
      while true {
        let rows = try await manager.query(page, [due, at, id])
        guard let last = rows.last else { break }
        numbers += try rows.map { try $0.decode("number", as: String.self) }
        (due, at, id) = (try last["due_on"], try last["submitted_at"], try last["id"])
      }
      let all = try await world.owner.query("SELECT number FROM review.application ORDER BY due_on, submitted_at, id")
      #expect(try numbers == all.map { try $0.decode(0, as: String.self) })
    }
  }
}
