import Crypto
import Domain
import Foundation
import Store

/// Local accounts: register, log in, sessions, passwords. Every path does the same work, whoever is or is not known.
struct Accounts: Sendable {
  let database: Database
  let hashing: PasswordHashing

  init(database: Database, hashing: PasswordHashing = PasswordHashing()) {
    self.database = database
    self.hashing = hashing
  }

  /// A session and the token that only its owner has.
  struct Session: Sendable {
    let token: String
    let opened: OpenedSession
  }

  func register(
    _ person: AccountPerson, _ registration: Registration, password: String, profile: Profile, address: String
  )
    async throws
  {
    let cost = try await turn("register", address)
    let new = try await hashing.newPassword(password, cost: cost)
    _ = try await database.perform {
      try await $0.register(person.key, registration, password: new, fields: AddressFields(profile))
    }
  }

  /// - Throws: `wrong_credentials`.
  func logIn(_ person: AccountPerson, password: String, profile: Profile, address: String) async throws -> Session {
    let counted = Self.counted(address)
    let (salt, cost) = try await database.perform { try await $0.beginLogin(person.key, address: counted) }
    let digest = try await hashing.digest(password, salt: salt, cost: cost)
    let token = Self.randomToken()
    let opened = try await database.perform {
      try await $0.logIn(
        person.key, address: counted, digest: digest, legacyDigests: PasswordHashing.legacyDigests(password),
        session: Self.hash(token), fields: AddressFields(profile))
    }
    guard let opened else { throw Self.wrongCredentials }
    return Session(token: token, opened: opened)
  }

  /// - Throws: `wrong_credentials` when the old password is wrong.
  func changePassword(_ applicant: Applicant, session: [UInt8], old: String, new: String, address: String) async throws
  {
    let key = ApplicantKey(province: applicant.province, idType: applicant.idType, idNumber: applicant.idNumber)
    let (salt, cost) = try await database.perform { try await $0.beginLogin(key, address: Self.counted(address)) }
    let digest = try await hashing.digest(old, salt: salt, cost: cost)
    // The cost of today, which may be another than that of the old password.
    let password = try await hashing.newPassword(new, cost: try await turn("reset", address))
    guard
      try await database.perform({
        try await $0.changePassword(session: session, digest: digest, password: password)
      })
    else { throw Self.wrongCredentials }
  }

  func requestReset(_ person: AccountPerson, profile: Profile, address: String) async throws {
    let code = Self.randomCode()
    try await database.perform {
      try await $0.requestReset(
        person.key, address: Self.counted(address), code: code, fields: AddressFields(profile))
    }
  }

  /// - Throws: `wrong_code`.
  func reset(_ person: AccountPerson, code: String, password: String, profile: Profile, address: String) async throws {
    let new = try await hashing.newPassword(password, cost: try await turn("reset", address))
    let isDone = try await database.perform {
      try await $0.reset(person.key, code: code, password: new, fields: AddressFields(profile))
    }
    guard isDone else {
      throw ProblemDetails(
        .wrongCode,
        Text(
          zh: "请核对验证码；10 分钟后或输错 5 次后失效，可重新获取。",
          en: "Check the code. It counts for 10 minutes and 5 tries; then ask for another."))
    }
  }

  /// Whose session the token is.
  ///
  /// - Throws: `unauthorized`.
  func applicant(token: String, profile: Profile, today: Day) async throws -> Applicant {
    guard token.utf8.count == 43, Base64URL.decode(token.utf8)?.count == 32 else {
      throw ProblemDetails(.unauthorized, reason: "no session token")
    }
    let session = Self.hash(token)
    guard let holder = try await database.perform({ try await $0.holder(ofSession: session) }),
      holder.key.province == profile.province
    else { throw ProblemDetails(.unauthorized, reason: "session is over or unknown") }
    let claims: [String: JSONValue] = [
      "name": .string(holder.name), "id_type": .string(holder.key.idType), "id_number": .string(holder.key.idNumber),
    ]
    guard let identity = try? IdentityAnswers(claims, profile: profile, today: today) else {
      throw ProblemDetails(.internalError, reason: "the account does not fit the form")
    }
    return Applicant(
      province: profile.province, idType: holder.key.idType, idNumber: holder.key.idNumber, name: holder.name,
      phone: holder.phone, answers: identity.answers, session: PasswordHashing.hexadecimal(session))
  }

  private func turn(_ what: String, _ address: String) async throws -> PasswordCost {
    try await database.perform { try await $0.takeTurn(what, address: Self.counted(address)) }
  }

  // MARK: Secrets

  private static let wrongCredentials = ProblemDetails(
    .wrongCredentials,
    Text(
      zh: "请核对证件号码和密码；忘记密码可以找回。", en: "Check document number and password; a forgotten password can be reset."),
    reason: "wrong password, or no account")

  /// 256 bits.
  static func randomToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return Base64URL.encode((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// Eight digits.
  static func randomCode() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<8).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
  }

  static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

  /// How the database counts an address.
  private static func counted(_ address: String) -> String {
    PasswordHashing.hexadecimal(AddressRange.counted(address))
  }
}
