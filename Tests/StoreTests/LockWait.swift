import TestSupport
import Testing

/// Something that is held, and who then asks for what.
struct LockWait: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let lock: String
  let person: World.Person
  let call: String
  /// What the refusal says beside the holder: by a member of its detail, the value.
  var says: [String: String] = [:]
  /// Whether it must have been called before, for there to be something to hold.
  var isCalledBefore = false

  /// The row of a bureau's codes for person 1.
  static let voucher =
    "SELECT FROM review.reset_code WHERE key = review.account_hash('voucher', 'zhejiang', '99', 'T100000001') FOR UPDATE"

  /// Puts that row in.
  static let voucherRow = """
    INSERT INTO review.reset_code (key, person, code, expires_at) SELECT k, k, k, '-infinity'
      FROM review.account_hash('voucher', 'zhejiang', '99', 'T100000001') AS k;
    """
}
