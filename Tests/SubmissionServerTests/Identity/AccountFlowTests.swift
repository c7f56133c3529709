import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// Accounts of a province that vouches for its applicants itself, on the real server and database.
@Suite(.timeLimit(.minutes(30)))
struct AccountFlowTests {
  @Test func registerLogInLogOut() async throws {
    try await AccountWorld.with { world in
      let registered = try await world.register()
      #expect(registered.status == 202)
      let answer = try await world.logIn()
      #expect(answer.status == 201 && answer.json["name"] == "张*")
      let token = try #require(answer.json["token"]?.string)
      let ends = try #require(answer.json["expires_at"]?.string.flatMap { try? Date($0, strategy: .iso8601) })
      #expect(abs(ends.timeIntervalSinceNow - 43_200) < 60)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      let applicant = try await world.endpoint.services.identity.applicant(
        token: token, profile: profile)
      #expect(applicant.name == "张三" && applicant.phone == "13800138000" && applicant.session?.count == 64)
      #expect(
        applicant.answers.values == [
          "identity.name": "张三", "identity.id_type": "01", "identity.id_number": .string(AccountWorld.number),
          "identity.sex": "2", "identity.birth_date": "1949-12-31",
        ])
      #expect(try await world.endpoint.send("DELETE", "/v1/shanxi/sessions", token: token).status == 204)
      #expect(try await !world.isOpen(token))
      #expect(try await world.endpoint.send("DELETE", "/v1/shanxi/sessions", token: token).status == 401)
      for junk in ["x", String(repeating: "A", count: 43), token + "A", "a.b.c"] {
        #expect(try await !world.isOpen(junk))
      }
      // Nothing of password and token is kept.
      let row = try await world.owner.query("SELECT row_to_json(a)::text AS a FROM review.account a")[0]
      let text: String = try row["a"]
      #expect(!text.contains("horse"))
      #expect(try await world.count("SELECT count(*) FROM review.event WHERE action = 'account_created'") == 1)
      #expect(
        try await world.count("SELECT count(*) FROM review.event WHERE detail::text LIKE '%\(AccountWorld.number)%'")
          == 0)
    }
  }

  @Test func nobodyLearnsWhoHasAnAccount() async throws {
    try await AccountWorld.with { world in
      let first = try await world.register()
      let before = world.hashing.computed
      let second = try await world.register(["password": "quite another 1", "password_confirmation": nil])
      #expect(second.status == first.status && second.text == first.text)
      #expect(world.hashing.computed == before + 1)
      // The account is the first one's still.
      #expect(try await world.logIn("quite another 1").status == 401)
      #expect(try await world.logIn().status == 201)

      let known = try await world.logIn("wrong password")
      let unknown = try await world.logIn("wrong password", number: "110105199003070038")
      let nonsense = try await world.logIn("wrong password", number: "nobody")
      #expect(world.hashing.computed == before + 6)
      for answer in [known, unknown, nonsense] {
        #expect(answer.status == 401 && answer.code == "wrong_credentials")
        #expect(answer.json["detail"] == known.json["detail"] && answer.json["title"] == known.json["title"])
      }
      let reset = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      let resetUnknown = try await world.post("password-resets", ["id_number": "110105199003070038"])
      #expect(reset.status == 202 && resetUnknown.status == 202 && reset.text == resetUnknown.text)
      // Of the registered one: to confirm the address, from registering again, and for the password; of the unknown one the same.
      #expect(try await world.count("SELECT count(*) FROM review.reset_code") == 3)
      #expect(try await world.messages().count == 1)
      let runs = world.hashing.computed
      for number in [AccountWorld.number, "110105199003070038"] {
        let answer = try await world.post(
          "password-resets/confirm",
          ["id_number": .string(number), "code": "00000000", "new_password": "a new one 12"])
        #expect(answer.status == 422 && answer.code == "wrong_code")
      }
      #expect(world.hashing.computed == runs + 2)
    }
  }

  @Test func aMadeUpSaltStaysTheSame() async throws {
    try await AccountWorld.with { world in
      let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: "110105199003070038")
      let salts = try await world.endpoint.services.database.perform { store in
        [
          try await store.beginLogin(key, address: "a").salt, try await store.beginLogin(key, address: "b").salt,
          try await store.beginLogin(
            ApplicantKey(province: "shanxi", idType: "01", idNumber: AccountWorld.number), address: "b"
          ).salt,
        ]
      }
      #expect(salts[0] == salts[1] && salts[1] != salts[2] && salts[0].count == 16)
    }
  }

  @Test func attemptsAreSlowed() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      for _ in 0..<5 { #expect(try await world.logIn("wrong password").status == 401) }
      let runs = world.hashing.computed
      let slowed = try await world.logIn()
      #expect(slowed.status == 429 && slowed.code == "too_many_requests")
      let seconds = try #require(slowed.headers["retry-after"].flatMap { Int($0) })
      #expect((1...2).contains(seconds) && world.hashing.computed == runs)
      // An unknown number is slowed the same way, and others not at all.
      for _ in 0..<5 { _ = try await world.logIn("wrong password", number: "110105199003070038") }
      #expect(try await world.logIn("wrong password", number: "110105199003070038").status == 429)
      #expect(try await world.logIn("wrong password", number: "110105199003070046").status == 401)
      // Each further failure doubles the time, up to 15 minutes.
      var waits: [Int] = []
      for _ in 0..<12 {
        try await world.owner.script("UPDATE review.login_attempt SET blocked_until = NULL")
        _ = try await world.logIn("wrong password")
        waits.append(
          try await world.count(
            "SELECT round(extract(epoch FROM max(blocked_until - last_at)))::integer FROM review.login_attempt"
          ))
      }
      #expect(Array(waits.prefix(4)) == [4, 8, 16, 32] && waits.suffix(3) == [900, 900, 900])
      try await world.owner.script("UPDATE review.login_attempt SET blocked_until = NULL")
      #expect(try await world.logIn().status == 201)
      #expect(try await world.logIn("wrong password").status == 401)
      #expect(try await world.logIn().status == 201)
      // Keys are no numbers.
      #expect(
        try await world.count(
          "SELECT count(*) FROM review.login_attempt a WHERE encode(a.key, 'escape') LIKE '%1101%' OR octet_length(a.key) <> 32"
        ) == 0)
    }
  }

  @Test func manyAtOnceAreNoWayAroundIt() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<30 { group.addTask { try await world.logIn("wrong password").status } }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 401 }.count <= 6 && statuses.filter { $0 == 429 }.count >= 24)
    }
  }

  @Test func anAddressIsSlowedToo() async throws {
    try await AccountWorld.with { world in
      try await world.owner.script("UPDATE review.account_setting SET free_failures_address = 3")
      for n in 0..<3 { #expect(try await world.logIn("wrong password", number: "N\(n)").status == 401) }
      #expect(try await world.logIn("wrong password", number: "N9").status == 429)
      // Time forgives.
      try await world.owner.script(
        "UPDATE review.login_attempt SET blocked_until = NULL, began_at = began_at - interval '5 minutes'")
      for n in 0..<3 { #expect(try await world.logIn("wrong password", number: "M\(n)").status == 401) }
      #expect(try await world.logIn("wrong password", number: "M9").status == 429)
    }
  }

  @Test func onePersonInManyWindows() async throws {
    try await AccountWorld.with(free: 100) { world in
      _ = try await world.register()
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<40 { group.addTask { try await world.logIn().status } }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.allSatisfy { $0 == 201 }, "\(statuses)")
    }
  }

  @Test func changingThePasswordEndsAllSessions() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let one = try #require(try await world.logIn().json["token"]?.string)
      let two = try #require(try await world.logIn().json["token"]?.string)
      let wrong = try await world.post(
        "password", ["old_password": "wrong password", "new_password": "a new one 12"], token: one)
      #expect(wrong.status == 401 && wrong.code == "wrong_credentials")
      #expect(try await world.isOpen(two))
      let weak = try await world.post(
        "password", ["old_password": .string(AccountWorld.password), "new_password": "12345678"], token: one)
      #expect(
        weak.status == 422 && weak.code == "weak_password" && weak.json["errors"]?.array?.first?["code"] == "too_common"
      )
      let changed = try await world.post(
        "password", ["old_password": .string(AccountWorld.password), "new_password": "a new one 12"], token: one)
      #expect(changed.status == 204)
      #expect(try await !world.isOpen(one))
      #expect(try await !world.isOpen(two))
      #expect(try await world.logIn().status == 401)
      #expect(try await world.logIn("a new one 12").status == 201)
      #expect(try await world.messages().map(\.event).suffix(1) == ["password_changed"])
      #expect(try await world.count("SELECT count(*) FROM review.event WHERE action = 'password_changed'") == 1)
    }
  }

  @Test func aForgottenPassword() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let token = try #require(try await world.logIn().json["token"]?.string)
      let ask: JSONValue = ["id_number": .string(AccountWorld.number)]
      func confirm(_ code: String) async throws -> TestEndpoint.Answer {
        try await world.post(
          "password-resets/confirm",
          ["id_number": .string(AccountWorld.number), "code": .string(code), "new_password": "a new one 12"])
      }
      _ = try await world.post("password-resets", ask)
      let first = try await world.code()
      #expect(first.count == 8 && first.allSatisfy(\.isNumber))
      let message = try #require(try await world.messages().first)
      #expect(message.channel == "email" && message.recipient?.contains("zhang@") == false)
      #expect(!message.body.contains("张三") && message.body.contains("10分钟"))
      // Another one: the first counts no more.
      _ = try await world.post("password-resets", ask)
      let second = try await world.code()
      #expect(try await world.messages().count == 1)
      if first != second { #expect(try await confirm(first).status == 422) }
      #expect(try await confirm(second).status == 204)
      #expect(try await !world.isOpen(token))
      #expect(try await confirm(second).status == 422)
      #expect(try await world.logIn("a new one 12").status == 201)
      #expect(try await world.count("SELECT count(*) FROM review.notification WHERE body LIKE '%\(second)%'") == 0)
      #expect(try await world.messages().map(\.event) == ["password_changed"])
      #expect(try await world.count("SELECT count(*) FROM review.event WHERE action = 'password_reset'") == 1)

      // Five tries, ten minutes, five an hour.
      _ = try await world.post("password-resets", ask)
      let third = try await world.code()
      let wrong = third == "00000000" ? "11111111" : "00000000"
      for _ in 0..<5 { #expect(try await confirm(wrong).status == 422) }
      #expect(try await confirm(third).status == 422)
      _ = try await world.post("password-resets", ask)
      let fourth = try await world.code()
      try await world.owner.script("UPDATE review.reset_code SET expires_at = clock_timestamp()")
      #expect(try await confirm(fourth).status == 422)
      #expect(try await world.post("password-resets", ask).status == 202)
      let sixth = try await world.post("password-resets", ask)
      #expect(sixth.status == 429 && sixth.headers["retry-after"] != nil)
    }
  }

  @Test func anArchiveLogsInWithItsOldPassword() async throws {
    try await AccountWorld.with { world in
      let old = "110105491231002"
      let number = Numbers.check(old, as: .residentID15, today: world.endpoint.services.today, by: .bundled).normalised
      try await world.addArchive(number: number, original: old, password: "ox-07", email: "old@example.cn")
      #expect(try await world.logIn("abd", number: number).status == 401)
      // The old number of 15 digits is the person of today.
      let answer = try await world.logIn("ox-07", number: old)
      #expect(answer.status == 201 && answer.json["name"] == "张*")
      let row = try await world.owner.query(
        "SELECT id_number, email, phone, octet_length(digest) AS n FROM review.account")[0]
      #expect(try row.decode("id_number", as: String.self) == number)
      #expect(try row.decode("email", as: String.self) == "old@example.cn")
      #expect(try row.decode("phone", as: String.self) == "13900139000")
      // From now on with the account.
      try await world.owner.script("UPDATE review.archive SET password_hash = NULL, password_scheme = NULL")
      #expect(try await world.logIn("ox-07", number: number).status == 201)
      let token = try #require(answer.json["token"]?.string)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      let applicant = try await world.endpoint.services.identity.applicant(token: token, profile: profile)
      let key = ApplicantKey(province: "shanxi", idType: applicant.idType, idNumber: applicant.idNumber)
      let archive = try await world.endpoint.services.database.perform { try await $0.archive(of: key) }
      #expect(archive?.answers.text("personal.postcode") == "030001")
    }
  }

  @Test func anImportedPasswordIsHashedTwiceUntilTheFirstLogIn() async throws {
    try await AccountWorld.with { world in
      let file = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString).csv")
      defer { try? FileManager.default.removeItem(at: file) }
      let digest = try #require(PasswordHashing.legacyDigests("ox-07")["sha1"])
      try
        "province,identity.id_number,identity.name,password_scheme,password_hash\nshanxi,\(AccountWorld.number),张三,sha1,\(digest)\n"
        .write(to: file, atomically: true, encoding: .utf8)
      let importer = ArchiveImporter(
        store: ReviewStore(connection: world.owner), profiles: Profile.bundled, today: world.endpoint.services.today,
        run: UUID())
      #expect(try await importer.run(file: file.path, onRefused: { _, _ in }).added == 1)
      #expect(try await world.count("SELECT count(*) FROM review.archive WHERE password_hash LIKE '%\(digest)%'") == 0)
      #expect(try await world.logIn("abd").status == 401)
      #expect(try await world.logIn("ox-07").status == 201)
      #expect(
        try await world.count(
          """
          SELECT count(*) FROM review.account a, review.archive o
          WHERE a.scheme IS NULL AND a.proof = 'archive_password' AND o.password_hash IS NULL
          """) == 1)
      #expect(try await world.logIn("ox-07").status == 201)
    }
  }

  @Test("an old password that is made of the number, or everybody's, is wrong, whatever the file brought")
  func guessableOldPassword() async throws {
    try await AccountWorld.with { world in
      for (index, password) in [String(AccountWorld.number.suffix(6)), "kuaiji123", "Admin@123", "ox-07"].enumerated() {
        try await world.owner.script("DELETE FROM review.archive; DELETE FROM review.login_attempt")
        try await world.addArchive(password: password, phone: nil)
        #expect(try await world.logIn(password).status == (index == 3 ? 201 : 401), "\(index)")
      }
    }
  }

  @Test("an old password that is made of what is known of the person, wherever that stands, is wrong")
  func oldPasswordOfWhatIsKnown() async throws {
    try await AccountWorld.with { world in
      let guesses = [
        "张三", "张三2011", "13900139000", "139001", "0093", "old.mail", "030001", "样例煤业有限公司", "1985-03-12", "a139001",
        "tel13900139000", "139001123", "13911110000",
        "duanmu882024", "duanmu2024", "P@ssw0rd1", "password2019",
      ]
      for guess in guesses + ["ox-07", "li2011kang"] {
        try await world.owner.script(
          "DELETE FROM review.archive; DELETE FROM review.account; DELETE FROM review.login_attempt")
        try await world.addArchive(password: guess, email: "old.mail@example.cn")
        try await world.owner.script(
          "UPDATE review.archive SET former = '[\"13911110000\", \"duanmu88@example.cn\"]', answers = answers || '{\"work.unit_name\": \"样例煤业有限公司\", \"identity.birth_date\": \"1985-03-12\"}'"
        )
        #expect(try await world.logIn(guess).status == (guesses.contains(guess) ? 401 : 201), "\(guess)")
      }
    }
  }

  @Test func sessionsAreListedEndedAndIdle() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let one = try #require(try await world.logIn().json["token"]?.string)
      let two = try #require(try await world.logIn().json["token"]?.string)
      let listed = try await world.endpoint.send("GET", "/v1/shanxi/sessions", token: two)
      let sessions = try #require(listed.json["sessions"]?.array)
      #expect(sessions.map { $0["is_this"] } == [true, false])
      let id = try #require(sessions.last?["id"]?.integer)
      // Nobody ends another person's.
      let second = "110105199003070033"
      _ = try await world.register(["id_number": .string(second)])
      let stranger = try #require(try await world.logIn(number: second).json["token"]?.string)
      #expect(try await world.endpoint.send("DELETE", "/v1/shanxi/sessions/\(id)", token: stranger).status == 404)
      #expect(try await world.isOpen(one))
      #expect(try await world.endpoint.send("DELETE", "/v1/shanxi/sessions/\(id)", token: two).status == 204)
      #expect(try await !world.isOpen(one))
      #expect(try await world.isOpen(two))
      try await world.owner.script(
        "UPDATE review.account_session SET used_at = clock_timestamp() - interval '59 minutes'")
      #expect(try await world.isOpen(two))
      // It was used just now.
      #expect(
        try await world.count(
          "SELECT count(*) FROM review.account_session WHERE used_at > clock_timestamp() - interval '5 minutes'") == 1)
      try await world.owner.script(
        "UPDATE review.account_session SET used_at = clock_timestamp() - interval '61 minutes'")
      #expect(try await !world.isOpen(two))
    }
  }

  @Test func registeringGetsAtNobodysArchive() async throws {
    try await AccountWorld.with { world in
      try await world.addArchive(password: "ox-07", phone: nil)
      #expect(try await world.register().status == 202)
      #expect(try await world.logIn().status == 401)
      // Neither password nor address is left: the name alone proves nothing, and only the bureau helps.
      try await world.owner.script("UPDATE review.archive SET password_hash = NULL, password_scheme = NULL")
      #expect(try await world.register().status == 202)
      #expect(try await world.logIn().status == 401)
    }
  }

  @Test func anArchiveWithoutPasswordGetsACode() async throws {
    try await AccountWorld.with { world in
      try await world.addArchive()
      #expect(try await world.post("password-resets", ["id_number": .string(AccountWorld.number)]).status == 202)
      #expect(try await world.messages().map(\.channel) == ["sms"])
      let answer = try await world.post(
        "password-resets/confirm",
        [
          "id_number": .string(AccountWorld.number), "code": .string(try await world.code()),
          "new_password": .string(AccountWorld.password),
        ])
      #expect(answer.status == 204)
      #expect(try await world.logIn().status == 201)
    }
  }

  @Test func whatRegisteringRefuses() async throws {
    try await AccountWorld.with { world in
      for (change, pointer): ([String: JSONValue?], String) in [
        (["id_number": "110105194912310021"], "/id_number"), (["id_type": "ZZ"], "/id_type"), (["name": " "], "/name"),
        (["email": "nobody"], "/email"), (["phone": "1"], "/phone"),
        (["password_confirmation": "other"], "/password_confirmation"),
      ] {
        let answer = try await world.register(change)
        #expect(answer.status == 422 && answer.code == "invalid_answers", "\(pointer) \(answer.text)")
        #expect(answer.json["errors"]?.array?.first?["pointer"] == .string(pointer), "\(answer.text)")
      }
      for password in [
        "short", "12345678", "11111111", "password", AccountWorld.number, "49123100", "张三张三张", "13800138000",
      ] {
        let answer = try await world.register(["password": .string(password), "password_confirmation": nil])
        #expect(answer.status == 422 && answer.code == "weak_password", "\(password)")
      }
      // What is missing is told like what is wrong, all at once.
      let bare = try await world.register(["email": nil, "name": nil, "id_number": "1", "password": "  "])
      #expect(bare.status == 422 && bare.code == "invalid_answers", "\(bare.text)")
      let places = bare.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(
        Set(places).isSuperset(of: ["/email", "/name", "/id_number", "/password"]) && places.count == Set(places).count)
      // In the words of the form that the profile has for it.
      let details = bare.json["errors"]?.array?.compactMap { $0["detail"]?.string } ?? []
      #expect(details.contains("请填写“电子邮箱”。") && details.contains("请填写“姓名”。"), "\(details)")
      #expect(try await world.register(["admin": true]).status == 400)
      #expect(try await world.count("SELECT count(*) FROM review.account") == 0)
    }
  }

  @Test func onlyWhereTheProvinceHasAccounts() async throws {
    try await AccountWorld.with { world in
      let members: JSONValue = ["id_number": .string(AccountWorld.number), "password": "x"]
      let answer = try await world.endpoint.send("POST", "/v1/zhejiang/sessions", json: members)
      #expect(answer.status == 404 && answer.json["detail"]?.string?.contains("浙江政务服务网") == true)
      for path in ["accounts", "password-resets"] {
        let body: JSONValue =
          path == "accounts"
          ? ["id_number": "1", "name": "n", "password": "p", "email": "e"] : ["id_number": "1"]
        #expect(try await world.endpoint.send("POST", "/v1/jiangsu/\(path)", json: body).status == 404)
      }
    }
  }

  @Test func aSessionEndsInTimeAndInItsProvince() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let token = try #require(try await world.logIn().json["token"]?.string)
      #expect(try await world.endpoint.send("GET", "/v1/zhejiang/application", token: token).status == 401)
      #expect(try await world.isOpen(token))
      let accounts = try #require(world.endpoint.services.identity.accounts)
      let other = try #require(Profile.current("zhejiang", on: world.endpoint.services.today))
      await #expect(throws: ProblemDetails.self) {
        try await accounts.applicant(token: token, profile: other, today: world.endpoint.services.today)
      }
      try await world.owner.script("UPDATE review.account_session SET expires_at = clock_timestamp()")
      #expect(try await !world.isOpen(token))
    }
  }

  @Test func passwordsAreHashedAtOWASPsCost() async throws {
    try await TestEndpoint.with(
      identity: { IdentityService(accounts: Accounts(database: $0)) },
      { endpoint in
        let cost = try await endpoint.services.database.perform { try await $0.takeTurn("register", address: "a") }
        #expect(cost == PasswordCost(rounds: 16_384, blockSize: 8, parallelism: 5))
        // RFC 7914, section 12, the second vector.
        let bytes = try await PasswordHashing().digest(
          "password", salt: Array("NaCl".utf8), cost: PasswordCost(rounds: 1024, blockSize: 8, parallelism: 16),
          for: "a")
        #expect(
          bytes.hexadecimal == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
      })
  }
}
