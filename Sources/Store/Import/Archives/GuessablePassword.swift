import Domain

/// Old passwords that anybody guesses who knows the person: what older systems set first, and what everybody takes. They prove nothing, and no
/// log-in takes them. Here only their digests are known, so they are compared with those of guesses; at the log-in they are compared as they are
/// typed, with everything that is known of the person by then.
enum GuessablePassword {
  /// Whether the digest is of such a password, as far as guesses can be written out: what stands in the file, by itself, and names and numbers
  /// as people make passwords of them.
  ///
  /// - Parameters:
  ///   - numbers: the person's numbers, as they stand in the file and as they are stored.
  ///   - answers: what is known of the person, as it stands in the file too: what is no phone was perhaps one.
  static func isBehind(_ digest: String, _ scheme: LegacyDigest, numbers: [String], _ answers: [Answers]) -> Bool {
    common[scheme]?.contains(digest) == true
      || guesses(numbers: numbers, answers).contains { guess in cased(guess).contains { scheme($0) == digest } }
  }

  /// What whoever knows these answers would try.
  static func guesses(numbers: [String], _ answers: [Answers]) -> Set<String> {
    let texts = answers.flatMap { Self.texts(in: .object($0.values)) }
    let known = numbers + numbers.compactMap(ResidentNumber.old(of:)) + texts
    var guesses = PasswordRule.words(of: known).union(known.filter { !PasswordRule.words(of: [$0]).isEmpty })
    let numbers = known.map { $0.filter { "0"..."9" ~= $0 } }.filter { (8...18).contains($0.count) }
    let ends = numbers.flatMap { number in [4, 6, 8].map { String(number.suffix($0)) } + [number] }
    let births = numbers.filter { $0.count == 18 }.flatMap { number in
      [(6, 4), (6, 8), (8, 6), (10, 4)].map { String(number.dropFirst($0.0).prefix($0.1)) }
    }
    for digits in Set(ends + births) { guesses.formUnion(marks.flatMap { [$0 + digits, digits + $0] }) }
    // Only of the name and what mail goes to: few take their unit's.
    let names = PasswordRule.words(
      of: answers.compactMap { $0.text("identity.name") } + texts.filter { $0.contains("@") })
    let digits = Set(PasswordRule.usualTails + ends + births + (1950...2030).map { "\($0)" })
    for name in names where !name.contains(where: \.isNumber) {
      guesses.formUnion(digits.flatMap { [name + $0, $0 + name] })
    }
    return guesses
  }

  /// What stands beside digits that are to be a password: one letter or one mark.
  private static let marks = "abcdefghijklmnopqrstuvwxyz!@#.*".map { String($0) }

  /// As people write it: as it is, backwards, small, with a capital, in capitals.
  private static func cased(_ text: String) -> Set<String> {
    let written = [text, String(text.reversed())]
    return text.utf8.contains { $0 > 0x40 && $0 < 0x7B }
      ? Set(written + [text.lowercased(), withCapital(text), text.uppercased()]) : Set(written)
  }

  private static func withCapital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func texts(in value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let values): values.flatMap(texts(in:))
    case .object(let members): members.values.flatMap(texts(in:))
    default: []
    }
  }

  /// Digests of what everybody takes.
  private static let common = Dictionary(
    uniqueKeysWithValues: LegacyDigest.allCases.map { scheme in
      (scheme, Set(PasswordRule.listed.flatMap { [$0, withCapital($0), $0.uppercased()] }.map { scheme($0) }))
    })
}
