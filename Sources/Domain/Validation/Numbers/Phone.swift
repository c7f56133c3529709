/// Telephone numbers. Segments of the mainland's are not listed: they grow.
enum Phone {
  /// 1, then 3 to 9, then 9 digits.
  static func isMobile(_ bytes: [UInt8]) -> Bool {
    bytes.count == 11 && bytes[0] == UInt8(ascii: "1") && bytes[1] >= UInt8(ascii: "3") && bytes.allSatisfy(\.isDigit)
  }

  /// A number of another country or region as ITU-T E.164 writes it: `+`, the country's code, 8 to 15 digits in all. Not the mainland's.
  static func isForeign(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.dropFirst()
    return bytes.first == UInt8(ascii: "+") && (8...15).contains(digits.count) && digits.allSatisfy(\.isDigit)
      && digits.first != UInt8(ascii: "0") && !digits.starts(with: [UInt8(ascii: "8"), UInt8(ascii: "6")])
  }

  /// A number of a service, 400 or 800 and seven digits, with or without hyphens.
  static func isService(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.filter { $0 != UInt8(ascii: "-") }
    return digits.count == 10 && digits.allSatisfy(\.isDigit)
      && ["400", "800"].contains { digits.starts(with: $0.utf8) }
  }

  /// Area code (0 and 2 or 3 digits) with or without a hyphen, 7 or 8 digits from 2 on, an extension after a hyphen.
  /// The area code may be left out.
  static func isLandline(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count <= 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }), let first = parts.first
    else {
      return false
    }
    var rest = parts[...]
    if isArea(first) {
      rest = rest.dropFirst()
      guard let local = rest.first, isLocal(local) else { return false }
    } else if !isLocal(first) {
      // Written in one: the area code has 3 or 4 digits.
      guard [3, 4].contains(where: { isArea(first.prefix($0)) && isLocal(first.dropFirst($0)) }) else { return false }
    }
    let extension_ = rest.dropFirst()
    return extension_.count <= 1 && extension_.allSatisfy { $0.count <= 6 }
  }

  private static func isArea(_ digits: ArraySlice<UInt8>) -> Bool {
    (3...4).contains(digits.count) && digits.first == UInt8(ascii: "0") && digits.dropFirst().first != UInt8(ascii: "0")
  }

  private static func isLocal(_ digits: ArraySlice<UInt8>) -> Bool {
    (7...8).contains(digits.count) && (digits.first ?? 0) >= UInt8(ascii: "2")
  }
}
