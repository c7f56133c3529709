import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// A bureau that has seen a document lets one person in, and nobody else.
@Suite struct VouchedTests {
  private static let vouch = "SELECT code FROM review.account_vouch($1, $2, '身份证原件')"

  @Test("one look-up answers for one person, by the number that was looked up")
  func onePerson() async throws {
    try await World.with { world in
      for person in 1...2 { try await world.submit(person) }
      try await world.submit(3, department: "330106")
      let reviewer = try await world.connect(.reviewer)
      let entry = try #require(try await reviewer.counter(World.idNumber(1)))
      for other in [World.idNumber(2), World.idNumber(3), "T000000000", ""] {
        #expect(try await refusal(reviewer, Self.vouch, [entry, other]) == "RC426 ticket_missing", "\(other)")
        #expect(
          try await refusal(reviewer, "SELECT review.account_close($1, $2, '本人要求')", [entry, other])
            == "RC426 ticket_missing")
      }
      #expect(try await reviewer.text(Self.vouch, [entry, World.idNumber(1)])?.count == 10)
      // Of another bureau: looked up, not found, not vouched for.
      let foreign = try #require(try await reviewer.counter(World.idNumber(3)))
      #expect(try await refusal(reviewer, Self.vouch, [foreign, World.idNumber(3)]) == "RC444 unknown_person")
      // What is told of them is asked for on record first, and a look-up is another question.
      let found = try #require(try await reviewer.found(World.idNumber(1)))
      #expect(try await refusal(reviewer, Self.vouch, [found, World.idNumber(1)]) == "RC426 ticket_missing")
      try await reviewer.script("BEGIN")
      let early = try await reviewer.counter(World.idNumber(3))
      #expect(
        try await refusal(reviewer, Self.vouch, [early, World.idNumber(3)]) == "RC428 transaction_has_written")
      try await reviewer.script("ROLLBACK")
    }
  }

  @Test("who closes an account beside an import that is left open is told who is at it, and can do it then")
  func besideAnImport() async throws {
    try await World.with { world in
      try await world.submit(1)
      let open = try await world.database.connect()
      let lines = #"[{"line": 2, "id_type": "99", "match_key": "\#(World.idNumber(1))", "answers": {}}]"#
      _ = try await open.query("SELECT review.archive_import('zhejiang', gen_random_uuid(), $1)", [lines])
      try await open.script("BEGIN")
      _ = try await open.query(
        "SELECT review.archive_import('zhejiang', gen_random_uuid(), $1)",
        [lines.replacing("{}", with: #"{"identity.name": "甲"}"#)])
      let reviewer = try await world.connect(.reviewer)
      let entry = try await reviewer.counter(World.idNumber(1))
      let close = "SELECT review.account_close($1, $2, '本人要求')"
      #expect(try await refusal(reviewer, close, [entry, World.idNumber(1)]) == "RC413 row_held")
      try await open.script("ROLLBACK")
      await open.close()
      #expect(
        try await reviewer.text(close, [try await reviewer.counter(World.idNumber(1)), World.idNumber(1)]) == "f")
    }
  }

  @Test("whoever waits for a colleague who is the first to vouch, or to add a name, is told who it is and since when")
  func firstHeldOpen() async throws {
    try await World.with { world in
      try await world.submit(1)
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      func expectNamed(_ connection: Connection, _ holder: World.Person, _ sql: String, _ values: [(any SQLEncodable)?])
        async throws
      {
        try await connection.script("SET lock_timeout = 0; SET statement_timeout = 0")
        let error = await #expect(throws: DatabaseError.self) { try await connection.query(sql, values) }
        let refusal = try #require(error.flatMap(Refusal.init))
        #expect(
          refusal.word == .rowHeld && refusal["holder"] == world.name(holder) && refusal["since"] != nil, "\(sql)")
      }
      let first = try #require(try await reviewer.counter(World.idNumber(1)))
      try await reviewer.script("BEGIN; SAVEPOINT s")
      _ = try await reviewer.text(Self.vouch, [first, World.idNumber(1)])
      let second = try #require(try await colleague.counter(World.idNumber(1)))
      try await expectNamed(colleague, .reviewer, Self.vouch, [second, World.idNumber(1)])
      try await expectNamed(
        colleague, .reviewer, "SELECT review.account_close($1, $2, '本人要求')", [second, World.idNumber(1)])
      // Somebody else's is another turn.
      let other = try #require(try await colleague.counter("110105199003070033"))
      #expect(try await colleague.text(Self.vouch, [other, "110105199003070033"])?.count == 10)
      try await reviewer.script("ROLLBACK")
      #expect(try await colleague.text(Self.vouch, [second, World.idNumber(1)])?.count == 10)

      let (manager, chief) = (try await world.connect(.manager), try await world.connect(.chief))
      let name = "new.\(world.database.name)"
      let verifier = try await world.verifier(name)
      let add = "SELECT review.staff_add($1, 'reviewer', '330102', '新人', $2)"
      try await manager.script("BEGIN")
      _ = try await manager.query(add, [name, verifier])
      try await expectNamed(chief, .manager, add, [name, verifier])
      try await manager.script("ROLLBACK")
    }
  }

  @Test("what stood in an account before the bureau saw whose it is counts no more")
  func squatter() async throws {
    try await World.with { world in
      try await world.submit(1)
      // Somebody else had an account under the number, with an address of his own and a code under way to it.
      try await world.owner.script(
        """
        INSERT INTO review.account (province, id_type, id_number, name, email, salt, digest, scrypt_n, scrypt_r, scrypt_p, confirmed_contact)
        VALUES ('zhejiang', '99', '\(World.idNumber(1))', '别人', 'other@example.cn', decode(repeat('01', 16), 'hex'),
          decode(repeat('02', 32), 'hex'), 16, 4, 2, 'other@example.cn');
        INSERT INTO review.reset_code (key, person, code, expires_at, address)
        SELECT review.account_hash('reset', 'zhejiang', '99', '\(World.idNumber(1))', 'a'), review.account_hash('reset', 'zhejiang', '99', '\(World.idNumber(1))'), review.account_hash('code', '11111111'),
          clock_timestamp() + interval '10 minutes', 'other@example.cn'
        """)
      let reviewer = try await world.connect(.reviewer)
      let entry = try #require(try await reviewer.counter(World.idNumber(1)))
      let code = try #require(try await reviewer.text(Self.vouch, [entry, World.idNumber(1)]))
      let reset = """
        SELECT review.account_reset('zhejiang', '99', $1, $2, decode(repeat('03', 16), 'hex'), decode(repeat('04', 32), 'hex'), 16, 4, 2, '{}', '{}', 'a')
        """
      let intake = try await world.connect(.intake)
      #expect(try await intake.text(reset, [World.idNumber(1), code]) == "t")
      #expect(
        try await world.owner.text("SELECT concat_ws(' ', proof, confirmed_contact, email, phone) FROM review.account")
          == "vouched")
      #expect(try await intake.text(reset, [World.idNumber(1), "11111111"]) == "f")
      #expect(try await intake.text(reset, [World.idNumber(1), code]) == "f")
      // A code that nobody used in its day is replaced by one with a day of its own.
      _ = try await reviewer.text(Self.vouch, [entry, World.idNumber(1)])
      try await world.owner.script("UPDATE review.reset_code SET expires_at = now() - interval '1 hour'")
      let again = try #require(try await reviewer.text(Self.vouch, [entry, World.idNumber(1)]))
      #expect(try await intake.text(reset, [World.idNumber(1), again]) == "t")
    }
  }

  @Test(
    "an account that is just being made with the archive's password is closed, too; what is read for a session that is over shows nothing"
  )
  func closedInBetween() async throws {
    try await World.with { world in
      let (person, number) = ("'zhejiang', '99', '\(World.idNumber(1))'", World.idNumber(1))
      try await world.submit(1)
      try await world.owner.script(
        """
        INSERT INTO review.archive (province, id_type, match_key, answers, imported_at, imported_by, import, source_line)
        VALUES (\(person), '{}', now(), 'x', gen_random_uuid(), 2)
        """)
      let (reviewer, intake) = (try await world.connect(.reviewer), try await world.connect(.intake))
      let entry = try #require(try await reviewer.counter(number))
      #expect(try await intake.text("SELECT state FROM review.intake_draft(\(person))") == "submitted")
      let (login, watcher) = (try await world.database.connect(), try await world.database.connect())
      try await login.script(
        """
        BEGIN; UPDATE review.archive SET imported_at = now();
        INSERT INTO review.account (province, id_type, id_number, name, email, salt, digest, scrypt_n, scrypt_r, scrypt_p)
        VALUES (\(person), '别人', 'other@example.cn', decode(repeat('01', 16), 'hex'), decode(repeat('02', 32), 'hex'), 16, 4, 2);
        """)
      let process = try await reviewer.count("SELECT pg_backend_pid()")
      async let closed = reviewer.text("SELECT review.account_close($1, $2, '本人要求')", [entry, number])
      let isWaiting = try await eventually {
        try await watcher.text("SELECT cardinality(pg_blocking_pids($1)) > 0", [process]) == "t" ? true : nil
      }
      #expect(isWaiting == true)
      try await login.script("COMMIT")
      #expect(try await closed == "t")
      #expect(try await world.owner.count("SELECT count(*) FROM review.account") == 0)
      for read in ["intake_draft", "intake_status"] {
        #expect(
          try await refusal(intake, "SELECT review.\(read)(\(person), decode(repeat('05', 32), 'hex'))")
            == "RC403 session_over")
      }
      // With an account, without its session: nothing either.
      try await world.owner.script(
        """
        INSERT INTO review.account (province, id_type, id_number, name, email, salt, digest, scrypt_n, scrypt_r, scrypt_p)
        VALUES (\(person), '本人', 'own@example.cn', decode(repeat('01', 16), 'hex'), decode(repeat('02', 32), 'hex'), 16, 4, 2)
        """)
      #expect(try await refusal(intake, "SELECT review.intake_status(\(person))") == "RC403 session_over")
      for connection in [login, watcher] { await connection.close() }
    }
  }

  @Test("a session whose account counts no more asks for no code and confirms no address")
  func overForAddresses() async throws {
    try await World.with { world in
      let (person, token) = ("'zhejiang', '99', '\(World.idNumber(1))'", "decode(repeat('05', 32), 'hex')")
      let (salt, digest) = ("decode(repeat('01', 16), 'hex')", "decode(repeat('02', 32), 'hex')")
      let intake = try await world.connect(.intake)
      _ = try await intake.query(
        """
        SELECT review.account_register(\(person), '{"name": "张三", "email": "z@example.cn"}', \(salt), \(digest), 16, 4, 2, 'a', '11111111',
          '{}', '{}')
        """)
      _ = try await intake.query("SELECT review.account_login(\(person), 'a', \(digest), '{}', \(token), '{}', '{}')")
      let request = "SELECT review.account_contact_request(\(token), 'a', '22222222')"
      #expect(try await intake.text(request) == "t")
      // From elsewhere: what the person sent there is more than the account has shown.
      try await world.submit(1)
      let confirm = "SELECT review.account_contact_confirm(\(token), '22222222')"
      for call in [request, confirm, request.replacing("'05'", with: "'06'")] {
        #expect(try await refusal(intake, call) == "RC403 session_over", "\(call)")
      }
    }
  }

  @Test("who comes with the bureau's code is called as an approval of this very person says, and nobody else's")
  func namedByTheApproval() async throws {
    try await World.with { world in
      let (number, approved) = (World.idNumber(1), try await world.submit(1))
      try await world.with(.reviewer) { reviewer in
        _ = try await reviewer.decide(SQLDecisionTests.approve, [approved.number, 1, approved.hash, UUID()])
      }
      let intake = try await world.connect(.intake)
      for (province, type, person, name) in [
        ("jiangsu", "99", number, "—"), ("zhejiang", "01", number, "—"), ("zhejiang", "99", "T9", "—"),
        ("zhejiang", "99", number, "测试甲"),
      ] {
        try await world.owner.script(
          """
          UPDATE review.applicant SET province = '\(province)', id_type = '\(type)', id_number = '\(person)';
          DELETE FROM review.account;
          INSERT INTO review.reset_code (key, person, code, expires_at)
            SELECT h, h, review.account_hash('code', '12345678'), now() + interval '1 hour'
            FROM review.account_hash('voucher', 'zhejiang', '99', '\(number)') AS h
          """)
        let isSet = try await intake.text(
          """
          SELECT review.account_reset('zhejiang', '99', '\(number)', '12345678', decode(repeat('01', 16), 'hex'),
            decode(repeat('02', 32), 'hex'), 16, 4, 2, '{}', '{}', 'a')
          """)
        #expect(isSet == "t")
        #expect(try await world.owner.text("SELECT name FROM review.account") == name, "\(province) \(type) \(person)")
      }
    }
  }

  @Test("numbers that look like an application's, or are of those from Hong Kong, Macao and Taiwan, are what they are")
  func otherNumbers() async throws {
    try await World.with { world in
      let reviewer = try await world.connect(.reviewer)
      for (number, type) in [
        ("AB1234567890", "07"), ("810000199101011238", nil), ("830000199101011231", nil), ("11010519491231002X", nil),
      ] {
        let entry = try #require(try await reviewer.counter(number))
        #expect(
          try await reviewer.text("SELECT kind FROM review.account_vouch($1, $2, '原件', $3)", [entry, number, type])
            == type ?? ["81": "02", "83": "03", "11": "01"][number.prefix(2)])
      }
    }
  }

  @Test("a look-up finds who has that phone, a landline too, and nobody else")
  func phones() async throws {
    try await World.with { world in
      var numbers: [String] = []
      for person in 1...2 { numbers.append(try await world.submit(person).number) }
      try await world.owner.script(
        """
        UPDATE review.applicant SET phone = '057188886666' WHERE id_number = '\(World.idNumber(1))';
        UPDATE review.applicant SET phone = '13911112222' WHERE id_number = '\(World.idNumber(2))'
        """)
      let reviewer = try await world.connect(.reviewer)
      for (phone, number) in zip(["057188886666", "13911112222"], numbers) {
        let entry = try #require(try await reviewer.found(phone))
        #expect(
          try await reviewer.text("SELECT string_agg(number, ',') FROM review.applicant_cards($1)", [entry]) == number)
      }
    }
  }
}
