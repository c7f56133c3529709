/// Passports and travel permits: forms only, their numbers hold no check character.
enum TravelDocument {
  /// H or M and 8 digits; 2 more for the issue on older cards.
  static func isHongKongMacaoPermit(_ bytes: [UInt8]) -> Bool {
    (bytes.count == 9 || bytes.count == 11) && (bytes[0] == UInt8(ascii: "H") || bytes[0] == UInt8(ascii: "M"))
      && bytes[1...].allSatisfy(\.isDigit)
  }

  /// 8 digits, 2 more for the issue; the old booklet has 10 digits and a letter in brackets.
  static func isTaiwanPermit(_ bytes: [UInt8]) -> Bool {
    switch bytes.count {
    case 8, 10: bytes.allSatisfy(\.isDigit)
    case 13:
      bytes[0..<10].allSatisfy(\.isDigit) && bytes[10] == UInt8(ascii: "(") && bytes[11].isUpper
        && bytes[12] == UInt8(ascii: ")")
    default: false
    }
  }

  /// The series in use and those before them, and the passports of Hong Kong (K, KJ, H) and Macao (MA).
  static func isChinesePassport(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 9 else { return false }
    if bytes[2...].allSatisfy(\.isDigit) == false { return false }
    let second = bytes[1]
    switch bytes[0] {
    case UInt8(ascii: "E"):
      return second.isDigit || second.isUpper && second != UInt8(ascii: "I") && second != UInt8(ascii: "O")
    case UInt8(ascii: "G"), UInt8(ascii: "H"): return second.isDigit
    case UInt8(ascii: "K"): return second.isDigit || second == UInt8(ascii: "J")
    case UInt8(ascii: "M"): return second == UInt8(ascii: "A")
    case UInt8(ascii: "1"): return second == UInt8(ascii: "4") || second == UInt8(ascii: "5")
    case UInt8(ascii: "D"): return second == UInt8(ascii: "E")
    case UInt8(ascii: "P"): return second == UInt8(ascii: "E") || second == UInt8(ascii: ".")
    case UInt8(ascii: "S"): return second.isDigit || second == UInt8(ascii: "E") || second == UInt8(ascii: ".")
    default: return false
    }
  }

  /// 5 to 15 capitals and digits; no finer rule is safe.
  static func isForeignPassport(_ bytes: [UInt8]) -> Bool {
    (5...15).contains(bytes.count) && bytes.allSatisfy { $0.isDigit || $0.isUpper }
  }
}
