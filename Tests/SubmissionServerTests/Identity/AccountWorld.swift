import Crypto
import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// The endpoint with accounts whose passwords cost little, and an archive or two.
struct AccountWorld: Sendable {
  let endpoint: TestEndpoint
  let owner: Connection
  let hashing: PasswordHashing

  static let number = "11010519491231002X"
  static let password = "correct horse 电池"

  /// - Parameter free: failures of a person before the next attempt must wait.
  static func with(free: Int = 5, _ body: @Sendable @escaping (AccountWorld) async throws -> Void) async throws {
    let hashing = PasswordHashing()
    try await TestEndpoint.with(
      identity: { IdentityService(accounts: Accounts(database: $0, hashing: hashing)) },
      { endpoint in
        let owner = try await endpoint.database.connect()
        try await owner.query(
          "UPDATE review.account_setting SET scrypt_n = 16, scrypt_p = 1, free_failures = $1, free_failures_address = 100",
          [free])
        let result: Result<Void, any Error>
        do {
          result = .success(try await body(AccountWorld(endpoint: endpoint, owner: owner, hashing: hashing)))
        } catch { result = .failure(error) }
        await owner.close()
        try result.get()
      })
  }

  func post(_ path: String, _ json: JSONValue, token: String? = nil) async throws -> TestEndpoint.Answer {
    try await endpoint.send("POST", "/v1/shanxi/" + path, json: json, token: token)
  }

  func register(_ change: [String: JSONValue?] = [:]) async throws -> TestEndpoint.Answer {
    var members: [String: JSONValue] = [
      "id_number": .string(Self.number), "name": "张三", "password": .string(Self.password),
      "password_confirmation": .string(Self.password), "email": "zhang@example.cn", "phone": "13800138000",
    ]
    for (name, value) in change { members[name] = value }
    return try await post("accounts", .object(members))
  }

  func logIn(_ password: String = password, number: String = number) async throws -> TestEndpoint.Answer {
    try await post("sessions", ["id_number": .string(number), "password": .string(password)])
  }

  /// Whether the token opens anything.
  func isOpen(_ token: String) async throws -> Bool {
    try await endpoint.send("GET", "/v1/shanxi/application", token: token).status != 401
  }

  /// An archive as an older system left it.
  func addArchive(
    number: String = number, original: String? = nil, password: String? = nil, email: String? = nil,
    phone: String? = "13900139000"
  ) async throws {
    var answers: [String: JSONValue] = ["identity.name": "张三", "personal.postcode": "030001"]
    answers["personal.email"] = email.map { .string($0) }
    answers["personal.phone"] = phone.map { .string($0) }
    let digest = password.map { Insecure.MD5.hash(data: Array($0.utf8)).hexadecimal }
    try await owner.query(
      """
      INSERT INTO review.archive (province, id_type, match_key, original_number, answers, password_hash, password_scheme,
        imported_at, imported_by, import, source_line)
      VALUES ('shanxi', '01', $1, $2, $3, $4, $5, now(), 'test', gen_random_uuid(), 1)
      """, [number, original, JSONValue.object(answers), digest, digest.map { _ in "md5" }])
  }

  /// An application that came by another channel, as an import brings it: of a person without an account.
  @discardableResult
  func addApplication(
    number: String = number, name: String = "张三", phone: String? = "13900139000", email: String? = nil,
    department: String = "140105"
  ) async throws -> String {
    let profile = try #require(Profile.current("shanxi", on: endpoint.services.today))
    var answers: [String: JSONValue] = ["identity.name": .string(name), "personal.address": "迎泽大街 1 号"]
    answers["personal.email"] = email.map { .string($0) }
    answers["personal.phone"] = phone.map { .string($0) }
    let document: JSONValue = [
      "province": "shanxi", "profile_version": .string(profile.version), "channel": "pc",
      "department": .string(department),
      "identity": [
        "id_type": "01", "id_number": .string(number), "name": .string(name), "phone": .string(phone ?? ""),
      ],
      "answers": .object(answers), "attachments": [],
    ]
    return try await owner.query("SELECT number FROM review.intake_submit($1)", [document])[0]["number"]
  }

  /// Lends a connection of a member of staff who is made for it.
  func with<T: Sendable>(
    staff role: String, of department: String, _ body: @Sendable (Connection) async throws -> T
  ) async throws -> T {
    let name = "\(role).\(UUID().uuidString.prefix(8).lowercased()).\(endpoint.database.name)"
    let verifier = try await owner.encryptPassword(user: name, password: UUID().uuidString)
    try await owner.query("SELECT review.staff_add($1, $2, $3, $1, $4, true)", [name, role, department, verifier])
    let connection = try await endpoint.database.connect(as: name)
    let result: Result<T, any Error>
    do { result = .success(try await body(connection)) } catch { result = .failure(error) }
    await connection.close()
    try? await owner.script("DROP OWNED BY \"\(name)\"; DROP ROLE \"\(name)\"")
    return try result.get()
  }

  /// Messages that wait, the oldest first.
  func messages() async throws -> [AccountMessage] { try await AccountMessage.waiting(on: owner) }

  /// The code of the newest message.
  func code(_ event: String = "password_code") async throws -> String {
    let body = try await messages().last { $0.event == event }?.body ?? ""
    return try #require(body.firstMatch(of: /[0-9]{8}/).map { String($0.output) })
  }

  /// Registers, and has a code come back from the address.
  func registerConfirmed() async throws {
    _ = try await register()
    let code = try await code("contact_code")
    let token = try #require(try await logIn().json["token"]?.string)
    #expect(try await post("contact-codes/confirm", ["code": .string(code)], token: token).status == 204)
    _ = try await endpoint.send("DELETE", "/v1/shanxi/sessions", token: token)
  }

  /// A block that has begun lasts, however slow this machine is: the first ones are over after two seconds.
  func keepBlocks() async throws {
    try await owner.script(
      "UPDATE review.login_attempt SET blocked_until = now() + interval '1 hour' WHERE blocked_until IS NOT NULL")
  }

  func count(_ sql: String) async throws -> Int { try await owner.query(sql)[0][0] }
}
