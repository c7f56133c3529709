public import Foundation
import PostgreSQL

/// What hashing a password costs (scrypt, RFC 7914).
public struct PasswordCost: Sendable, Hashable {
  /// N, a power of two.
  public let rounds: Int
  /// r.
  public let blockSize: Int
  /// p.
  public let parallelism: Int

  /// A cost.
  public init(rounds: Int, blockSize: Int, parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  init(_ row: Row) throws(DatabaseError) {
    rounds = try row.decode("scrypt_n")
    blockSize = try row.decode("scrypt_r")
    parallelism = try row.decode("scrypt_p")
  }

  var parameters: [(any SQLEncodable)?] { [rounds, blockSize, parallelism] }
}

/// How a typed password is to be hashed, so that it can be compared.
public struct PasswordHash: Sendable, Hashable {
  /// 16 bytes.
  public let salt: [UInt8]
  /// Of scrypt.
  public let cost: PasswordCost
  /// What goes into scrypt: the hexadecimal digest by `md5`, `sha1` or `sha256` that an older system kept; nil for the password itself.
  public let scheme: String?
}

/// What became of a registration.
public enum RegistrationOutcome: String, Sendable {
  /// There is an account now.
  case made
  /// There is something of the person already; a code has gone to the address of before.
  case known
  /// The bureau's code is wrong, used or too old.
  case wrongCode = "wrong_code"
}

/// An open session, as its owner may see it.
public struct AccountSession: Sendable, Hashable {
  /// By which it is ended.
  public let id: Int
  /// When somebody logged in.
  public let createdAt: Date
  /// When it was last used, within a minute.
  public let usedAt: Date
  /// It ends then, whatever happens.
  public let expiresAt: Date
  /// The one that asks.
  public let isThis: Bool
}

/// A new password as it is stored.
public struct NewPassword: Sendable, Hashable {
  /// 16 random bytes.
  public let salt: [UInt8]
  /// 32 bytes.
  public let digest: [UInt8]
  /// How the digest was made.
  public let cost: PasswordCost

  /// A password that was hashed.
  public init(salt: [UInt8], digest: [UInt8], cost: PasswordCost) {
    self.salt = salt
    self.digest = digest
    self.cost = cost
  }

  var parameters: [(any SQLEncodable)?] { [salt, digest] + cost.parameters }
}

/// Where the form has a person's addresses: field ids, the best first. For people of whom only an archive is known.
public struct AddressFields: Sendable, Hashable {
  /// E-mail.
  public let email: [String]
  /// Mobile and landline.
  public let phone: [String]

  /// Fields of a form.
  public init(email: [String], phone: [String]) {
    self.email = email
    self.phone = phone
  }

  var parameters: [(any SQLEncodable)?] { [email, phone] }
}

/// What somebody registers with.
public struct Registration: Sendable, Hashable {
  /// As it stands on the document.
  public let name: String
  /// Where codes go.
  public let email: String
  /// nil when none was given.
  public let phone: String?
  /// The code of a bureau that has seen the document; nil without one.
  public let code: String?

  /// A registration.
  public init(name: String, email: String, phone: String?, code: String? = nil) {
    self.name = name
    self.email = email
    self.phone = phone
    self.code = code
  }
}

/// A session that was opened.
public struct OpenedSession: Sendable, Hashable {
  /// The account's.
  public let name: String
  /// It ends then, whatever happens.
  public let expiresAt: Date
  /// The password is stored as an older system's digest inside scrypt: to be replaced.
  public let isLegacy: Bool
  /// Whether codes for a new password can reach the person.
  public let contactIsConfirmed: Bool
}

/// Whose session a token is.
public struct AccountHolder: Sendable, Hashable {
  /// Province and document.
  public let key: ApplicantKey
  /// As registered.
  public let name: String
  /// nil when none is known.
  public let email: String?
  /// nil when none is known.
  public let phone: String?
  /// The session ends then.
  public let expiresAt: Date
}
