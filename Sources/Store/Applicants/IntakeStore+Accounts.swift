import Domain
import DomainSQL
import PostgreSQL

/// Accounts of provinces that vouch for their applicants themselves. Passwords come here hashed and stay; see `sql/functions/accounts`.
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
  ) async throws(StoreFailure) -> PasswordHash {
    try await one(
      "login begin",
      "SELECT salt, scrypt_n, scrypt_r, scrypt_p, scheme FROM review.account_login_begin($1, $2, $3, $4)",
      key.parameters + [address]
    ) { PasswordHash(salt: try $0.decode("salt"), cost: try PasswordCost($0), scheme: try $0.decode("scheme")) }
  }

  /// What is known of a person, each word as SHA-256, in hexadecimal, of nonce and word; see `review.account_words`.
  public func words(of key: ApplicantKey, nonce: [UInt8]) async throws(StoreFailure) -> Set<String> {
    let words: [String] = try await one(
      "account words", "SELECT review.account_words($1, $2, $3, $4) AS words", key.parameters + [nonce]
    ) { try $0.decode("words") }
    return Set(words)
  }

  /// Opens a session when the password is right, else nil.
  ///
  /// - Parameters:
  ///   - digest: scrypt of the typed password, as `beginLogin` says.
  ///   - legacyDigests: hexadecimal digests of it by scheme (`md5`, `sha1`, `sha256`), for archives of an older import.
  ///   - session: SHA-256 of the session's token.
  public func logIn(
    _ key: ApplicantKey, address: String, digest: [UInt8], legacyDigests: [String: String], session: [UInt8],
    fields: AddressFields
  ) async throws(StoreFailure) -> OpenedSession? {
    try await first(
      "login",
      """
      SELECT name, expires_at, is_legacy, contact_confirmed
      FROM review.account_login($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      key.parameters + [address, digest, JSONValue.object(legacyDigests.mapValues(JSONValue.string)), session]
        + fields.parameters
    ) { row in
      OpenedSession(
        name: try row.decode("name"), expiresAt: try row.decode("expires_at"), isLegacy: try row.decode("is_legacy"),
        contactIsConfirmed: try row.decode("contact_confirmed"))
    }
  }

  /// Keeps the same password in today's form, in place of an older system's digest that was just found right.
  public func rehash(session: [UInt8], digest: [UInt8], password: NewPassword) async throws(StoreFailure) -> Bool {
    try await one(
      "password rehash", "SELECT review.account_rehash($1, $2, $3, $4, $5, $6, $7) AS done",
      [session, digest] + password.parameters
    ) { try $0.decode("done") }
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

  /// Logs out, or ends another session of the same account by its id; false when it was over already.
  @discardableResult
  public func endSession(_ session: [UInt8], other: Int? = nil) async throws(StoreFailure) -> Bool {
    try await one("logout", "SELECT review.account_session_end($1, $2) AS ended", [session, other]) {
      try $0.decode("ended")
    }
  }

  /// The open sessions of the account whose session this is, the latest first.
  public func sessions(_ session: [UInt8]) async throws(StoreFailure) -> [AccountSession] {
    try await query(
      "sessions", "SELECT id, created_at, used_at, expires_at, is_this FROM review.account_sessions($1)", [session]
    ) { row in
      AccountSession(
        id: try row.decode("id"), createdAt: try row.decode("created_at"), usedAt: try row.decode("used_at"),
        expiresAt: try row.decode("expires_at"), isThis: try row.decode("is_this"))
    }
  }

  /// Registers. Nobody outside may learn whether an account was made or the person was known; only a wrong code of a bureau is told.
  ///
  /// - Parameters:
  ///   - code: goes to the new address, or to the one that a known person had before.
  ///   - isMadeOfKnown: the password is made of what is known of the person; told only to who has the bureau's code.
  ///
  /// refused: too_many_requests {seconds_left}, weak_password
  @discardableResult
  public func register(
    _ key: ApplicantKey, _ person: Registration, password: NewPassword, isMadeOfKnown: Bool, address: String,
    code: String, fields: AddressFields
  ) async throws(StoreFailure) -> RegistrationOutcome {
    let document: JSONValue = [
      "name": .string(person.name), "email": .string(person.email), "phone": person.phone.map { .string($0) } ?? .null,
      "code": person.code.map { .string($0) } ?? .null, "made_of_known": .bool(isMadeOfKnown),
    ]
    let word: String = try await one(
      "register", "SELECT review.account_register($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS outcome",
      key.parameters + [document] + password.parameters + [address, code] + fields.parameters
    ) { try $0.decode("outcome") }
    guard let outcome = RegistrationOutcome(rawValue: word) else { throw .unreadable("register") }
    return outcome
  }

  /// Sends a code to the address of the session's account; false where it has none.
  ///
  /// refused: too_many_requests {seconds_left}
  public func requestContactCode(session: [UInt8], address: String, code: String) async throws(StoreFailure) -> Bool {
    try await one(
      "contact code", "SELECT review.account_contact_request($1, $2, $3) AS done", [session, address, code]
    ) { try $0.decode("done") }
  }

  /// The code that came back from the account's address; false when it is wrong.
  public func confirmContact(session: [UInt8], code: String) async throws(StoreFailure) -> Bool {
    try await one("contact confirm", "SELECT review.account_contact_confirm($1, $2) AS done", [session, code]) {
      try $0.decode("done")
    }
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
  ///
  /// refused: weak_password (the code was right, and goes on counting)
  public func reset(
    _ key: ApplicantKey, address: String, code: String, password: NewPassword, isMadeOfKnown: Bool,
    fields: AddressFields
  ) async throws(StoreFailure) -> Bool {
    try await one(
      "reset", "SELECT review.account_reset($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS done",
      key.parameters + [code] + password.parameters + fields.parameters + [address, isMadeOfKnown]
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
