/// The check characters of the standards.
package enum CheckCharacter {
  /// ISO 7064 MOD 11-2 over 17 digits, as GB 11643 uses it; the weights are 2^(18-i) mod 11.
  package static func mod11(_ digits: some Sequence<UInt8>) -> UInt8 {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + $1.0.digit * $1.1 }
    return Array("10X98765432".utf8)[sum % 11]
  }

  /// The 31 characters of GB 32100: no I, O, S, V, Z.
  static let creditAlphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// GB 32100 over the first 17 characters; nil when one is not of the alphabet.
  package static func mod31(_ body: some Sequence<UInt8>) -> UInt8? {
    var weight = 1
    var sum = 0
    for byte in body {
      guard let value = creditAlphabet.firstIndex(of: byte) else { return nil }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return creditAlphabet[(31 - sum % 31) % 31]
  }

  /// GB 11714 over the 8 characters of the body, digits and capitals with values 0…35.
  package static func organisation(_ body: some Sequence<UInt8>) -> UInt8 {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { $0 + value36($1.0) * $1.1 }
    switch 11 - sum % 11 {
    case 10: return UInt8(ascii: "X")
    case 11: return UInt8(ascii: "0")
    case let check: return UInt8(ascii: "0") + UInt8(check)
    }
  }

  /// ISO 7064 MOD 37,36 over digits and capitals: `ZJ26000123` → `X`.
  static func mod37(_ body: some Sequence<UInt8>) -> UInt8 {
    var product = 36
    for byte in body {
      let sum = (product + value36(byte)) % 36
      product = (sum == 0 ? 36 : sum) * 2 % 37
    }
    let check = (37 - product) % 36
    return UInt8(check < 10 ? 0x30 + check : 0x41 + check - 10)
  }

  /// The last digit of the old permanent resident card: weights 7 3 1, modulo 10. Not confirmed by a standard.
  static func mod10(_ body: some Sequence<UInt8>) -> UInt8 {
    let weights = [7, 3, 1]
    let sum = body.enumerated().reduce(0) { $0 + value36($1.element) * weights[$1.offset % 3] }
    return UInt8(ascii: "0") + UInt8(sum % 10)
  }

  /// 0…9 for digits, 10…35 for capitals.
  private static func value36(_ byte: UInt8) -> Int { byte.isDigit ? byte.digit : Int(byte) - 0x41 + 10 }
}
