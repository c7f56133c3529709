/// E-mail addresses as the registration pages of the guides ask for them: one plain address.
enum MailAddress {
  /// A dot-atom of RFC 5322 (up to 64 characters), @, and a host name of at least two labels whose last is no number;
  /// 254 characters at most.
  static func isPlausible(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let local = bytes[..<at]
    let labels = bytes[(at + 1)...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...64).contains(local.count), labels.count >= 2, let last = labels.last else { return false }
    let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let marks = Array("!#$%&'*+-/=?^_`{|}~".utf8)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isDigit || $0.isLetter || marks.contains($0) } }
      && labels.allSatisfy(isLabel) && last.count >= 2 && last.contains(where: \.isLetter)
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { $0.isDigit || $0.isLetter || $0 == hyphen }
  }
}
