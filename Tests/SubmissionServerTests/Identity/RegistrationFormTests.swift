import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// Registering is judged by the form that the profile has for it.
@Suite(.timeLimit(.minutes(30))) struct RegistrationFormTests {
  /// Shanxi's form, without a phone, and with the second password needed.
  private static func other() throws -> Profile {
    let file = Catalogue.bundled.folders[1].appending(path: "shanxi.yaml")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    let yaml = lines.filter { !$0.contains("{member: phone,") }.map { line in
      line.contains("{member: password_confirmation,")
        ? "      - {member: password_confirmation, label: {zh: 再次输入密码, en: Again}, required: true}" : String(line)
    }
    // An edition of its own: documents are kept by it.
    let text = yaml.joined(separator: "\n").replacing("version: \"2019.1\"", with: "version: \"2019.9\"")
    return try Profile.parse(text, name: "shanxi.yaml")
  }

  @Test("what it needs is asked for in its words, what it does not ask for is refused, and rubbish is told at once")
  func itsOwnForm() async throws {
    let identity: @Sendable (Database) -> IdentityService = {
      IdentityService(accounts: Accounts(database: $0, hashing: PasswordHashing()))
    }
    try await TestEndpoint.with(identity: identity, profiles: [try Self.other()]) { server in
      let owner = try await server.database.connect()
      try await owner.script("UPDATE review.account_setting SET scrypt_n = 16, scrypt_p = 1")
      let form = try await server.send("GET", "/v1/shanxi/profile").json["identity"]?["registration"]?["fields"]
      #expect(form?.array?.contains { $0["member"] == "phone" } == false)
      func register(_ change: [String: JSONValue?]) async throws -> TestEndpoint.Answer {
        var members: [String: JSONValue] = [
          "id_number": .string(AccountWorld.number), "name": "张三", "password": .string(AccountWorld.password),
          "password_confirmation": .string(AccountWorld.password), "email": "zhang@example.cn",
        ]
        for (name, value) in change { members[name] = value }
        return try await server.send("POST", "/v1/shanxi/accounts", json: .object(members))
      }
      let phone = try await register(["phone": "13800138000"])
      #expect(phone.status == 422 && phone.json["errors"]?.array?.first?["pointer"] == "/phone", "\(phone.text)")
      #expect(phone.json["errors"]?.array?.first?["code"] == "unknown_field")
      let once = try await register(["password_confirmation": Optional<JSONValue>.none])
      #expect(once.status == 422 && once.json["errors"]?.array?.first?["detail"] == "请填写“再次输入密码”。", "\(once.text)")
      let bare = try await register(["password_confirmation": " ", "name": "", "email": "\u{3000}"])
      let pointers = bare.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
      #expect(Set(pointers).isSuperset(of: ["/password_confirmation", "/name", "/email"]), "\(bare.text)")
      #expect(try await owner.count("SELECT count(*) FROM review.account") == 0)
      #expect(try await register(["phone": JSONValue.null]).status == 202)
      #expect(try await owner.count("SELECT count(*) FROM review.account") == 1)
      await owner.close()
    }
  }
}
