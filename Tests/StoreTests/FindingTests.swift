import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A helpdesk finds people who are there, as callers and clipboards say it, and with psql as with the console.
@Suite struct FindingTests {
  /// As intake took them.
  static let names = [
    "ＡＢＤＵＬ样例", "Rene\u{301} Yang", "⽅样例", "\u{F929}样例", "李　四样", "买买提．样例", "买买提﹒样例", "样\u{3164}例甲", "㛃", "王\u{E863}",
    "⻢样例", "买买提•样例", "李 四样乙", "样\u{200D}例零", "样\u{AD}例乙", "样\u{200B}例丙", "样\u{2061}例丁", "样\u{180E}例戊", "样\u{FFF9}例己",
    "样〇例", "𠮷样例", "ABDURAHMAN ABDUKERIM OGLI TURSUN MUHAMMAD YUSUPOVI", "12345", "·", "..", "O’Brien Mary-Jane",
  ]

  /// As a caller says it, and whom.
  static let said = [
    ("abdul样例", "ＡＢＤＵＬ样例"), ("rené yang", "Rene\u{301} Yang"), ("RENÉ·YANG", "Rene\u{301} Yang"), ("方样例", "⽅样例"),
    ("朗样例", "\u{F929}样例"),
    ("李四样", "李　四样"), ("买买提·样例", "买买提．样例"), ("买买提样例", "买买提﹒样例"), ("样例甲", "样\u{3164}例甲"), ("王䶮", "王\u{E863}"),
    ("王龑", "王\u{E863}"),
    ("马样例", "⻢样例"), ("买买提-样例", "买买提•样例"), ("李四样乙", "李 四样乙"), ("样例丁", "样\u{2061}例丁"), ("样○例", "样〇例"),
    ("obrien mary jane", "O’Brien Mary-Jane"),
  ]

  @Test("everybody is found by the own stored name, pasted, and by what a caller says")
  func people() async throws {
    try await World.with { world in
      try await world.unmetered()
      for (index, name) in Self.names.enumerated() {
        try await world.submit(index + 1)
        _ = try await world.owner.query(
          "UPDATE review.applicant SET name = $1 WHERE id_number = $2", [name, World.idNumber(index + 1)])
      }
      let helpdesk = try await world.connect(.helpdesk)
      func masked(_ text: String) async throws -> [String] {
        guard
          let question = try await helpdesk.query(
            "SELECT id FROM review.ticket('lookup', jsonb_build_object('text', $1::text, 'purpose', '来电'))", [text]
          ).first?.decode("id", as: Int?.self)
        else { return [] }
        let entry = try await helpdesk.count("SELECT review.applicant_find($1, $2)", [question, text])
        // Whom: the names in applications are those of the small form.
        return try await world.owner.query(
          """
          SELECT p.name FROM review.applicant p JOIN review.application a ON a.applicant_id = p.id JOIN review.event e ON e.id = $1
          WHERE a.id = e.application_id OR a.id IN (SELECT application_id FROM review.event_about WHERE event_id = $1)
          """, [entry]
        ).map { try $0.decode(0) }
      }
      for name in Self.names {
        let found = try await masked(name)
        #expect(found.contains(name), "\(name.unicodeScalars.map(\.value))")
        // Those that differ in marks alone are the same to a caller.
        #expect(found.count <= 3)
        // What is nothing but marks is that very text.
        if ["·", ".."].contains(name) { #expect(found == [name]) }
      }
      for (text, name) in Self.said {
        let found = try await masked(text)
        #expect(found.contains(name), "\(text)")
      }
      for nobody in ["吉样例", "Rene Yang", "王", "样例", "买买提"] {
        let found = try await masked(nobody)
        #expect(found == [], "\(nobody)")
      }
    }
  }

  @Test(
    "the bureau that approved finds whose change another one reviews: that it is there, where, and nothing of what is new"
  )
  func changeElsewhere() async throws {
    try await World.with { world in
      try await world.unmetered()
      let number = try await world.submit(1).number
      let reviewer = try await world.connect(.reviewer)
      try await reviewer.query("SELECT review.application_claim($1)", [number])
      let hash = try await world.owner.text("SELECT content_hash FROM review.submission")
      try await reviewer.decide(SQLDecisionTests.approve, [number, 1, hash, UUID()])
      try await world.owner.script("UPDATE review.profile SET settings = settings || '{\"change\": true}'")
      let version = try await world.owner.count(
        "SELECT version::integer FROM review.intake_change('zhejiang', '99', $1, 'test', 'test')", [World.idNumber(1)])
      func cards(_ text: String, by connection: Connection) async throws -> [String] {
        try await connection.lookUp(text).map { row in
          try ["number", "department_name", "state", "applicant", "holder"].map { name in
            try row.decode(name, as: String?.self) ?? "-"
          }.joined(separator: " ")
        }
      }
      #expect(try await cards(number, by: reviewer).count == 1)
      try await world.submit(
        World.document(1, department: "330106")
          .replacing("{\"province\"", with: "{\"expected_version\": \(version), \"province\"").replacing(
            "测试甲", with: "测试乙"))
      let neighbour = try await world.connect(.neighbour)
      try await neighbour.query("SELECT review.application_claim($1)", [number])
      let bureau = try #require(
        try await world.owner.text("SELECT full_name FROM review.department WHERE code = '330106'"))
      for text in [number, World.idNumber(1), "测试甲"] {
        #expect(try await cards(text, by: reviewer) == ["\(number) \(bureau) in_review 测试甲 -"], "\(text)")
      }
      let row = try #require(try await reviewer.lookUp(number).first)
      #expect(
        try row.decode("reasons", as: String.self) == "[]" && row.decode("notifications", as: String.self) == "[]")
      // Whose it is sees it as always; of another province nobody does.
      #expect(
        try await cards(number, by: neighbour).first?.hasSuffix("in_review 测试乙 \(world.name(.neighbour))") == true)
      #expect(try await cards(number, by: try await world.connect(.stranger)) == [])
      // It is found, not opened.
      #expect(
        try await reviewer.query(
          "SELECT id FROM review.ticket('open', jsonb_build_object('number', $1::text))", [number]
        )
        .first?.decode("id", as: Int?.self) == nil)
      // Approved there it is theirs alone.
      let second = try await world.owner.text("SELECT content_hash FROM review.submission WHERE revision = 2")
      try await neighbour.decide(SQLDecisionTests.approve, [number, 2, second, UUID()])
      #expect(try await cards(number, by: reviewer) == [])
    }
  }

  @Test("phones are found as they are dictated, printed and copied")
  func phones() async throws {
    try await World.with { world in
      try await world.unmetered()
      for person in 1...2 { try await world.submit(person) }
      try await world.owner.script(
        """
        UPDATE review.applicant SET phone = '16900001000' WHERE id_number = '\(World.idNumber(1))';
        UPDATE review.applicant SET phone = '0571-88808880-801' WHERE id_number = '\(World.idNumber(2))'
        """)
      let helpdesk = try await world.connect(.helpdesk)
      for (person, forms) in [
        (
          1,
          [
            "16900001000", "169 0000 1000", "+8616900001000", "86 169-0000-1000", "0086 169 0000 1000",
            "\u{202D}169 0000 1000\u{202C}", "１６９００００１０００", "(+86) 169 0000 1000",
          ]
        ), (2, ["(0571)88808880转801", "0571-88808880-801", "+86 571 88808880 #801", "（0571）8880 8880 分机 801"]),
      ] {
        for form in forms {
          let cards = try await helpdesk.lookUp(form)
          #expect(cards.count == 1, "\(form)")
          #expect(try cards.first?.decode("id_number_masked", as: String.self) == "T********\(person)")
          #expect(try await helpdesk.lookUpCounts(form) == "phone 1 1 0", "\(form)")
        }
      }
      for form in ["16900001001", "0571 88808881", "1690000100"] {
        #expect(try await helpdesk.lookUp(form).isEmpty, "\(form)")
      }
    }
  }

  @Test("a number is found as it is typed; one that nobody can have is mistyped, and a unit's is a unit's")
  func numbers() async throws {
    try await World.with { world in
      try await world.unmetered()
      try await world.submit(1)
      try await world.submit(2)
      // Of a kind without a rule: what is written there counts, whatever it looks like.
      try await world.owner.script(
        """
        UPDATE review.applicant SET id_type = '01', id_number = '11010519491231002X' WHERE id_number = '\(World.idNumber(1))';
        UPDATE review.applicant SET id_number = '330102198703010019' WHERE id_number = '\(World.idNumber(2))'
        """)
      let helpdesk = try await world.connect(.helpdesk)
      for form in [
        "11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002×", "110105491231002", "330102198703010019",
      ] {
        #expect(try await helpdesk.lookUpCounts(form) == "id_number 1 1 0", "\(form)")
      }
      for (text, kind) in [
        ("110105194912310021", "mistyped"), ("11010519491231002", "mistyped"), ("1101051949123100210", "mistyped"),
        ("110105491331002", "mistyped"), ("91330100MA00000000", "mistyped"), ("9133O100MA0000000X", "mistyped"),
        ("110105194913310025", "mistyped"),
        ("440524188001010014", "id_number"), ("E12345678", "id_number"), ("8", "nothing"), ("1488", "nothing"),
        ("？？", "nothing"), ("()", "nothing"), ("", "nothing"), ("查无此人", "name"), ("13900000000", "phone"),
        (String(repeating: "王", count: 5000), "nothing"), (String(repeating: "1", count: 5000), "nothing"),
        ("张三 13900000000", "id_number"), ("\u{202D}\u{202C}", "nothing"), ("٣٣٠١٠٢", "name"),
      ] {
        #expect(try await helpdesk.lookUpCounts(text) == "\(kind) 0 0 0", "\(text.prefix(30))")
      }
      // A credit code by GB 32100, its check character computed here.
      let body = "91330100MA2000000"
      let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
      var (sum, weight) = (0, 1)
      for character in body {
        sum += (alphabet.firstIndex(of: character) ?? 0) * weight
        weight = weight * 3 % 31
      }
      let code = body + String(alphabet[(31 - sum % 31) % 31])
      #expect(try await helpdesk.lookUpCounts(code) == "credit_code 0 0 0")
      let wrong = body + String(alphabet[(32 - sum % 31) % 31])
      #expect(try await helpdesk.lookUpCounts(wrong) == "mistyped 0 0 0")
    }
  }

  @Test("of a draft the helpdesk of its province sees that it is there, and nothing that is in it; bureaus see nothing")
  func drafts() async throws {
    try await World.with { world in
      try await world.unmetered()
      let number = try #require(
        try await world.owner.text(
          """
          SELECT number FROM review.intake_start(jsonb_build_object('province', 'zhejiang', 'profile_version', 'test', 'channel', 'test',
            'id_type', '99', 'id_number', '\(World.idNumber(7))', 'name', '未提交', 'phone', '13811112222',
            'answers', '{"work.post": "机密岗位", "identity.name": "未提交"}'::jsonb))
          """))
      let helpdesk = try await world.connect(.helpdesk)
      for text in [number, "未提交", "138 1111 2222", World.idNumber(7)] {
        let cards = try await helpdesk.lookUp(text)
        #expect(cards.count == 1, "\(text)")
        guard let card = cards.first else { continue }
        var seen: [String: String] = [:]
        for (index, column) in card.columns.enumerated() {
          seen[column.name] = try card.decode(index, as: String?.self)
        }
        #expect(
          seen.filter { $0.key != "since" } == [
            "number": number, "applicant": "未提交", "id_number_masked": "T********7", "phone_masked": "1*********2",
            "state": "draft",
            "turn": "applicant", "overdue": "f", "revision": "0", "reasons": "[]", "notifications": "[]",
            "is_change": "f",
          ], "\(seen)")
      }
      #expect(try await helpdesk.lookUp("未提交", within: #""department": "330100""#).isEmpty)
      for person in [World.Person.reviewer, .chief, .stranger] {
        let connection = try await world.connect(person)
        #expect(try await connection.lookUp("未提交").isEmpty, "\(person)")
        #expect(try await connection.lookUp(number).isEmpty, "\(person)")
      }
      // On record with the bureau of who looked.
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE action = 'looked_up' AND department_code = '330100' AND detail ->> 'found' <> '0'"
        ) == 4)
      // Withdrawn: a draft again, of which nothing new shows.
      let a = try await world.submit(8)
      _ = try await world.owner.query("SELECT review.intake_withdraw($1, '99', $2)", [a.number, World.idNumber(8)])
      try await world.owner.script(
        "UPDATE review.application SET draft = draft || '{\"work.post\": \"机密岗位\"}' WHERE number = '\(a.number)'")
      let cards = try await helpdesk.query(
        "SELECT c::text FROM review.applicant_cards($1) AS c", [try await helpdesk.found(a.number)])
      let card: String = try #require(cards.first).decode(0)
      #expect(card.contains("draft") && !card.contains("机密岗位"))
    }
  }
}

extension World {
  /// Whoever looks may do so as often as a test likes.
  func unmetered() async throws {
    try await owner.script(
      """
      UPDATE review.profile SET settings = settings || '{"lookup_a_minute": 100000, "lookup_a_day": 100000, "ends_a_minute": 100000,
        "ends_a_day": 100000, "ends_a_name": 100000}'
      """)
  }
}
