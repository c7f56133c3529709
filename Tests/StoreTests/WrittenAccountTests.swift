import PostgreSQL
import TestSupport
import Testing

/// Accounts write whole rows, end what they end for one person only, and clean up behind those who do not come back.
@Suite struct WrittenAccountTests {
  private static func bytes(_ byte: String, _ count: Int) -> String {
    "'\\x" + String(repeating: byte, count: count) + "'"
  }

  private static func register(_ type: String = "01", province: String = "zhejiang") -> String {
    """
    SELECT review.account_register('\(province)', '\(type)', 'N1', '{"name": "张三", "email": "z@example.cn", "phone": "13800000000"}',
      \(bytes("01", 16)), \(bytes("02", 32)), 16, 4, 2, 'address', '11111111', '{}', '{}')
    """
  }

  private static func logIn(_ token: String, type: String = "01", province: String = "zhejiang") -> String {
    "SELECT name FROM review.account_login('\(province)', '\(type)', 'N1', 'address', \(bytes("02", 32)), '{}', \(bytes(token, 32)), '{}', '{}')"
  }

  private func row(
    _ world: World, salt: String, digest: String, _ cost: String, _ type: String = "01", phone: String? = "13800000000",
    confirmed: String? = nil, proof: String? = nil
  ) async throws -> String {
    func json(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
    return try await rowDifference(
      world, salt: salt, digest: digest,
      """
      \(cost), "scheme": null, "phone": \(json(phone)), "confirmed_contact": \(json(confirmed)), "proof": \(json(proof))
      """, type)
  }

  private func rowDifference(
    _ world: World, salt: String, digest: String, _ cost: String, _ type: String
  ) async throws -> String {
    try await world.difference(
      "SELECT * FROM review.account WHERE id_type = '\(type)' AND province = 'zhejiang'",
      from: """
        {"province": "zhejiang", "id_type": "\(type)", "id_number": "N1", "name": "张三", "email": "z@example.cn",
         "salt": "\\\\x\(String(repeating: salt, count: 16))", "digest": "\\\\x\(String(repeating: digest, count: 32))", \(cost)}
        """, but: ["id", "created_at", "password_changed_at", "proved_at"])
  }

  private func entry(_ world: World, _ action: String) async throws -> String {
    let number = try await world.owner.text("SELECT review.mask('N1')") ?? ""
    return try await world.differenceOfLatestEvent(
      from: """
        {"actor": "applicant", "action": "\(action)", "has_application": false, "revision": null, "department_code": null,
         "subject": "account", "purpose": null, "detail": {"province": "zhejiang", "number": "\(number)"}}
        """)
  }

  private func message(_ world: World, _ event: String) async throws -> String {
    try await world.difference(
      "SELECT n.*, n.body LIKE '您好！%' AS greets FROM review.notification n ORDER BY n.id DESC LIMIT 1",
      from: """
        {"application_id": null, "department_code": null, "decision_id": null, "event": "\(event)", "channel": "email", "greets": true,
         "recipient": "z@example.cn", "state": "pending", "delivered_at": null, "attempts": 0}
        """, but: ["id", "body", "created_at", "next_attempt_at", "expires_at"])
  }

  @Test(
    "registered, changed and reset: every column of the account, its entry and its message; other persons stay as they are"
  )
  func account() async throws {
    try await World.with { world in
      let owner = world.owner
      let intake = try await world.connect(.intake)
      let first = #""scrypt_n": 16, "scrypt_r": 4, "scrypt_p": 2"#
      // Of the same number under another kind of document, and in another province.
      _ = try await intake.query(Self.register())
      #expect(try await entry(world, "account_created") == "")
      _ = try await intake.query(Self.register("02"))
      _ = try await intake.query(Self.register(province: "jiangsu"))
      #expect(try await row(world, salt: "01", digest: "02", first) == "")
      for (token, type, province) in [("aa", "01", "zhejiang"), ("bb", "02", "zhejiang"), ("cc", "01", "jiangsu")] {
        #expect(try await intake.text(Self.logIn(token, type: type, province: province)) == "张三")
      }
      let sessions = "SELECT string_agg(left(encode(token, 'hex'), 2), '' ORDER BY token) FROM review.account_session"
      let born = try await owner.text("SELECT max(password_changed_at)::text FROM review.account")
      let change =
        "SELECT review.account_password(\(Self.bytes("aa", 32)), $1, \(Self.bytes("03", 16)), \(Self.bytes("04", 32)), 32, 5, 3)"
      #expect(try await intake.text(change.replacing("$1", with: Self.bytes("09", 32))) == "f")
      #expect(try await row(world, salt: "01", digest: "02", first) == "")
      #expect(try await intake.text(change.replacing("$1", with: Self.bytes("02", 32))) == "t")
      #expect(try await row(world, salt: "03", digest: "04", #""scrypt_n": 32, "scrypt_r": 5, "scrypt_p": 3"#) == "")
      #expect(try await row(world, salt: "01", digest: "02", first, "02") == "")
      #expect(try await entry(world, "password_changed") == "")
      #expect(try await message(world, "password_changed") == "")
      #expect(try await owner.text(sessions) == "bbcc")
      let moved =
        "SELECT string_agg(id_type || province, ',') FROM review.account WHERE password_changed_at > $1::timestamptz"
      #expect(try await owner.text(moved, [born]) == "01zhejiang")

      // Addresses count from where a code came back.
      try await owner.script(
        """
        DELETE FROM review.reset_code;
        UPDATE review.account SET confirmed_contact = 'z@example.cn' WHERE id_type = '01' AND province = 'zhejiang'
        """)
      _ = try await intake.query(
        "SELECT review.account_reset_request('zhejiang', '01', 'N1', 'address', '123456', '{}', '{}')")
      #expect(try await message(world, "password_code") == "")
      #expect(
        try await owner.text(
          """
          SELECT c.notification_id = n.id AND c.tries = 0 AND c.expires_at = n.expires_at
            AND c.expires_at BETWEEN n.created_at + interval '9 minutes' AND n.created_at + interval '10 minutes'
          FROM review.reset_code c, review.notification n WHERE n.event = 'password_code'
          """) == "t")
      func reset(_ code: String, type: String = "01", province: String = "zhejiang") -> String {
        """
        SELECT review.account_reset('\(province)', '\(type)', 'N1', '\(code)', \(Self.bytes("05", 16)), \(Self.bytes("06", 32)), 64, 6, 4,
          '{}', '{}', 'address')
        """
      }
      let changed = try await owner.text("SELECT max(password_changed_at)::text FROM review.account")
      #expect(try await intake.text(reset("000000")) == "f")
      #expect(try await owner.count("SELECT tries FROM review.reset_code") == 1)
      // A code is one person's.
      #expect(try await intake.text(reset("123456", type: "02")) == "f")
      #expect(try await intake.text(reset("123456", province: "jiangsu")) == "f")
      #expect(try await intake.text(reset("123456")) == "t")
      #expect(
        try await row(
          world, salt: "05", digest: "06", #""scrypt_n": 64, "scrypt_r": 6, "scrypt_p": 4"#, confirmed: "z@example.cn")
          == "")
      #expect(try await row(world, salt: "01", digest: "02", first, "02") == "")
      #expect(try await owner.text(moved, [changed]) == "01zhejiang")
      #expect(try await entry(world, "password_reset") == "")
      #expect(try await message(world, "password_changed") == "")
      #expect(try await owner.text(sessions) == "bbcc")
      #expect(try await owner.count("SELECT count(*)::int FROM review.reset_code") == 0)
      // The message with the code says nothing any more, and is not sent any more.
      #expect(
        try await world.difference(
          "SELECT body, state, next_attempt_at FROM review.notification WHERE event = 'password_code'",
          from: #"{"body": "（已失效）", "state": "failed", "next_attempt_at": null}"#) == "")
    }
  }

  @Test(
    "whoever stands in an archive only gets an account by a code, with the name of the archive and the address that the code went to"
  )
  func archive() async throws {
    try await World.with { world in
      _ = try await world.owner.query(
        "SELECT review.archive_import('zhejiang', gen_random_uuid(), $1)",
        [
          #"[{"line": 2, "id_type": "01", "match_key": "N1", "answers": {"identity.name": "张三", "mail": "z@example.cn", "tel": "13800000000"}}]"#
        ])
      let intake = try await world.connect(.intake)
      _ = try await intake.query(
        "SELECT review.account_reset_request('zhejiang', '01', 'N1', 'address', '123456', '{none,mail}', '{none,tel}')")
      #expect(try await message(world, "password_code") == "")
      #expect(
        try await intake.text(
          """
          SELECT review.account_reset('zhejiang', '01', 'N1', '123456', \(Self.bytes("05", 16)), \(Self.bytes("06", 32)), 64, 6, 4,
            '{none,mail}', '{none,tel}', 'address')
          """) == "t")
      #expect(
        try await row(
          world, salt: "05", digest: "06", #""scrypt_n": 64, "scrypt_r": 6, "scrypt_p": 4"#, phone: nil,
          confirmed: "z@example.cn", proof: "code") == "")
    }
  }

  @Test("the salt and the cost are the account's own; who has none gets the same made-up ones every time")
  func begin() async throws {
    try await World.with { world in
      let intake = try await world.connect(.intake)
      _ = try await intake.query(Self.register())
      try await world.owner.script("UPDATE review.account_setting SET scrypt_n = 128, scrypt_r = 7, scrypt_p = 3")
      func begin(_ type: String, province: String = "zhejiang", number: String = "N1") async throws -> String? {
        try await intake.text(
          """
          SELECT concat_ws(' ', encode(salt, 'hex'), scrypt_n, scrypt_r, scrypt_p)
          FROM review.account_login_begin('\(province)', '\(type)', '\(number)', 'address')
          """)
      }
      #expect(try await begin("01") == String(repeating: "01", count: 16) + " 16 4 2")
      for (type, province, number) in [("02", "zhejiang", "N1"), ("01", "jiangsu", "N1"), ("01", "zhejiang", "N2")] {
        let made = try #require(try await begin(type, province: province, number: number))
        #expect(made.hasSuffix(" 128 7 3") && !made.hasPrefix("0101"))
        #expect(try await begin(type, province: province, number: number) == made)
      }
    }
  }

  @Test("a log-in forgets the person's failures and whoever has not come for a day, but what is locked is passed over")
  func cleaning() async throws {
    try await World.with { world in
      let owner = world.owner
      let intake = try await world.connect(.intake)
      _ = try await intake.query(Self.register())
      try await owner.script(
        """
        INSERT INTO review.login_attempt (key, failures, began_at, last_at)
        SELECT decode(k, 'hex'), 1, now() - age, now() - age
        FROM (VALUES ('a1', interval '25 hours'), ('a2', interval '25 hours'), ('b1', interval '23 hours')) AS v (k, age)
        """)
      _ = try await intake.query("SELECT * FROM review.account_login_begin('zhejiang', '01', 'N1', 'address')")
      _ = try await intake.query("SELECT * FROM review.account_login_begin('zhejiang', '02', 'N1', 'elsewhere')")
      // Whoever holds one of them until the log-in is over would otherwise be waited for without an end.
      let holder = try await world.database.connect()
      try await holder.script("BEGIN; SELECT FROM review.login_attempt WHERE key = '\\xa1' FOR UPDATE")
      #expect(try await intake.text(Self.logIn("aa")) == "张三")
      let left = """
        SELECT coalesce(string_agg(CASE WHEN length(key) = 1 THEN encode(key, 'hex') ELSE 'n' || failures END, ' ' ORDER BY length(key), key,
          failures), '') FROM review.login_attempt
        """
      let names = try #require(try await owner.text(left)).split(separator: " ").sorted()
      #expect(names == ["a1", "b1", "n0", "n0", "n1", "n1", "n1", "n1"])
      try await holder.script("ROLLBACK")
      #expect(
        try await owner.text(
          "SELECT bool_and(expires_at BETWEEN now() + interval '11 hours' AND now() + interval '13 hours') FROM review.account_session"
        )
          == "t")
      // Sessions that ended are forgotten by the next log-in, the person's own only while they are open.
      try await owner.script("UPDATE review.account_session SET expires_at = now() - interval '1 second'")
      #expect(try await intake.query("SELECT * FROM review.account_session_find(\(Self.bytes("aa", 32)))").isEmpty)
      #expect(try await intake.text(Self.logIn("bb")) == "张三")
      #expect(try await intake.text(Self.logIn("cc")) == "张三")
      #expect(try await owner.count("SELECT count(*)::int FROM review.account_session") == 2)
    }
  }
}
