/// ASCII tests on bytes: other scripts' digits and letters are never taken for these.
extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isUpper: Bool { self >= 0x41 && self <= 0x5A }
  var isLower: Bool { self >= 0x61 && self <= 0x7A }
  var isLetter: Bool { isUpper || isLower }
  package var isAlphanumeric: Bool { isDigit || isLetter }
  /// The value of an ASCII digit; meaningless for other bytes.
  var digit: Int { Int(self) - 0x30 }
  var uppercased: UInt8 { isLower ? self - 0x20 : self }
}

/// The number that ASCII digits write; nil when empty, when a byte is no digit, or beyond 18 digits.
func decimal(_ bytes: some Collection<UInt8>) -> Int? {
  guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
  var value = 0
  for byte in bytes {
    guard byte.isDigit else { return nil }
    value = value * 10 + byte.digit
  }
  return value
}

extension Sequence where Element == UInt8 {
  /// As digests are written: two lower-case digits a byte.
  public var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
