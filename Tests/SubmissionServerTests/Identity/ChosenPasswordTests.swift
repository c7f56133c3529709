import Domain
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// Wherever a password is chosen it is compared with all that is known of the person, and only who has proved to be that person is told.
@Suite(.timeLimit(.minutes(30)))
struct ChosenPasswordTests {
  /// Of what stands in the archive: unit, e-mail, phone, name with a year, the number.
  private static let guessable = [
    "样例煤业有限公司", "old.mail2011", "xx13900139000", "Old.Mail@Example.CN", "1112-990031-xx", "01234 9123100",
  ]

  private static func with(_ body: @Sendable @escaping (AccountWorld) async throws -> Void) async throws {
    try await AccountWorld.with { world in
      try await world.addArchive(email: "old.mail@example.cn")
      try await world.owner.script(
        #"UPDATE review.archive SET answers = answers || '{"work.unit_name": "样例煤业有限公司"}', former = '["13009911"]'"#)
      try await body(world)
    }
  }

  private static func expectWeak(
    _ answer: TestEndpoint.Answer, _ pointer: JSONValue, _ password: String, _ place: SourceLocation = #_sourceLocation
  ) {
    #expect(answer.status == 422 && answer.code == "weak_password", "\(password) \(answer.text)", sourceLocation: place)
    let entry = answer.json["errors"]?.array?.first
    #expect(entry?["pointer"] == pointer && entry?["code"] == "personal", sourceLocation: place)
  }

  @Test("with a code that was sent: told once the code is right, which goes on counting")
  func reset() async throws {
    try await Self.with { world in
      let ask: JSONValue = ["id_number": .string(AccountWorld.number)]
      #expect(try await world.post("password-resets", ask).status == 202)
      let code = try await world.code()
      func confirm(_ code: String, _ password: String) async throws -> TestEndpoint.Answer {
        try await world.post(
          "password-resets/confirm",
          ["id_number": .string(AccountWorld.number), "code": .string(code), "new_password": .string(password)])
      }
      // Who has no code learns nothing of what is known: the same answer for both.
      let wrong = code == "00000000" ? "11111111" : "00000000"
      let guessed = try await confirm(wrong, Self.guessable[0])
      let unknown = try await confirm(wrong, AccountWorld.password)
      #expect(guessed.code == "wrong_code" && guessed.json["detail"] == unknown.json["detail"])
      for password in Self.guessable { Self.expectWeak(try await confirm(code, password), "/new_password", password) }
      #expect(try await world.count("SELECT count(*) FROM review.account") == 0)
      #expect(try await confirm(code, AccountWorld.password).status == 204)
      #expect(try await world.logIn().status == 201)

      // The same where it is changed, as often as one looks for a better one.
      let token = try #require(try await world.logIn().json["token"]?.string)
      func change(_ old: String, _ new: String) async throws -> TestEndpoint.Answer {
        try await world.post("password", ["old_password": .string(old), "new_password": .string(new)], token: token)
      }
      for password in Self.guessable {
        Self.expectWeak(try await change(AccountWorld.password, password), "/new_password", password)
      }
      #expect(try await world.isOpen(token))
      #expect(try await change(AccountWorld.password, "nothing of mine 9").status == 204)
    }
  }

  @Test("registering: what is typed there tells; what is known only beside the bureau's code, which goes on counting")
  func registering() async throws {
    try await Self.with { world in
      func register(_ password: String, code: String? = nil) async throws -> TestEndpoint.Answer {
        try await world.register([
          "password": .string(password), "password_confirmation": nil, "code": code.map { .string($0) },
        ])
      }
      for password in ["zhang@example.cn", "zhang-2011-08", "ZHANG2011", "张三20112011", "qq13800138000"] {
        Self.expectWeak(try await register(password), "/password", password)
      }
      #expect(try await register(Self.guessable[0]).text == register(AccountWorld.password).text)
      #expect(try await world.count("SELECT count(*) FROM review.account") == 0)
      #expect(try await register(Self.guessable[0], code: "0000000000").code == "wrong_code")
      let code = try await world.with(staff: "reviewer", of: "140105") {
        try await ReviewStore(connection: $0).vouch(idNumber: AccountWorld.number, document: "身份证原件").code
      }
      for password in Self.guessable {
        Self.expectWeak(try await register(password, code: code), "/password", password)
      }
      #expect(try await register(AccountWorld.password, code: code).status == 202)
      #expect(try await world.logIn().status == 201)
    }
  }
}
