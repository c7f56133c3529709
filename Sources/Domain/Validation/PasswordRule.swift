/// What a new password must be, of staff and of applicants, and which of it one breaks. Length counts, not kinds of characters, and whoever
/// guesses begins with what is refused here: NIST SP 800-63B, 5.1.1.2; OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.11.
public enum PasswordRule: String, Sendable, Hashable {
  /// Fewer than eight characters.
  case tooShort = "too_short"
  /// More than 128 code points.
  case tooLong = "too_long"
  /// A line break, a tab, a bell.
  case controlCharacter = "control_character"
  /// Something of one's own, also backwards, a piece of it, or its letters with other digits and marks.
  case personal
  /// One that everybody takes: a known word, a row of keys, a run, a few digits (a date, a phone), one piece again and again.
  case tooCommon = "too_common"

  /// The rule that a password breaks; nil where it is good.
  ///
  /// - Parameter own: what everybody knows of its owner: login, name, number, contacts.
  public static func broken(by password: String, own: [String]) -> PasswordRule? {
    if password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return .controlCharacter
    }
    if password.count < 8 { return .tooShort }
    if password.unicodeScalars.count > 128 { return .tooLong }
    let folded = password.lowercased()
    let core = folded.filter { $0.isLetter || $0.isNumber }
    if own.contains(where: { isPersonal(folded, core: core, own: $0.lowercased()) })
      || !words(of: own).isDisjoint(with: pieces(of: password))
    {
      return .personal
    }
    let isFewDigits = (8..<12).contains(core.count) && core.allSatisfy(\.isNumber)
    // Of marks alone nothing is left to be guessed but their order.
    return isFewDigits || (core.isEmpty ? isKnown(folded, core: core) : isGuessable(password, own: []))
      ? .tooCommon : nil
  }

  /// Whether whoever knows the owner a little, or a list of common passwords, begins with it. For passwords of older systems, which no rule
  /// bound: that one is short, or of digits alone, does not count against it.
  ///
  /// - Parameter own: as of ``broken(by:own:)``.
  public static func isGuessable(_ password: String, own: [String]) -> Bool {
    let folded = password.lowercased()
    let core = folded.filter { $0.isLetter || $0.isNumber }
    if guesses.contains(unmasked(folded)) { return true }
    return own.contains { isPersonal(core.isEmpty ? folded : core, core: core, own: $0.lowercased()) }
      || guesses.contains(core) || guesses.contains(unmasked(core)) || isKnown(folded, core: core)
  }

  /// Letters in place of what looks like them: `P@ssw0rd`.
  private static func unmasked(_ text: String) -> String { String(text.map { lookalikes[$0] ?? $0 }) }

  private static func isPersonal(_ folded: String, core: String, own: String) -> Bool {
    guard own.count >= 2 else { return false }
    let (letters, ownLetters) = (core.filter(\.isLetter), own.filter(\.isLetter))
    return own.contains(folded) || own == String(folded.reversed())
      // Of a number with a letter at its end (…x) nothing would be left.
      || own.contains { !$0.isNumber && $0 != "x" }
        && (letters == ownLetters || letters == String(ownLetters.reversed()))
        && !ownLetters.isEmpty
  }

  private static func isKnown(_ folded: String, core: String) -> Bool {
    let word = folded.reversed().drop { !$0.isLetter }.reversed().map { lookalikes[$0] ?? $0 }.filter(\.isLetter)
    let text = core.isEmpty ? folded : core
    return words.contains(core) || words.contains(withoutTail(core)) || words.contains(String(word)) || isRun(text)
      || isRepeated(text) || isOnKeyboard(text)
  }

  static func isOnKeyboard(_ text: String) -> Bool {
    rows.contains { row in row.contains(text) || String(row.reversed()).contains(text) }
  }

  /// Without the digits at the end, at most six of them: `password2026`.
  private static func withoutTail(_ text: String) -> String {
    let tail = text.reversed().prefix { $0.isNumber }.count
    return tail <= 6 ? String(text.dropLast(tail)) : text
  }

  /// Each character follows the one before it, up or down, or is the same: `12345678`, `hgfedcba`.
  private static func isRun(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
    return steps.count <= 1 && steps.allSatisfy { abs($0) <= 1 }
  }

  /// A piece, again and again: `abcabcab`, `20262026`.
  private static func isRepeated(_ text: String) -> Bool {
    let characters = Array(text)
    return (1...max(1, characters.count / 2)).contains { length in
      characters.count >= 2 * length && characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
    }
  }
}
