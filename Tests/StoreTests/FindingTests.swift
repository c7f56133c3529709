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
    "样〇例", "𠮷样例", "ABDURAHMAN ABDUKERIM OGLI TURSUN MUHAMMAD YUSUPOVI", "12345", "·", "O’Brien Mary-Jane",
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

  @Test(
    "of many of one name it is said how many there are, 20 at a time, and year, bureau and end of the number tell them apart"
  )
  func homonyms() async throws {
    try await World.with { world in
      try await world.unmetered()
      for person in 1...26 { try await world.submit(person, department: person <= 4 ? "330106" : "330102") }
      try await world.owner.script(
        """
        UPDATE review.application SET birth_date = make_date(1980 + id::integer % 5, 1, 1);
        UPDATE review.applicant SET id_type = '01', name = '同名样',
          id_number = (review.document_of('01', '330102870101' || lpad(substr(id_number, 8), 3, '0'))).id_number;
        UPDATE review.application a SET birth_date = NULL FROM review.applicant p WHERE p.id = a.applicant_id AND p.id_number LIKE '%002_'
        """)
      let (helpdesk, reviewer) = (try await world.connect(.helpdesk), try await world.connect(.reviewer))
      #expect(try await helpdesk.lookUpCounts("同名样") == "name 26 20 6")
      let first = try await helpdesk.lookUp("同名样")
      let last: String = try #require(first.last).decode("number")
      #expect(try await helpdesk.lookUpCounts("同名样", within: #""after": "\#(last)""#) == "name 26 6 0")
      let second = try await helpdesk.lookUp("同名样", within: #""after": "\#(last)""#)
      let numbers = try (first + second).map { try $0.decode("number", as: String.self) }
      #expect(Set(numbers).count == 26 && numbers == numbers.sorted(by: >))
      #expect(try await helpdesk.lookUpCounts("同名样", within: #""after": "\#(numbers[25])""#) == "name 26 0 0")
      #expect(try await reviewer.lookUpCounts("同 名样") == "name 22 20 2")

      let end = try #require(
        try await world.owner.text("SELECT right(id_number, 4) FROM review.applicant WHERE id_number LIKE '%002_'"))
      for (within, counts) in [
        (#""birth_year": 1981"#, "name 6 6 0"), (#""birth_year": "1987""#, "name 1 1 0"),
        (#""birth_year": 1950"#, "name 0 0 0"),
        (#""department": "330106""#, "name 4 4 0"), (#""department": "330100""#, "name 26 20 6"),
        (#""department": "320102""#, "name 0 0 0"), (#""ends": "\#(end)""#, "name 1 1 0"),
        (#""ends": "\#(end.lowercased())""#, "name 1 1 0"), (#""ends": "9999""#, "name 0 0 0"),
        (#""birth_year": 1987, "department": "330106", "ends": "\#(end)""#, "name 1 1 0"),
        (#""birth_year": null"#, "name 26 20 6"),
      ] {
        #expect(try await helpdesk.lookUpCounts("同名样", within: within) == counts, "\(within)")
      }
      // What is not of one's own bureau stays so, whatever narrows it.
      #expect(try await reviewer.lookUpCounts("同名样", within: #""department": "330106""#) == "name 0 0 0")
      // An unknown name and a wrong end are answered alike.
      #expect(try await helpdesk.lookUpCounts("查无此人", within: #""ends": "9999""#) == "name 0 0 0")
      for (within, refused) in [
        (#""birth_year": 87"#, "RC460 bad_document"), (#""birth_year": "1987 or 1=1""#, "RC460 bad_document"),
        (#""ends": "02X""#, "RC460 bad_document"), (#""ends": "%%%%""#, "RC460 bad_document"),
        (#""ends": "____""#, "RC460 bad_document"),
        (#""ends": """#, "RC460 bad_document"), (#""department": "999999""#, "RC430 unknown_department"),
        (#""department": "杭州""#, "RC430 unknown_department"), (#""after": "ZJ26-000001-0""#, "RC405 mistyped_number"),
        (#""after": {}"#, "RC405 mistyped_number"),
      ] {
        #expect(try await refusal { _ = try await helpdesk.lookUp("同名样", within: within) } == refused, "\(within)")
      }
    }
  }

  @Test("year, bureau and end narrow a whole name and nothing else, and a ticket is for what it names")
  func withName() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let helpdesk = try await world.connect(.helpdesk)
      for text in [a.number, World.idNumber(1), "13800000000", "", "·", "1987", "0001"] {
        for within in [#""birth_year": 1990"#, #""ends": "0001""#, #""department": "330102""#] {
          #expect(
            try await refusal { _ = try await helpdesk.lookUp(text, within: within) } == "RC460 bad_document",
            "\(text) \(within)")
        }
      }
      let find = "SELECT review.applicant_find($1, '测试甲', $2::jsonb)"
      let plain = try #require(try await helpdesk.ticket("lookup", #"{"text": "测试甲", "purpose": "来电"}"#).id)
      let narrow = try #require(
        try await helpdesk.ticket("lookup", #"{"text": "测试甲", "purpose": "来电", "birth_year": 1990}"#).id)
      for (ticket, narrowing) in [
        (plain, #"{"birth_year": 1990}"#), (narrow, "{}"), (narrow, #"{"birth_year": 1991}"#),
        (narrow, #"{"birth_year": 1990, "ends": "0001"}"#),
      ] {
        #expect(try await refusal(helpdesk, find, [ticket, narrowing]) == "RC426 ticket_missing", "\(narrowing)")
      }
      _ = try await helpdesk.query(find, [narrow, #"{"birth_year": "1990"}"#])
      // Nothing of what was asked is written but that it was narrowed, and by what.
      let entry = try await world.owner.text("SELECT detail::text FROM review.event WHERE action = 'looked_up'") ?? ""
      #expect(entry.contains("birth_year") && !entry.contains("1990") && !entry.contains("测试甲"))
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE action IN ('asked', 'looked_up') AND (detail::text ~ '1990|0001' OR purpose <> '来电')"
        ) == 0)
    }
  }

  @Test("ends of numbers are not tried through: five for a name, so many a day, right or wrong, each on record")
  func tries() async throws {
    try await World.with { world in
      for person in 1...2 { try await world.submit(person) }
      let helpdesk = try await world.connect(.helpdesk)
      func asked(_ name: String, _ end: String) async throws -> String {
        let answer = try await helpdesk.ticket("lookup", #"{"text": "\#(name)", "purpose": "来电", "ends": "\#(end)"}"#)
        return answer.refused ?? "asked"
      }
      // However the name is spelt; the right one is one of the five, and asking again is no further try.
      for (name, end) in [
        ("测试甲", "0001"), ("测 试甲", "0009"), ("测·试甲", "0008"), ("测试甲", "0009"), ("测试甲", "0007"), ("测试甲\\u200B", "0006"),
      ] {
        #expect(try await asked(name, end) == "asked", "\(end)")
      }
      #expect(try await asked("测试甲", "0002") == "too_many_requests")
      #expect(try await asked("测 试 甲", "0003") == "too_many_requests")
      #expect(try await asked("测试甲", "0006") == "asked")
      #expect(try await asked("另一个", "0003") == "asked")
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE action = 'refused' AND detail ->> 'word' = 'too_many_requests'") == 2
      )
      // A colleague has tries of his own; the day has an end for all names together.
      try await world.owner.script(
        "UPDATE review.ticket_meter SET in_minute = 0, in_day = 29 WHERE kind = 'ends' AND login = '\(world.name(.helpdesk))'"
      )
      #expect(try await asked("又一个", "0003") == "asked")
      #expect(try await asked("再一个", "0003") == "too_many_requests")
      #expect(try await asked("测试甲", "0006") == "too_many_requests")
      let chief = try await world.connect(.chief)
      #expect(
        try await chief.count(
          "SELECT count(*) FROM review.event WHERE action = 'unusual' AND detail ->> 'kind' = 'ends'") == 1)
      let colleague = try await world.connect(.colleague)
      #expect(
        try await colleague.ticket("lookup", #"{"text": "测试甲", "purpose": "来电", "ends": "0002"}"#).refused == nil)
      // Nobody searches without having been counted.
      #expect(
        try await refusal(helpdesk, "SELECT review.applicant_find(0, '测试甲', '{\"ends\": \"0001\"}')")
          == "RC426 ticket_missing")
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
          ], "\(seen)")
      }
      #expect(try await helpdesk.lookUp("未提交", within: #""department": "330100""#).isEmpty)
      for person in [World.Person.reviewer, .chief, .stranger] {
        let connection = try await world.connect(person)
        #expect(try await connection.lookUp("未提交").isEmpty, "\(person)")
        #expect(try await connection.lookUp(number).isEmpty, "\(person)")
      }
      // On record with the bureau of who looked, whose manager sees it.
      #expect(
        try await world.connect(.chief).count(
          "SELECT count(*) FROM review.event WHERE action = 'looked_up' AND department_code = '330100' AND application_id IS NOT NULL"
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
