import Domain

/// Old passwords that anybody knows who knows the person: what older systems set first, and what everybody takes. They prove nothing.
enum GuessablePassword {
  /// Whether the digest is of such a password.
  ///
  /// - Parameter numbers: the person's numbers, as they stand in the file and as they are stored.
  static func isBehind(
    _ digest: String, _ scheme: LegacyDigest, numbers: [String], _ answers: Answers, _ profile: Profile
  )
    -> Bool
  {
    var known = Set(common)
    for number in numbers { known.formUnion(pieces(of: number)) }
    for field in profile.fields where field.list == nil {
      guard let text = answers.text(field.id) else { continue }
      switch field.type {
      case .mobile, .phone: known.formUnion(pieces(of: text.filter(\.isNumber)))
      case .date: known.formUnion(pieces(of: text.filter(\.isNumber)))
      case .email: known.formUnion([text, String(text.prefix { $0 != "@" })])
      default: continue
      }
    }
    return known.contains { [$0, $0.lowercased(), $0.uppercased()].contains { scheme($0) == digest } }
  }

  /// The whole, its ends, and of a resident's number the day of birth.
  private static func pieces(of number: String) -> [String] {
    let plain = number.last.map { "Xx".contains($0) } == true ? String(number.dropLast()) : number
    var pieces = [number, plain]
    for length in [4, 6, 8] {
      pieces += [String(number.suffix(length)), String(plain.suffix(length)), String(number.prefix(length))]
    }
    if plain.count == 8 { pieces.append(String(plain.suffix(6))) }
    if number.count == 18 { pieces += [String(number.dropFirst(6).prefix(8)), String(number.dropFirst(8).prefix(6))] }
    if number.count == 15 { pieces.append(String(number.dropFirst(6).prefix(6))) }
    return pieces
  }

  /// What older systems set for everybody, and the heads of published lists of leaked passwords.
  private static let common =
    [
      "", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "654321", "123123",
      "123321", "112233", "abc123",
    ]
    + [
      "a123456", "123456a", "aa123456", "abc123456", "qwerty", "1qaz2wsx", "password", "admin", "admin123", "kuaiji",
      "5201314", "1314520",
    ]
    + "0123456789".flatMap { digit in [4, 6, 8].map { String(repeating: digit, count: $0) } }
}
