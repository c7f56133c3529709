import PostgreSQL
import TestSupport
import Testing

/// Of many of one name the right one is found, and nobody is found by parts of a number.
@Suite struct NarrowedFindingTests {
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
          "SELECT count(*) FROM review.unusual() WHERE kind = 'ends'") == 1)
      let colleague = try await world.connect(.colleague)
      #expect(
        try await colleague.ticket("lookup", #"{"text": "测试甲", "purpose": "来电", "ends": "0002"}"#).refused == nil)
      // The next day has tries of its own.
      try await world.letPass(days: 2)
      try await world.owner.script("UPDATE review.ticket_meter SET day = day - 2")
      #expect(try await asked("测试甲", "0002") == "asked")
      // Nobody searches without having been counted.
      #expect(
        try await refusal(helpdesk, "SELECT review.applicant_find(0, '测试甲', '{\"ends\": \"0001\"}')")
          == "RC426 ticket_missing")
    }
  }

  @Test("the end of a number of eight characters counts, of a shorter one it would be nearly all there is")
  func shortNumbers() async throws {
    try await World.with { world in
      for person in 1...2 { try await world.submit(person) }
      try await world.owner.script(
        """
        UPDATE review.applicant SET id_number = '军a123456' WHERE id_number = '\(World.idNumber(1))';
        UPDATE review.applicant SET id_number = '123456x' WHERE id_number = '\(World.idNumber(2))'
        """)
      let helpdesk = try await world.connect(.helpdesk)
      #expect(try await helpdesk.lookUpCounts("测试甲", within: #""ends": "3456""#) == "name 1 1 0")
      #expect(try await helpdesk.lookUpCounts("测试甲", within: #""ends": "456X""#) == "name 0 0 0")
      #expect(try await helpdesk.lookUpCounts("军a123456") == "id_number 1 1 0")
      #expect(try await helpdesk.lookUpCounts("123456X") == "id_number 0 0 0")
      #expect(try await helpdesk.lookUpCounts("123456x") == "id_number 1 1 0")
      // As long as a text that is looked up may be.
      _ = try await world.owner.query("UPDATE review.applicant SET name = repeat('王', 200) WHERE id_number = '123456x'")
      #expect(try await helpdesk.lookUpCounts(String(repeating: "王", count: 200)) == "name 1 1 0")
    }
  }
}
