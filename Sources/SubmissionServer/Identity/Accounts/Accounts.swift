import ConnectionGuard
import Crypto
import Domain
import Foundation
import Store

/// Local accounts: register, log in, sessions, passwords. Every path does the same work, whoever is or is not known.
struct Accounts: Sendable {
  let database: Database
  let hashing: PasswordHashing
  private let changes = PasswordChanges()

  init(database: Database, hashing: PasswordHashing = PasswordHashing()) {
    self.database = database
    self.hashing = hashing
  }

  /// A session and the token that only its owner has.
  struct Session: Sendable {
    let token: String
    let opened: OpenedSession
  }

  /// - Throws: `wrong_code` for a bureau's code that does not count, `weak_password` beside a right one; nothing else tells what became of it.
  func register(
    _ person: AccountPerson, _ registration: Registration, password: String, profile: Profile, address: String
  )
    async throws
  {
    try hashing.checkRoom(for: address)
    let cost = try await turn("register", address)
    let new = try await hashing.newPassword(password, cost: cost, for: address)
    let code = Self.randomCode()
    // Who has no code of the bureau is told nothing of what is known.
    let isMadeOfKnown = registration.code == nil ? false : try await isMadeOfKnown(password, person.key)
    let outcome = try await database.change(of: person.key, from: address) {
      try await $0.register(
        person.key, registration, password: new, isMadeOfKnown: isMadeOfKnown, address: Self.counted(address),
        code: code, fields: AddressFields(profile))
    }
    if outcome == .wrongCode { throw Self.wrongBureauCode }
  }

  /// - Throws: `wrong_credentials`.
  func logIn(_ person: AccountPerson, password: String, profile: Profile, address: String) async throws -> Session {
    let counted = Self.counted(address)
    let token = Self.randomToken()
    let session = Self.hash(token)
    try hashing.checkRoom(for: address)
    let found = try await changes.compared(person.key) {
      let hash = try await database.change(of: person.key, from: address) {
        try await $0.beginLogin(person.key, address: counted)
      }
      let typed = try await proving(password, hash, person.key)
      let digest = try await hashing.digest(typed, as: hash, for: address)
      let opened = try await database.change(of: person.key, from: address) {
        try await $0.logIn(
          person.key, address: counted, digest: digest, legacyDigests: PasswordHashing.legacyDigests(typed),
          session: session, fields: AddressFields(profile))
      }
      return opened.map { (opened: $0, digest: digest, cost: hash.cost) }
    }
    guard let found else { throw Self.wrongCredentials }
    if found.opened.isLegacy {
      let new = try await hashing.newPassword(password, cost: found.cost, for: address)
      _ = try await changes.change(person.key) {
        try await database.change(of: person.key, from: address) {
          try await $0.rehash(session: session, digest: found.digest, password: new)
        }
      }
    }
    return Session(token: token, opened: found.opened)
  }

  /// Of an older system's password that others guess who know the person another one, which is wrong: the same work, and the same answer.
  private func proving(_ password: String, _ hash: PasswordHash, _ key: ApplicantKey) async throws -> String {
    guard hash.scheme != nil else { return password }
    let own = [key.idNumber] + (ResidentNumber.old(of: key.idNumber).map { [$0] } ?? [])
    let isMadeOfKnown = try await isMadeOfKnown(password, key)
    return isMadeOfKnown || PasswordRule.isGuessable(password, own: own) ? Self.randomToken() : password
  }

  /// Whether a password is made of what is known of the person; the words do not leave the database as they are.
  private func isMadeOfKnown(_ password: String, _ key: ApplicantKey) async throws -> Bool {
    var generator = SystemRandomNumberGenerator()
    let nonce = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let words = try await database.perform { try await $0.words(of: key, nonce: nonce) }
    return PasswordRule.pieces(of: password).contains {
      words.contains(Array(SHA256.hash(data: nonce + Array($0.utf8))).hexadecimal)
    }
  }

  /// - Throws: `wrong_credentials` when the old password is wrong, `weak_password`.
  func changePassword(_ applicant: Applicant, session: [UInt8], old: String, new: String, address: String) async throws
  {
    let key = Self.key(applicant)
    // Before anything is counted: whoever looks for a better one is not slowed.
    if try await isMadeOfKnown(new, key) { throw ProblemDetails(.weakPassword) }
    try hashing.checkRoom(for: address)
    let hash = try await database.change(of: key, from: address) {
      try await $0.beginLogin(key, address: Self.counted(address))
    }
    let digest = try await hashing.digest(old, as: hash, for: address)
    // The cost of today, which may be another than that of the old password.
    let password = try await hashing.newPassword(new, cost: try await turn("reset", address), for: address)
    let isDone = try await changes.change(key) {
      try await database.change(of: key, from: address) {
        try await $0.changePassword(session: session, digest: digest, password: password)
      }
    }
    guard isDone else { throw Self.wrongCredentials }
  }

  func requestContactCode(_ applicant: Applicant, session: [UInt8], address: String) async throws {
    let code = Self.randomCode()
    let isSent = try await database.change(of: Self.key(applicant), from: address) {
      try await $0.requestContactCode(session: session, address: Self.counted(address), code: code)
    }
    guard isSent else {
      throw ProblemDetails(
        .notFound,
        Text(
          zh: "您的账号没有登记邮箱或手机，无处发送验证码。请带证件到当地会计管理部门核实身份，用核实码重新注册并填写邮箱。",
          en:
            "Your account has no e-mail or phone to send a code to. Take the document to the bureau, and register with its code and your address."
        ))
    }
  }

  /// - Throws: `wrong_code`.
  func confirmContact(_ applicant: Applicant, session: [UInt8], code: String, address: String) async throws {
    let isDone = try await database.change(of: Self.key(applicant), from: address) {
      try await $0.confirmContact(session: session, code: code)
    }
    guard isDone else { throw Self.wrongCode }
  }

  func requestReset(_ person: AccountPerson, profile: Profile, address: String) async throws {
    let code = Self.randomCode()
    try await database.change(of: person.key, from: address) {
      try await $0.requestReset(
        person.key, address: Self.counted(address), code: code, fields: AddressFields(profile))
    }
  }

  /// - Throws: `wrong_code`, `weak_password`.
  func reset(_ person: AccountPerson, code: String, password: String, profile: Profile, address: String) async throws {
    try hashing.checkRoom(for: address)
    let new = try await hashing.newPassword(password, cost: try await turn("reset", address), for: address)
    let isMadeOfKnown = try await isMadeOfKnown(password, person.key)
    let isDone = try await changes.change(person.key) {
      try await database.change(of: person.key, from: address) {
        try await $0.reset(
          person.key, address: Self.counted(address), code: code, password: new, isMadeOfKnown: isMadeOfKnown,
          fields: AddressFields(profile))
      }
    }
    guard isDone else { throw Self.wrongCode }
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
    var claims: [String: JSONValue] = [
      "id_type": .string(holder.key.idType), "id_number": .string(holder.key.idNumber),
    ]
    // A bureau let in whom nobody had named yet: the form asks.
    if holder.name != "—" { claims["name"] = .string(holder.name) }
    guard let identity = try? IdentityAnswers(claims, profile: profile, today: today) else {
      throw ProblemDetails(.internalError, reason: "the account does not fit the form")
    }
    return Applicant(
      province: profile.province, idType: holder.key.idType, idNumber: holder.key.idNumber, name: holder.name,
      phone: holder.phone, answers: identity.answers, session: session.hexadecimal)
  }

  private func turn(_ what: String, _ address: String) async throws -> PasswordCost {
    try await database.perform { try await $0.takeTurn(what, address: Self.counted(address)) }
  }

  private static func key(_ applicant: Applicant) -> ApplicantKey {
    ApplicantKey(province: applicant.province, idType: applicant.idType, idNumber: applicant.idNumber)
  }

  // MARK: Secrets

  private static let wrongCredentials = ProblemDetails(
    .wrongCredentials,
    Text(
      zh: "请核对证件号码和密码；忘记密码，或以前办理过、有原有档案而没有账号的，可以找回密码；收不到验证码请带证件到当地会计管理部门核实身份。",
      en: """
        Check document number and password. A forgotten password can be reset, also by who applied before or has an archive and no account; whom no code \
        reaches takes the document to the bureau.
        """),
    reason: "wrong password, or no account that counts")

  private static let wrongCode = ProblemDetails(
    .wrongCode,
    Text(
      zh: "请核对验证码；10 分钟后或输错 5 次后失效，可重新获取。",
      en: "Check the code. It counts for 10 minutes and 5 tries; then ask for another."))

  private static let wrongBureauCode = ProblemDetails(
    .wrongCode,
    Text(
      zh: "请核对会计管理部门给您的核实码：当天有效，只能用一次；没有核实码请留空。",
      en: "Check the code that the bureau gave you: it counts for a day and once. Leave it out if you have none."))

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
    AddressRange.counted(address).hexadecimal
  }
}
