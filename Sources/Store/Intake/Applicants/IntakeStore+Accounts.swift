import Domain
import PostgreSQL

/// Accounts of provinces that vouch for their applicants themselves. Passwords come here hashed and stay; see `0016_accounts.sql`.
extension IntakeStore {
  /// Counts something that costs work (`register`, `reset`) for an address, and says what a new password costs.
  ///
  /// refused: too_many_requests {seconds_left}
  public func takeTurn(_ what: String, address: String) async throws(StoreFailure) -> PasswordCost {
    try await one(
      "account turn", "SELECT scrypt_n, scrypt_r, scrypt_p FROM review.account_turn($1, $2)", [what, address]
    ) {
      try PasswordCost($0)
    }
  }

  /// How a typed password is to be hashed. The answer is the same kind whether the person has an account or not.
  ///
  /// refused: too_many_requests {seconds_left}
  public func beginLogin(
    _ key: ApplicantKey, address: String
  ) async throws(StoreFailure) -> (salt: [UInt8], cost: PasswordCost) {
    try await one(
      "login begin",
      "SELECT salt, scrypt_n, scrypt_r, scrypt_p FROM review.account_login_begin($1, $2, $3, $4)",
      key.parameters + [address]
    ) { (try $0.decode("salt"), try PasswordCost($0)) }
  }

  /// Opens a session when the password is right, else nil.
  ///
  /// - Parameters:
  ///   - digest: scrypt of the typed password, as `beginLogin` says.
  ///   - legacyDigests: hexadecimal digests of it by scheme (`md5`, `sha1`, `sha256`), for people with an archive.
  ///   - session: SHA-256 of the session's token.
  public func logIn(
    _ key: ApplicantKey, address: String, digest: [UInt8], legacyDigests: [String: String], session: [UInt8],
    fields: AddressFields
  ) async throws(StoreFailure) -> OpenedSession? {
    try await first(
      "login", "SELECT name, expires_at FROM review.account_login($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      key.parameters + [address, digest, JSONValue.object(legacyDigests.mapValues(JSONValue.string)), session]
        + fields.parameters
    ) { OpenedSession(name: try $0.decode("name"), expiresAt: try $0.decode("expires_at")) }
  }

  /// Whose session it is; nil when it is over.
  public func holder(ofSession session: [UInt8]) async throws(StoreFailure) -> AccountHolder? {
    try await first(
      "session",
      "SELECT province, id_type, id_number, name, email, phone, expires_at FROM review.account_session_find($1)",
      [session]
    ) { row in
      AccountHolder(
        key: ApplicantKey(
          province: try row.decode("province"), idType: try row.decode("id_type"),
          idNumber: try row.decode("id_number")),
        name: try row.decode("name"), email: try row.decode("email"), phone: try row.decode("phone"),
        expiresAt: try row.decode("expires_at"))
    }
  }

  /// Logs out; false when the session was over already.
  @discardableResult
  public func endSession(_ session: [UInt8]) async throws(StoreFailure) -> Bool {
    try await one("logout", "SELECT review.account_session_end($1) AS ended", [session]) { try $0.decode("ended") }
  }

  /// Makes an account, unless the person has one, or an archive with a way in. Nobody outside may learn which.
  @discardableResult
  public func register(
    _ key: ApplicantKey, _ person: Registration, password: NewPassword, fields: AddressFields
  ) async throws(StoreFailure) -> Bool {
    let document: JSONValue = [
      "name": .string(person.name), "email": .string(person.email), "phone": person.phone.map { .string($0) } ?? .null,
    ]
    return try await one(
      "register", "SELECT review.account_register($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS is_new",
      key.parameters + [document] + password.parameters + [fields.email + fields.phone]
    ) { try $0.decode("is_new") }
  }

  /// Puts a message with the code into the outbox for whoever can be reached; for others it does the same and sends nothing.
  ///
  /// refused: too_many_requests {seconds_left}
  public func requestReset(
    _ key: ApplicantKey, address: String, code: String, fields: AddressFields
  ) async throws(StoreFailure) {
    _ = try await one(
      "reset request", "SELECT review.account_reset_request($1, $2, $3, $4, $5, $6, $7) IS NULL AS done",
      key.parameters + [address, code] + fields.parameters
    ) { try $0.decode("done", as: Bool.self) }
  }

  /// Sets a new password for whoever knows the code; false when it is wrong, used, too old or was tried too often.
  public func reset(
    _ key: ApplicantKey, code: String, password: NewPassword, fields: AddressFields
  ) async throws(StoreFailure) -> Bool {
    try await one(
      "reset", "SELECT review.account_reset($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS done",
      key.parameters + [code] + password.parameters + fields.parameters
    ) { try $0.decode("done") }
  }

  /// Changes the password of a session's account and ends all its sessions; false when the old one is wrong.
  public func changePassword(
    session: [UInt8], digest: [UInt8], password: NewPassword
  ) async throws(StoreFailure) -> Bool {
    try await one(
      "password change", "SELECT review.account_password($1, $2, $3, $4, $5, $6, $7) AS done",
      [session, digest] + password.parameters
    ) { try $0.decode("done") }
  }
}
