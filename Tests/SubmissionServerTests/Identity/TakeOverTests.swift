import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// Nobody becomes somebody else by knowing what a neighbour knows: number, name, phone and address.
@Suite(.timeLimit(.minutes(30)))
struct TakeOverTests {
  private static let other = "another way in 9"

  @Test("registering for a person who has an application opens nothing, whatever name and address one gives")
  func anApplicationFromElsewhere() async throws {
    try await AccountWorld.with { world in
      let new = try await world.register(["id_number": "110105199003070033"])
      try await world.addApplication()
      // Somebody else's address is nobody's but that one's.
      try await world.addApplication(number: "110105198001010017", phone: "13700137000")
      for change: [String: JSONValue?] in [
        [:], ["name": "别人", "email": "attacker@example.cn"], ["phone": "13900139000"],
      ] {
        let answer = try await world.register(change)
        // Alike for who is new here.
        #expect(answer.status == 202 && answer.text == new.text)
        #expect(try await world.logIn().status == 401)
      }
      #expect(
        try await world.count("SELECT count(*) FROM review.account WHERE id_number = '\(AccountWorld.number)'") == 0)
      // What was sent went to the phone of before, and to nobody else.
      #expect(
        try await world.count(
          """
          SELECT count(*) FROM review.notification
          WHERE event = 'password_code' AND recipient IS DISTINCT FROM '13900139000'
          """) == 0)
      #expect(
        try await world.count("SELECT count(*) FROM review.event WHERE action = 'registration_refused'") == 3)
      // With that code the person gets in, and sees the application.
      let answer = try await world.post(
        "password-resets/confirm",
        [
          "id_number": .string(AccountWorld.number), "code": .string(try await world.code()),
          "new_password": .string(AccountWorld.password),
        ])
      #expect(answer.status == 204)
      let token = try #require(try await world.logIn().json["token"]?.string)
      let seen = try await world.endpoint.send("GET", "/v1/shanxi/application", token: token)
      #expect(seen.status == 200 && seen.text.contains("迎泽大街"))
    }
  }

  @Test("an account that was there first loses its way in when an application or an archive of the person turns up")
  func theAccountWasThereFirst() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let token = try #require(try await world.logIn().json["token"]?.string)
      #expect(try await world.isOpen(token))
      // Somebody else's account stays what it was, also of the same number under another kind of document or in another province.
      _ = try await world.register(["id_number": "110105199003070033"])
      try await world.owner.script(
        """
        INSERT INTO review.account (province, id_type, id_number, name, salt, digest, scrypt_n, scrypt_r, scrypt_p)
        SELECT o.province, o.id_type, a.id_number, a.name, a.salt, a.digest, a.scrypt_n, a.scrypt_r, a.scrypt_p
        FROM review.account a, (VALUES ('shanxi', '99'), ('jiangsu', '01')) AS o (province, id_type) WHERE a.id_number = '\(AccountWorld.number)'
        """)
      try await world.owner.script("UPDATE review.account SET proof = 'own', proved_at = now()")
      try await world.addApplication()
      #expect(try await !world.isOpen(token))
      #expect(try await world.logIn().status == 401)
      #expect(try await world.count("SELECT count(*) FROM review.account WHERE proof = 'own'") == 3)
      // Whoever proves who it is takes the account over, and the one of before is out.
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      let answer = try await world.post(
        "password-resets/confirm",
        [
          "id_number": .string(AccountWorld.number), "code": .string(try await world.code()),
          "new_password": .string(Self.other),
        ])
      #expect(answer.status == 204)
      #expect(try await world.logIn().status == 401)
      #expect(try await world.logIn(Self.other).status == 201)
      #expect(try await !world.isOpen(token))

      let second = "110105199003070033"
      _ = try await world.register(["id_number": .string(second)])
      #expect(try await world.logIn(number: second).status == 201)
      try await world.addArchive(number: second, password: "ox-07")
      #expect(try await world.logIn(number: second).status == 401)
      #expect(try await world.logIn("ox-07", number: second).status == 201)
      #expect(try await world.logIn(number: second).status == 401)
    }
  }

  @Test("a code that the account's own address got proves nothing once something of the person has turned up")
  func anEarlierCode() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      let code = try await world.code()
      try await world.addApplication()
      let answer = try await world.post(
        "password-resets/confirm",
        ["id_number": .string(AccountWorld.number), "code": .string(code), "new_password": .string(Self.other)])
      #expect(answer.status == 422)
      #expect(try await world.logIn(Self.other).status == 401)
      // Nor does a new password by that address make the account anybody's.
      let second = "110105199003070033"
      _ = try await world.register(["id_number": .string(second)])
      try await world.owner.script("UPDATE review.account SET confirmed_contact = email")
      _ = try await world.post("password-resets", ["id_number": .string(second)])
      let own = try await world.post(
        "password-resets/confirm",
        [
          "id_number": .string(second), "code": .string(try await world.code()), "new_password": .string(Self.other),
        ])
      #expect(own.status == 204)
      try await world.addApplication(number: second)
      #expect(try await world.logIn(Self.other, number: second).status == 401)
    }
  }

  @Test("what came through the account itself is its own, until something of the person comes from elsewhere")
  func whatIsOnesOwn() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let token = try #require(try await world.logIn().json["token"]?.string)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      try await world.owner.script("UPDATE review.profile SET settings = settings - 'notices'")
      try await world.endpoint.services.database.perform { store in
        _ = try await store.connection.query(
          """
          SELECT number FROM review.intake_start(jsonb_build_object('province', 'shanxi', 'profile_version', $1::text, 'channel', 'pc',
            'id_type', '01', 'id_number', $2::text, 'name', '张三', 'answers', '{}'::jsonb, 'session', $3::text))
          """, [profile.version, AccountWorld.number, Accounts.hash(token).hexadecimal])
      }
      #expect(try await world.isOpen(token))
      #expect(try await world.logIn().status == 201)
      // Somebody else's account stays what it was.
      _ = try await world.register(["id_number": "110105199003070033"])
      try await world.owner.script("UPDATE review.account SET proof = 'own', proved_at = now()")
      try await world.addApplication()
      #expect(try await !world.isOpen(token))
      #expect(try await world.logIn().status == 401)
      #expect(try await world.count("SELECT count(*) FROM review.account WHERE proof = 'own'") == 1)
    }
  }

  @Test("the bureau's way suffices alone: a code for a day, once, on record with who saw what")
  func theBureau() async throws {
    try await AccountWorld.with { world in
      let number = try await world.addApplication(phone: nil)
      // Nothing reaches this person.
      _ = try await world.register()
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      #expect(try await world.messages().isEmpty)
      let code = try await world.with(staff: "reviewer", of: "140105") { reviewer in
        let store = ReviewStore(connection: reviewer)
        // Who was not looked up, and who belongs to another bureau, is not vouched for.
        await #expect(throws: StoreFailure.self) { try await store.vouch(idNumber: AccountWorld.number, document: "") }
        return try await store.vouch(idNumber: AccountWorld.number.lowercased(), document: "身份证原件").code
      }
      try await world.with(staff: "reviewer", of: "140106") { stranger in
        let failure = await #expect(throws: StoreFailure.self) {
          try await ReviewStore(connection: stranger).vouch(idNumber: AccountWorld.number, document: "身份证原件")
        }
        guard case .refused(let refusal)? = failure, refusal.word == .unknownPerson else {
          Issue.record("\(String(describing: failure))")
          return
        }
      }
      #expect(code.count == 10 && code.allSatisfy(\.isNumber))
      #expect(
        try await world.owner.text(
          "SELECT concat_ws(' ', e.purpose, a.number) FROM review.event e JOIN review.application a ON a.id = e.application_id WHERE e.action = 'vouched'"
        )
          == "身份证原件 \(number)")
      // Without it, or with another, still nothing.
      #expect(try await world.register().status == 202)
      let wrong = try await world.register(["code": .string(code == "00000000" ? "11111111" : "00000000")])
      #expect(wrong.status == 422 && wrong.code == "wrong_code")
      let unknown = try await world.register(["code": "00000000", "id_number": "110105199003070033"])
      #expect(unknown.status == 422 && unknown.text == wrong.text || unknown.code == "wrong_code")
      #expect(try await world.logIn().status == 401)
      #expect(try await world.register(["code": .string(code)]).status == 202)
      let token = try #require(try await world.logIn().json["token"]?.string)
      #expect(try await world.endpoint.send("GET", "/v1/shanxi/application", token: token).status == 200)
      // Once, and for a day.
      #expect(try await world.register(["code": .string(code)]).status == 422)
      let next = try await world.with(staff: "manager", of: "140000") {
        try await ReviewStore(connection: $0).vouch(idNumber: AccountWorld.number, document: "护照").code
      }
      try await world.owner.script("UPDATE review.reset_code SET expires_at = clock_timestamp()")
      #expect(try await world.register(["code": .string(next)]).status == 422)
      // In place of a code that no address gets.
      let third = try await world.with(staff: "manager", of: "140000") {
        try await ReviewStore(connection: $0).vouch(idNumber: AccountWorld.number, document: "护照").code
      }
      let answer = try await world.post(
        "password-resets/confirm",
        ["id_number": .string(AccountWorld.number), "code": .string(third), "new_password": .string(Self.other)])
      #expect(answer.status == 204)
      #expect(try await !world.isOpen(token))
      #expect(try await world.logIn(Self.other).status == 201)
    }
  }

  @Test("the bureau closes an account: sessions end, and addresses that came with it get no codes")
  func closing() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let token = try #require(try await world.logIn().json["token"]?.string)
      try await world.with(staff: "reviewer", of: "140105") { reviewer in
        let store = ReviewStore(connection: reviewer)
        let first = try await store.closeAccount(idNumber: AccountWorld.number, reason: "被冒名注册")
        let second = try await store.closeAccount(idNumber: AccountWorld.number, reason: "被冒名注册")
        #expect(first && !second)
      }
      #expect(try await !world.isOpen(token))
      #expect(try await world.logIn().status == 401)
      // Nothing of the person is here: registering is open again.
      _ = try await world.register(["password": .string(Self.other), "password_confirmation": nil])
      #expect(try await world.logIn(Self.other).status == 201)

      let second = "110105199003070033"
      try await world.addApplication(number: second, email: "false@example.cn")
      try await world.with(staff: "manager", of: "140000") {
        _ = try await ReviewStore(connection: $0).closeAccount(idNumber: second, reason: "被冒名申报")
      }
      // Nothing is left of an old password.
      let third = "110105198807070078"
      try await world.owner.script(
        """
        INSERT INTO review.archive (province, id_type, match_key, answers, imported_at, imported_by, import, source_line, password_hash,
          password_scheme, scrypt_n, scrypt_r, scrypt_p)
        VALUES ('shanxi', '01', '\(third)', '{"identity.name": "张三"}', now(), 'x', gen_random_uuid(), 2, repeat('0', 64), 'md5', 16, 8, 1)
        """)
      try await world.with(staff: "manager", of: "140000") {
        _ = try await ReviewStore(connection: $0).closeAccount(idNumber: third, idType: "01", reason: "被冒名申报")
      }
      #expect(
        try await world.owner.text(
          "SELECT num_nonnulls(password_hash, password_scheme, scrypt_n, scrypt_r, scrypt_p) FROM review.archive")
          == "0")
      _ = try await world.post("password-resets", ["id_number": .string(second)])
      #expect(
        try await world.count("SELECT count(*) FROM review.notification WHERE recipient = 'false@example.cn'") == 0)
    }
  }

  @Test("where revisions have different addresses none gets a code: nobody knows who put it there")
  func correctedByStaff() async throws {
    try await AccountWorld.with { world in
      let number = try await world.addApplication(email: "mine@example.cn")
      try await world.owner.script(
        "UPDATE review.application SET state = 'returned', decided_at = now(), decided_by = 'x' WHERE number = '\(number)'"
      )
      try await world.addApplication(email: "false@example.cn")
      #expect(try await world.count("SELECT max(revision) FROM review.submission") == 2)
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      #expect(
        try await world.count(
          "SELECT count(*) FROM review.notification WHERE event = 'password_code' AND recipient IS NOT NULL") == 0)
    }
  }

  @Test("an old password of before the bureau closed the account does not come back with the archive's file")
  func closedAndImportedAgain() async throws {
    try await AccountWorld.with { world in
      try await world.addArchive(password: "ox-07", phone: "13900139000")
      #expect(try await world.logIn("ox-07").status == 201)
      try await world.with(staff: "manager", of: "140000") {
        _ = try await ReviewStore(connection: $0).closeAccount(idNumber: AccountWorld.number, reason: "密码外泄")
      }
      #expect(try await world.logIn("ox-07").status == 401)
      try await world.owner.query(
        """
        SELECT review.archive_import('shanxi', gen_random_uuid(), jsonb_build_array(jsonb_build_object('line', 1, 'id_type', '01',
          'match_key', $1::text, 'answers', '{}'::jsonb, 'password_hash', md5('ox-07'), 'password_scheme', 'md5')))
        """, [AccountWorld.number])
      #expect(try await world.logIn("ox-07").status == 401)
    }
  }

  @Test("an address counts for a new password once a code came back from it")
  func confirmedContacts() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let code = try await world.code("contact_code")
      let opened = try await world.logIn()
      #expect(opened.json["contact_confirmed"] == false)
      let token = try #require(opened.json["token"]?.string)
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      #expect(try await world.messages().map(\.event) == ["contact_code"])
      let wrong = code == "00000000" ? "11111111" : "00000000"
      #expect(try await world.post("contact-codes/confirm", ["code": .string(wrong)], token: token).status == 422)
      #expect(try await world.endpoint.send("POST", "/v1/shanxi/contact-codes", token: token).status == 202)
      let again = try await world.code("contact_code")
      #expect(try await world.post("contact-codes/confirm", ["code": .string(again)], token: token).status == 204)
      #expect(try await world.post("contact-codes/confirm", ["code": .string(again)], token: token).status == 422)
      #expect(try await world.logIn().json["contact_confirmed"] == true)
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      #expect(try await world.messages().map(\.event) == ["password_code"])
    }
  }

  @Test("who asks for codes and tries them elsewhere uses up neither the owner's turns nor the owner's code")
  func theOwnersCode() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: AccountWorld.number)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      let new = try await world.hashing.newPassword(
        Self.other, cost: PasswordCost(rounds: 16, blockSize: 8, parallelism: 1), for: "a")
      let ask: JSONValue = ["id_number": .string(AccountWorld.number)]
      #expect(try await world.post("password-resets", ask).status == 202)
      let code = try await world.code()
      let wrong = code == "00000000" ? "11111111" : "00000000"
      try await world.endpoint.services.database.perform { store in
        for n in 0..<20 {
          do {
            try await store.requestReset(
              key, address: "n\(n % 4)", code: "2222222\(n % 10)", fields: AddressFields(profile))
          } catch { #expect(n >= 14) }
        }
        for n in 0..<60 {
          let isDone = try await store.reset(
            key, address: "n\(n % 5)", code: wrong, password: new, isMadeOfKnown: false, fields: AddressFields(profile))
          #expect(!isDone)
        }
        // Not even with the right one: too many have been tried there.
        let isDone = try await store.reset(
          key, address: "n9", code: code, password: new, isMadeOfKnown: false, fields: AddressFields(profile))
        #expect(!isDone)
      }
      // The owner asks again where the owner has been, and gets in.
      #expect(try await world.post("password-resets", ask).status == 202)
      let answer = try await world.post(
        "password-resets/confirm",
        [
          "id_number": .string(AccountWorld.number), "code": .string(try await world.code()),
          "new_password": .string(Self.other),
        ])
      #expect(answer.status == 204)
      #expect(try await world.logIn(Self.other).status == 201)
      #expect(try await world.count("SELECT count(*) FROM review.reset_code") == 0)
    }
  }

  @Test("an archive that comes later ends what an account was by itself, unless its address or a bureau speaks for it")
  func theArchiveCameLater() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let token = try #require(try await world.logIn().json["token"]?.string)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      try await world.owner.script("UPDATE review.profile SET settings = settings - 'notices'")
      try await world.endpoint.services.database.perform { store in
        _ = try await store.connection.query(
          """
          SELECT number FROM review.intake_start(jsonb_build_object('province', 'shanxi', 'profile_version', $1::text, 'channel', 'pc',
            'id_type', '01', 'id_number', $2::text, 'name', '张三', 'answers', '{}'::jsonb, 'session', $3::text))
          """, [profile.version, AccountWorld.number, Accounts.hash(token).hexadecimal])
      }
      let proof = "SELECT coalesce(proof, 'none') FROM review.account"
      #expect(try await world.owner.text(proof) == "own")
      func arrives(_ email: String) async throws {
        try await world.owner.script(
          "DELETE FROM review.archive; UPDATE review.account SET proof = 'own', proved_at = now()")
        let lines: JSONValue = [
          [
            "line": 2, "id_type": "01", "match_key": .string(AccountWorld.number),
            "answers": ["identity.name": "张三", "personal.email": .string(email)],
          ]
        ]
        _ = try await world.owner.query("SELECT review.archive_import('shanxi', gen_random_uuid(), $1)", [lines])
      }
      try await arrives("zhang@example.cn")
      #expect(try await world.owner.text(proof) == "own")
      #expect(try await world.logIn().status == 201)
      try await arrives("true@example.cn")
      #expect(try await world.owner.text(proof) == "none")
      #expect(try await world.logIn().status == 401)
      #expect(
        try await world.owner.text(
          "SELECT detail ->> 'unproved' FROM review.event WHERE action = 'imported' ORDER BY id DESC LIMIT 1")
          == "1")
      // A code goes to the archive's address and not to the one of the account or of what it sent in.
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      #expect(
        try await world.count(
          "SELECT count(*) FROM review.notification WHERE event = 'password_code' AND recipient = 'true@example.cn'")
          == 1)
      try await world.owner.script(
        """
        UPDATE review.application SET state = 'approved', first_submitted_at = now(), submitted_at = now(), decided_at = now(),
          decided_by = 'x', approved_at = now(), due_on = current_date, department_code = '140105', revision = 1
        """
      )
      try await arrives("other@example.cn")
      #expect(try await world.owner.text(proof) == "own")
    }
  }

  @Test("a bureau says which kind of document it saw where the number does not; the address of before is told")
  func vouchedAndTold() async throws {
    try await AccountWorld.with { world in
      let asOther = try await world.register(["id_type": "99"])
      #expect(asOther.status == 422 && asOther.text.contains("own_type"))
      #expect(try await world.register(["id_type": "09"]).status == 422)
      try await world.registerConfirmed()
      func vouch(_ number: String, _ type: String? = nil) async throws -> String {
        try await world.with(staff: "reviewer", of: "140105") {
          try await ReviewStore(connection: $0).vouch(idNumber: number, idType: type, document: "护照").code
        }
      }
      let passport = "AB7654321"
      func missing(_ kinds: String) async {
        let failure = await #expect(throws: StoreFailure.self) { try await vouch(passport) }
        guard case .refused(let refusal)? = failure, refusal.word == .kindMissing, refusal["kinds"] ?? "" == kinds
        else {
          Issue.record("\(String(describing: failure))")
          return
        }
      }
      // Nobody knows this one; then somebody else has an account with another kind of document of that number.
      await missing("")
      #expect(try await world.register(["id_type": "99", "id_number": .string(passport)]).status == 202)
      await missing("")
      let code = try await vouch(passport, "07")
      #expect(
        try await world.register(["id_type": "99", "id_number": .string(passport), "code": .string(code)]).status == 422
      )
      #expect(
        try await world.register(["id_type": "07", "id_number": .string(passport), "code": .string(code)]).status == 202
      )
      #expect(try await world.owner.text("SELECT id_type FROM review.account WHERE proof = 'vouched'") == "07")
      #expect(try await world.messages().allSatisfy { $0.event != "password_changed" })
      let second = try await vouch(AccountWorld.number)
      let answer = try await world.post(
        "password-resets/confirm",
        ["id_number": .string(AccountWorld.number), "code": .string(second), "new_password": .string(Self.other)])
      #expect(answer.status == 204)
      #expect(
        try await world.count(
          """
          SELECT count(*) FROM review.notification
          WHERE event = 'password_changed' AND recipient = 'zhang@example.cn' AND body LIKE '%核实证件%'
          """) == 1)
    }
  }

  @Test("a code, of the outbox or the bureau, lets in whoever was guessed at before")
  func aCodeLetsIn() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: AccountWorld.number)
      func guess() async throws {
        try await world.owner.script("DELETE FROM review.account_place")
        for _ in 0..<5 { _ = try await world.logIn("wrong password") }
        try await world.endpoint.services.database.perform { store in
          for n in 0..<60 { _ = try? await store.beginLogin(key, address: "n\(n)") }
        }
        try await world.keepBlocks()
        #expect(try await world.logIn().status == 429)
      }
      try await guess()
      #expect(try await world.post("password-resets", ["id_number": .string(AccountWorld.number)]).status == 202)
      let answer = try await world.post(
        "password-resets/confirm",
        [
          "id_number": .string(AccountWorld.number), "code": .string(try await world.code()),
          "new_password": .string(Self.other),
        ])
      #expect(answer.status == 204)
      #expect(try await world.logIn(Self.other).status == 201)
      try await guess()
      let code = try await world.with(staff: "reviewer", of: "140105") {
        try await ReviewStore(connection: $0).vouch(idNumber: AccountWorld.number, document: "身份证").code
      }
      #expect(try await world.register(["code": .string(code)]).status == 202)
      #expect(try await world.logIn().status == 201)
    }
  }

  @Test("what was asked before something of the person came from elsewhere changes nothing after it")
  func aRequestUnderWay() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      try await world.addApplication()
      let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: AccountWorld.number)
      func isOver(_ body: @Sendable @escaping (IntakeStore) async throws -> Void) async {
        do {
          try await world.endpoint.services.database.perform { try await body($0) }
          Issue.record("it went through")
        } catch let problem as ProblemDetails {
          #expect(problem.code == .unauthorized)
        } catch { Issue.record(error) }
      }
      await isOver { _ = try await $0.withdraw(of: key) }
      await isOver { _ = try await $0.detach(slot: "photo", n: 1, of: key) }
      #expect(try await world.owner.text("SELECT state FROM review.application") == "submitted")
    }
  }

  @Test("where an archive has no address, none that came through an account gets a code")
  func anArchiveWithoutAddress() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      try await world.addApplication(email: "other@example.cn")
      try await world.owner.script("UPDATE review.account SET proof = NULL, proved_at = NULL")
      try await world.addArchive(password: "ox-07", phone: "无")
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      #expect(try await world.messages().allSatisfy { $0.event != "password_code" })
      // Nor does it become the address of the account that the old password opens.
      #expect(try await world.logIn("ox-07").status == 201)
      #expect(try await world.owner.text("SELECT coalesce(confirmed_contact, 'none') FROM review.account") == "none")
    }
  }

  @Test("whoever is right is not made to wait for the failures of others at the same address")
  func anAddressThatManyShare() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      try await world.owner.script("UPDATE review.account_setting SET free_failures_address = 3")
      for n in 0..<2 { _ = try await world.logIn("wrong", number: "11010519900307003\(n)") }
      // The third is right, and so is the fourth.
      #expect(try await world.logIn().status == 201)
      #expect(try await world.logIn().status == 201)
      #expect(try await world.logIn("wrong").status == 401)
      try await world.keepBlocks()
      #expect(try await world.logIn().status == 429)
    }
  }

  @Test("guesses slow who guesses; the owner gets in from where the owner has been, and from elsewhere")
  func theOwnerIsNotLockedOut() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: AccountWorld.number)
      for _ in 0..<5 { #expect(try await world.logIn("wrong password").status == 401) }
      try await world.keepBlocks()
      #expect(try await world.logIn().status == 429)
      // Not where the guesses come from.
      _ = try await world.endpoint.services.database.perform { try await $0.beginLogin(key, address: "elsewhere") }
      // From everywhere at once: whoever comes from a new place waits, the owner at home does not.
      try await world.owner.script("DELETE FROM review.login_attempt")
      let token = try #require(try await world.logIn().json["token"]?.string)
      #expect(try await world.isOpen(token))
      try await world.endpoint.services.database.perform { store in
        func guess(_ address: String) async throws {
          _ = try await store.logIn(
            key, address: address, digest: Array(repeating: 0, count: 32), legacyDigests: [:],
            session: Array(repeating: 1, count: 32), fields: AddressFields(profile))
        }
        for n in 0..<50 { try await guess("n\(n)") }
        try await world.keepBlocks()
        await #expect(throws: StoreFailure.self) { try await guess("m") }
      }
      // At home a wrong password is answered as one from elsewhere, or it would tell that there is an account, used from here.
      #expect(try await world.logIn("wrong password").status == 429)
      #expect(try await world.logIn().status == 201)
    }
  }

  @Test("codes asked for from many places run out for those places without a word, and not where the owner has been")
  func codesRunOutInSilence() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: AccountWorld.number)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      try await world.endpoint.services.database.perform { store in
        for n in 0..<62 {
          try await store.requestReset(key, address: "n\(n)", code: "22222222", fields: AddressFields(profile))
        }
      }
      func sent() async throws -> Int { try await world.messages().count { $0.event == "password_code" } }
      let before = try await sent()
      #expect(before <= 60)
      // From home: the same answer, and a code.
      #expect(try await world.post("password-resets", ["id_number": .string(AccountWorld.number)]).status == 202)
      #expect(try await sent() == before + 1)
      // Registering tells nobody by its answer whether there is an account that was used from here.
      try await world.owner.script(
        """
        INSERT INTO review.login_attempt (key, failures, began_at, last_at)
        VALUES (review.account_hash('turn', 'register', 'shanxi', '01', '\(AccountWorld.number)'), 60, now(), now())
        ON CONFLICT (key) DO UPDATE SET failures = 60
        """)
      #expect(try await world.register().status == 429)
    }
  }

  @Test(
    "one permit is one person, whatever kind of document somebody names; so is a number of 15 digits at the counter")
  func oneDocumentOnePerson() async throws {
    try await AccountWorld.with { world in
      let permit = "810000199408230021"
      for kind in ["01", "02", "03"] {
        #expect(try await world.register(["id_number": .string(permit), "id_type": .string(kind)]).status == 202)
      }
      #expect(try await world.owner.text("SELECT string_agg(id_type, ' ') FROM review.account") == "02")
      _ = try await world.register()
      #expect(try await world.logIn().status == 201)
      let old = "110105491231002"
      let (kind, closed) = try await world.with(staff: "reviewer", of: "140105") { reviewer in
        let store = ReviewStore(connection: reviewer)
        let kind = try await store.vouch(idNumber: permit, document: "通行证原件").idType
        let permitClosed = try await store.closeAccount(idNumber: permit, idType: "01", reason: "冒名")
        let oldClosed = try await store.closeAccount(idNumber: old, idType: "01", reason: "冒名")
        return (kind, permitClosed && oldClosed)
      }
      #expect(kind == "02" && closed)
      #expect(try await world.logIn().status == 401)
      #expect(try await world.count("SELECT count(*) FROM review.account") == 0)
    }
  }

  @Test("what a session sent that is over by the time its turn comes changes nothing")
  func aSessionThatIsOver() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let token = try #require(try await world.logIn().json["token"]?.string)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      try await world.owner.script("UPDATE review.profile SET settings = settings - 'notices'")
      let key = ApplicantKey(
        province: "shanxi", idType: "01", idNumber: AccountWorld.number, session: Accounts.hash(token).hexadecimal)
      try await world.endpoint.services.database.perform { store in
        _ = try await store.start(
          key, name: "张三", phone: nil, profileVersion: profile.version, channel: "pc", commitment: nil, answers: [:])
        _ = try await store.save(["personal.remark": "甲"], expecting: nil, of: key)
      }
      // The account is the same and counts; the session is another one.
      try await world.owner.script("DELETE FROM review.account_session")
      let other = try #require(try await world.logIn().json["token"]?.string)
      #expect(try await world.isOpen(other))
      await #expect(throws: ProblemDetails.self) {
        _ = try await world.endpoint.services.database.perform {
          try await $0.save(["personal.remark": "乙"], expecting: nil, of: key)
        }
      }
      #expect(try await world.owner.text("SELECT draft ->> 'personal.remark' FROM review.application") == "甲")
    }
  }

  @Test(
    "what waits while its account is closed or its session ends is not written",
    arguments: [
      ("DELETE FROM review.account", "SELECT"),
      ("SELECT FROM review.application FOR NO KEY UPDATE", "DELETE FROM review.account_session"),
    ])
  func whatWaitsIsAskedAgain(_ held: String, _ meanwhile: String) async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      let token = try #require(try await world.logIn().json["token"]?.string)
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      try await world.owner.script("UPDATE review.profile SET settings = settings - 'notices'")
      let key = ApplicantKey(
        province: "shanxi", idType: "01", idNumber: AccountWorld.number, session: Accounts.hash(token).hexadecimal)
      _ = try await world.endpoint.services.database.perform { store in
        try await store.start(
          key, name: "张三", phone: nil, profileVersion: profile.version, channel: "pc", commitment: nil, answers: [:])
      }
      try await world.owner.script("BEGIN; " + held)
      let saving = Task {
        try await world.endpoint.services.database.perform {
          try await $0.save(["personal.remark": "乙"], expecting: nil, of: key)
        }
      }
      let other = try await world.endpoint.database.connect()
      let holder = try #require(try await Int(world.owner.text("SELECT pg_backend_pid()") ?? ""))
      let isWaiting = try await soon {
        try await other.text(
          "SELECT EXISTS (SELECT FROM pg_stat_activity a WHERE $1 = ANY (pg_blocking_pids(a.pid)))", [holder]) == "t"
      }
      #expect(isWaiting)
      try await other.script(meanwhile)
      try await world.owner.script("COMMIT")
      await #expect(throws: ProblemDetails.self) { _ = try await saving.value }
      #expect(try await world.owner.text("SELECT draft ->> 'personal.remark' FROM review.application") == nil)
      await other.close()
    }
  }

  @Test("what came while an archive was on its way proves nothing once it is there; an address in a remark is none")
  func theArchiveThatWasOnItsWay() async throws {
    try await AccountWorld.with { world in
      try await world.registerConfirmed()
      try await world.owner.script("UPDATE review.account SET proof = 'own', proved_at = now()")
      #expect(try await world.logIn().status == 201)
      for (answers, status) in [
        (#"{"identity.name": "张三", "personal.remark": "zhang@example.cn"}"#, 401),
        (#"{"identity.name": "张三", "personal.email": "zhang@example.cn"}"#, 201),
      ] {
        // As an import that was not committed when the account was made.
        try await world.owner.script(
          """
          DELETE FROM review.archive;
          INSERT INTO review.archive (province, id_type, match_key, answers, imported_at, imported_by, import, source_line)
          VALUES ('shanxi', '01', '\(AccountWorld.number)', '\(answers)', now(), 'x', gen_random_uuid(), 2)
          """)
        #expect(try await world.logIn().status == status)
      }
    }
  }
}
