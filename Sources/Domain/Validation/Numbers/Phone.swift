/// Telephone numbers of the mainland. Segments are not listed: they grow.
enum Phone {
  /// 1, then 3 to 9, then 9 digits.
  static func isMobile(_ bytes: [UInt8]) -> Bool {
    bytes.count == 11 && bytes[0] == UInt8(ascii: "1") && bytes[1] >= UInt8(ascii: "3") && bytes.allSatisfy(\.isDigit)
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
