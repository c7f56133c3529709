import Domain

/// Old passwords that anybody guesses who knows the person: what older systems set first, and what everybody takes. They prove nothing. Here
/// only their digests are known, so they are compared with those of guesses; at the log-in they are
/// compared as they are typed, with everything that is known of the person by then.
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
    if common[scheme]?.contains(digest) == true { return true }
    var known: Set<String> = []
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

  /// Digests of what everybody takes, as it is, with a capital and in capitals.
  private static let common = Dictionary(
    uniqueKeysWithValues: LegacyDigest.allCases.map { scheme in
      (scheme, Set(PasswordRule.guesses.flatMap { [$0, $0.capitalized, $0.uppercased()] }.map { scheme($0) }))
    })
}
