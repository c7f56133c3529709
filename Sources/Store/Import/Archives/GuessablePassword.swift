import Domain

/// Old passwords that anybody guesses who knows the person: what older systems set first, and what everybody takes. They prove nothing. Here
/// only their digests are known, so they are compared with those of guesses; at the log-in ``PasswordRule/isGuessable(_:own:)`` sees the rest.
enum GuessablePassword {
  /// Whether the digest is of such a password.
  ///
  /// - Parameters:
  ///   - numbers: the person's numbers, as they stand in the file and as they are stored.
  ///   - answers: what is known of the person, as it stands in the file too: what is no phone was perhaps one.
  static func isBehind(
    _ digest: String, _ scheme: LegacyDigest, numbers: [String], _ answers: [Answers], _ profile: Profile
  )
    -> Bool
  {
    var known = Set(common)
    for number in numbers { known.formUnion(pieces(of: number)) }
    for field in profile.fields where field.list == nil {
      for text in answers.compactMap({ $0.text(field.id) }) {
        switch field.type {
        case .mobile, .phone, .date: known.formUnion(pieces(of: text.filter(\.isNumber)))
        case .email: known.formUnion([text, String(text.prefix { $0 != "@" })])
        default: if field.id == "identity.name" { known.insert(text) }
        }
      }
    }
    return known.contains { [$0, $0.lowercased(), $0.uppercased()].contains { scheme($0) == digest } }
  }

  /// Every piece of at least four characters; of a resident's number also of how it was until 1999.
  private static func pieces(of number: String) -> [String] {
    let characters = Array(number)
    var pieces = characters.indices.flatMap { start in
      stride(from: start + 4, through: characters.count, by: 1).map { String(characters[start..<$0]) }
    }
    if let old = ResidentNumber.old(of: number), old != number { pieces += Self.pieces(of: old) }
    return pieces
  }

  /// What older systems set for everybody, and the heads of published lists of leaked passwords.
  private static let common =
    [
      "", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "654321", "123123",
      "123321", "112233", "abc123", "a123456", "123456a", "aa123456", "Aa123456", "abc123456", "qwerty", "1qaz2wsx",
      "password", "Password", "password1", "Password1", "admin", "admin123", "kuaiji", "5201314", "1314520",
    ]
    + "0123456789".flatMap { digit in [4, 6, 8].map { String(repeating: digit, count: $0) } }
}
