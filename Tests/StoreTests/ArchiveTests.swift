import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Archives of an older system: what goes in, what is refused, and what may be looked up (R23).
@Suite struct ArchiveTests {
  private func imported(_ file: ArchiveFile, _ connection: Connection) async throws -> ArchiveFile.Outcome {
    defer { file.remove() }
    return try await file.run(connection)
  }

  private func imported(
    _ lines: [String], header: String = ArchiveFile.header, _ connection: Connection
  ) async throws -> ArchiveFile.Outcome {
    try await imported(ArchiveFile(header: header, lines: lines), connection)
  }

  private func withOwner(_ body: @Sendable (Connection) async throws -> Void) async throws {
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      try await body(owner)
      await owner.close()
    }
  }

  @Test("good lines go in, wrong ones are named, nothing of a person is repeated")
  func lineByLine() async throws {
    try await withOwner { owner in
      let mistyped = String(ArchiveFile.number(4).dropLast()) + (ArchiveFile.number(4).hasSuffix("1") ? "2" : "1")
      let file = try ArchiveFile(lines: [
        "\(ArchiveFile.number(1)),张甲,13", "\(ArchiveFile.number(2)),李乙,", ",王丙,13", "\(mistyped),赵丁,13",
        "\(ArchiveFile.number(5)),钱戊,错误值", "\(ArchiveFile.number(6)),孙己", "", "\(ArchiveFile.number(7)),周\u{7}庚,13",
      ])
      let outcome = try await imported(file, owner)
      #expect(outcome.added == 2)
      #expect(
        outcome.problems == [
          "4: identity.id_number required", "5: identity.id_number check_character",
          "6: personal.political unknown_code", "7: line column_count", "9: identity.name control_character",
        ])
      for text in outcome.texts { for part in [mistyped, "钱戊", "错误值", "周"] { #expect(!text.contains(part)) } }
      let row = try await owner.query(
        "SELECT * FROM review.archive WHERE match_key = $1", [ArchiveFile.number(1)])[0]
      #expect(try row.decode("province", as: String.self) == "shanxi")
      #expect(try row.decode("id_type", as: String.self) == "01")
      #expect(try row.decode("name", as: String.self) == "张甲")
      #expect(try row.decode("original_number", as: String?.self) == nil)
      #expect(try row.decode("source_line", as: Int.self) == 2)
      let event = try await owner.query("SELECT subject, detail FROM review.event WHERE action = 'imported'")[0]
      #expect(try event.decode("subject", as: String.self) == "archives")
      let detail: JSONValue = try event.decode("detail")
      #expect(detail["added"]?.integer == 2 && detail["last_line"]?.integer == 3)
    }
  }

  @Test("the same file again changes nothing; a changed line is an update; a missing password stays")
  func again() async throws {
    try await withOwner { owner in
      let digest = String(repeating: "ab", count: 16)
      let header = ArchiveFile.header + ",password_hash,password_scheme"
      let lines = (1...40).map { "\(ArchiveFile.number($0)),张甲,13,\($0 == 3 ? digest : ""),\($0 == 3 ? "md5" : "")" }
      let first = try await imported(lines, header: header, owner)
      #expect(first.added == 40)
      let second = try await imported(lines, header: header, owner)
      #expect(second == .init(unchanged: 40))
      var changed = (1...40).map { "\(ArchiveFile.number($0)),张甲,13" }
      changed[4] = "\(ArchiveFile.number(5)),张乙,13"
      let third = try await imported(changed, owner)
      #expect(third == .init(updated: 1, unchanged: 39))
      #expect(
        try await owner.text(
          "SELECT password_hash <> $2 AND scrypt_n IS NOT NULL FROM review.archive WHERE match_key = $1",
          [ArchiveFile.number(3), digest]) == "t")
    }
  }

  @Test("an old password that a neighbour guesses is no proof: it is not kept, and the line says so")
  func guessable() async throws {
    try await withOwner { owner in
      let header = ArchiveFile.header + ",personal.phone,password_hash,password_scheme"
      let number = ArchiveFile.number(1)
      let guesses = [
        number, String(number.suffix(6)), String(number.suffix(5)), String(number.suffix(7)),
        String(number.dropFirst(6).prefix(8)), ArchiveFile.oldNumber(1), "13912345678", "345678", "123456", "888888",
        "张甲", "Aa123456", "Password1", "qwertyuiop", "1q2w3e4r", "P@ssw0rd", "woaini1314", "20102010", "abcdefgh",
        "mnbvcxz",
        "8765432", "Kuaiji2013", "张甲2011", "a345678", "345678!", "甲张", "wangwang",
      ]
      for (place, guess) in guesses.enumerated() {
        let digest = try #require(try await owner.text("SELECT md5($1)", [guess]))
        let outcome = try await imported(
          ["\(number),张甲,\(place % 2 == 0 ? "13" : "01"),13912345678,\(digest),md5"], header: header, owner)
        #expect(outcome.problems == ["2: password_hash guessable_password"], "\(guess)")
        #expect(try await owner.count("SELECT count(*) FROM review.archive WHERE password_hash IS NOT NULL") == 0)
      }
      let own = try #require(try await owner.text("SELECT encode(sha256('Wq7-lucky-ox'), 'hex')"))
      let kept = "SELECT count(*) FROM review.archive WHERE password_hash IS NOT NULL"
      #expect(try await imported(["\(number),张甲,13,13912345678,\(own),sha256"], header: header, owner).problems.isEmpty)
      #expect(try await owner.count(kept) == 1)
      // The one of an earlier file goes with it; and a phone that is none any more was one.
      let phone = try #require(try await owner.text("SELECT md5('1391234567')"))
      let worse = try await imported(["\(number),张甲,13,1391234567,\(phone),md5"], header: header, owner)
      #expect(worse.problems == ["2: personal.phone no_address", "2: password_hash guessable_password"])
      #expect(try await owner.count(kept) == 0)
      #expect(
        try await owner.text(
          "SELECT detail ->> 'passwords_dropped' FROM review.event WHERE action = 'imported' ORDER BY id DESC LIMIT 1")
          == "1")
    }
  }

  @Test("what the import warns about is what the log-in refuses, and nothing else")
  func warnedAsRefused() throws {
    for guess in PasswordRule.listed where !PasswordRule.isGuessable(guess, own: []) { Issue.record("\(guess)") }
    let number = ArchiveFile.number(1)
    let answers: Answers = [
      "identity.name": "ZHANG Jia", "personal.phone": "139-1234-5678", "personal.email": "jia.zhang@example.cn",
      "work.unit_name": "样例煤业有限公司", "work.started_on": "2004-07-01",
    ]
    let words = PasswordRule.words(
      of: answers.values.values.compactMap(\.string) + [number, ResidentNumber.old(of: number) ?? ""])
    let guesses = GuessablePassword.guesses(numbers: [number], [answers])
    for guess in guesses where PasswordRule.pieces(of: guess).isDisjoint(with: words) { Issue.record("\(guess)") }
    for guess in ["jiazhang88", "zhangjia2004", "13912345678", "x345678", "20040701", "样例煤业有限公司", "2004-07-01"] {
      #expect(guesses.contains(guess), "\(guess)")
    }
    for other in ["ox-07", "li2011kang", "Wq7-lucky-ox"] {
      #expect(!guesses.contains(other) && !PasswordRule.listed.contains(other))
    }
  }

  @Test("a 15-digit number is upgraded, kept, and the same person as the number of today")
  func oldNumbers() async throws {
    try await withOwner { owner in
      let file = try ArchiveFile(lines: ["\(ArchiveFile.oldNumber(11)),张甲,13"])
      #expect(try await imported(file, owner).added == 1)
      let row = try await owner.query("SELECT match_key, original_number, answers FROM review.archive")[0]
      #expect(try row.decode("match_key", as: String.self) == ArchiveFile.number(11))
      #expect(try row.decode("original_number", as: String.self) == ArchiveFile.oldNumber(11))
      let answers: JSONValue = try row.decode("answers")
      #expect(answers["identity.birth_date"] == "1990-01-01")
      #expect(answers["identity.id_number"]?.string == ArchiveFile.number(11))
      let again = try ArchiveFile(lines: ["\(ArchiveFile.number(11)),张甲,13", "140105901301011,张乙,13"])
      #expect(
        try await imported(again, owner)
          == .init(unchanged: 1, problems: ["3: identity.id_number birth"]))
      let store = ReviewStore(connection: owner)
      for number in [ArchiveFile.number(11), ArchiveFile.oldNumber(11)] {
        let found = try #require(try await store.archive(province: "shanxi", idType: "01", idNumber: number))
        #expect(found.answers.text("identity.name") == "张甲")
        #expect(found.fixedFields.isEmpty && !found.hasPassword)
      }
      #expect(try await store.archive(province: "shanxi", idType: "01", idNumber: ArchiveFile.number(12)) == nil)
      #expect(try await store.archive(province: "zhejiang", idType: "01", idNumber: ArchiveFile.number(11)) == nil)
    }
  }

  @Test("a person who stands twice: the same is one, other contents are refused at the second place")
  func repeatedPersons() async throws {
    try await withOwner { owner in
      let one = "\(ArchiveFile.number(1)),张甲,13"
      for expected in [ArchiveFile.Outcome(added: 1, unchanged: 1), .init(unchanged: 2)] {
        let file = try ArchiveFile(lines: [
          one, one, "\(ArchiveFile.oldNumber(1)),张甲,13", "\(ArchiveFile.number(1)),李乙,13",
        ])
        var expected = expected
        expected.problems = ["4: identity.id_number repeated_person", "5: identity.id_number repeated_person"]
        #expect(try await imported(file, owner) == expected)
      }
    }
  }

  @Test("passwords: only digests of a known kind, never handed out, compared in the database, on record")
  func passwords() async throws {
    try await World.with { world in
      let digest = String(repeating: "0f", count: 20)
      try await world.owner.script("UPDATE review.account_setting SET scrypt_n = 16, scrypt_p = 1")
      let header = "province,identity.id_number,password_scheme,password_hash"
      let lines = [
        "shanxi,\(ArchiveFile.number(1)),SHA1,\(digest.uppercased())", "shanxi,\(ArchiveFile.number(2)),crypt,x",
        "shanxi,\(ArchiveFile.number(3)),md5,\(digest)", "zhejiang,\(ArchiveFile.number(4)),,",
        "shanxi,\(ArchiveFile.number(5)),,",
      ]
      #expect(
        try await imported(lines, header: header, world.owner)
          == .init(
            added: 2,
            problems: ["3: password_scheme unknown_code", "4: password_hash format", "5: province unknown_code"]))
      let intake = try await world.connect(.intake)
      let store = ReviewStore(connection: intake)
      let found = try await store.archive(province: "shanxi", idType: "01", idNumber: ArchiveFile.number(1))
      #expect(found?.hasPassword == true)
      // What the older system kept is nowhere.
      #expect(
        try await world.owner.text(
          """
          SELECT password_scheme || ' ' || (scrypt_n, scrypt_r, scrypt_p)::text || ' ' || length(password_hash) || ' ' || (password_hash = $1)
          FROM review.archive WHERE password_hash IS NOT NULL
          """, [digest]) == "sha1 (16,8,1) 64 false")
      #expect(try await imported(lines, header: header, world.owner).unchanged == 2)
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE subject = 'archive' AND action = 'looked_up' AND actor = $1",
          [world.name(.intake)]) == 1)
      #expect(
        try await world.owner.count(
          "SELECT count(*) FROM review.event WHERE detail::text LIKE '%' || $1 || '%'", [ArchiveFile.number(1)]) == 0)
      for person in World.Person.allCases {
        let connection = try await world.connect(person)
        #expect(try await refusal(connection, "SELECT answers FROM review.archive") == "42501")
        if person != .intake {
          #expect(
            try await refusal(connection, "SELECT review.archive_find('shanxi', '01', 'x')") == "42501", "\(person)")
        }
        for call in ["archive_import('shanxi', gen_random_uuid(), '[]')", "archive_salts('shanxi', '[]')"] {
          #expect(try await refusal(connection, "SELECT review.\(call)") == "42501", "\(person)")
        }
        await connection.close()
      }
      #expect(
        try await refusal(world.owner, "SELECT review.archive_import('shanxi', gen_random_uuid(), '[{\"line\": 1}]')")
          == "RC460 bad_document")
    }
  }

  @Test("two imports of one file at once: every person once, nobody waits for ever")
  func together() async throws {
    try await TestServer.shared.withDatabase { database in
      let lines = (1...900).map { "\(ArchiveFile.number($0)),张甲,13" }
      let forward = try ArchiveFile(lines: lines)
      let backward = try ArchiveFile(lines: lines.reversed())
      let outcomes = try await withThrowingTaskGroup(of: ArchiveFile.Outcome.self) { group in
        for file in [forward, backward, forward, backward] {
          group.addTask {
            let connection = try await database.connect()
            let outcome = try await file.run(connection)
            await connection.close()
            return outcome
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      forward.remove()
      backward.remove()
      #expect(outcomes.map(\.added).reduce(0, +) == 900)
      #expect(outcomes.allSatisfy { $0.added + $0.unchanged == 900 && $0.problems.isEmpty })
    }
  }

  @Test("addresses that are none are not kept, with a warning by line; the rest goes in")
  func junk() async throws {
    try await World.with { world in
      let junk = ["NULL", "无", "1.69E+10", "a@x。cn", "li@example.cn"]
      let file = try ArchiveFile(
        header: "province,identity.id_number,identity.name,personal.email,personal.phone",
        lines: junk.enumerated().map { "shanxi,\(ArchiveFile.number($0 + 1)),张甲,\($1),16900000018" })
      #expect(
        try await imported(file, world.owner)
          == .init(added: 5, problems: (2...5).map { "\($0): personal.email no_address" }))
      #expect(
        try await world.owner.text(
          "SELECT string_agg(answers ->> 'personal.email', ' ') || count(answers ->> 'personal.phone') FROM review.archive"
        ) == "li@example.cn5")
    }
  }

  @Test(
    "what a spreadsheet left of a file: dates as it writes them, a postcode without its zero, a last line of commas")
  func spreadsheet() async throws {
    try await World.with { world in
      let file = try ArchiveFile(
        header: "province,identity.id_number,identity.name,work.started_on,personal.postal_code",
        lines: [
          "shanxi,\(ArchiveFile.number(1)),张甲,2012/6/30,030001", "shanxi,\(ArchiveFile.number(2)),张乙,2012年6月30日,30001",
          ",,,,", " ,,,,",
        ])
      #expect(
        try await imported(file, world.owner) == .init(added: 2, problems: ["3: personal.postal_code no_postcode"]))
      #expect(
        try await world.owner.text(
          "SELECT string_agg(concat_ws(' ', answers ->> 'work.started_on', answers ->> 'personal.postal_code'), ',' ORDER BY match_key) FROM review.archive"
        ) == "2012-06-30 030001,2012-06-30")
    }
  }
}
