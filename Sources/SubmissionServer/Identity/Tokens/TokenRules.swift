import Domain
import Foundation

/// Who must have issued a token, for whom, and when (RFC 7519, section 4.1).
struct TokenRules: Sendable {
  let issuer: String
  let audience: String

  /// How far two clocks may be apart, in seconds.
  static let leeway = 60.0
  /// How far ahead a token may end, in seconds.
  static let longest = 86_400.0

  /// When the token ends, in seconds since 1970.
  func check(_ claims: [String: JSONValue], now: Date) throws(TokenFault) -> Date {
    guard claims["iss"]?.string == issuer else { throw .issuer }
    switch claims["aud"] {
    case .string(let one)?: guard one == audience else { throw .audience }
    case .array(let several)?:
      guard several.allSatisfy({ $0.string != nil }), several.contains(.string(audience)) else { throw .audience }
    default: throw .audience
    }
    let time = now.timeIntervalSince1970
    guard let end = claims["exp"]?.seconds else { throw .expiryMissing }
    guard end > time - Self.leeway else { throw .expired }
    guard end <= time + Self.longest + Self.leeway else { throw .lifetime }
    if let start = claims["nbf"] {
      guard let start = start.seconds else { throw .timeType }
      guard start <= time + Self.leeway else { throw .notYet }
    }
    if let issued = claims["iat"] {
      guard let issued = issued.seconds else { throw .timeType }
      guard issued <= time + Self.leeway else { throw .issuedLater }
    }
    return Date(timeIntervalSince1970: end)
  }
}

extension JSONValue {
  /// A NumericDate.
  fileprivate var seconds: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
