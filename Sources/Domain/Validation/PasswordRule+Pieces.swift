import Foundation

/// Passwords made of what is known of a person: one rule, whether the words are at hand, only their digests (`review.account_words`), or only the
/// digest of the password (an archive's).
extension PasswordRule {
  /// What of a password may be a name, a number or a piece of one: letters and digits alone, small, forwards and backwards; the letters; six digits
  /// in a row and more, whatever stands beside them; fewer where hardly anything does.
  public static func pieces(of password: String) -> Set<String> {
    let core = bare(password)
    let digits = Array(core.filter { "0"..."9" ~= $0 })
    let letters = core.filter { !("0"..."9" ~= $0) }
    var pieces = [core]
    if letters.count >= 2 { pieces.append(letters) }
    if digits.count >= 4, letters.count <= 2 { pieces.append(String(digits)) }
    for start in digits.indices.prefix(24) {
      for end in stride(from: start + 6, through: min(digits.count, start + 20), by: 1) {
        pieces.append(String(digits[start..<end]))
      }
    }
    return Set(pieces.flatMap { [$0, String($0.reversed())] }.filter { $0.count >= 2 })
  }

  /// What is known, as `review.account_words` has it: each text in letters and digits, of an e-mail address also what stands before the @, of a
  /// number every piece from four digits on.
  public static func words(of texts: some Sequence<String>) -> Set<String> {
    var words: Set<String> = []
    for text in texts where (2...200).contains(text.unicodeScalars.count) {
      let own = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).first.map { String($0) }
      for word in [text] + (text.contains("@") ? own.map { [$0] } ?? [] : []) {
        let word = bare(word)
        guard word.count >= 2 else { continue }
        words.insert(word)
        // Of an address with a number its letters: other digits behind them are the first that anybody tries.
        let letters = word.filter { !("0"..."9" ~= $0) }
        if letters.unicodeScalars.count >= 3 { words.insert(letters) }
        let characters = Array(word)
        let digits = characters.last == "x" ? characters.dropLast() : characters[...]
        guard (5...20).contains(digits.count), digits.allSatisfy({ "0"..."9" ~= $0 }) else { continue }
        for start in characters.indices {
          for end in stride(from: start + 4, through: min(characters.count, start + 20), by: 1) {
            words.insert(String(characters[start..<end]))
          }
        }
      }
    }
    return words
  }

  /// Letters and digits alone, in small ones.
  static func bare(_ text: String) -> String {
    let scalars = text.precomposedStringWithCompatibilityMapping.unicodeScalars.filter { !isBetween($0) }
    return String(String.UnicodeScalarView(scalars)).lowercased()
  }

  /// What stands between letters and digits: blanks, marks, dots of names.
  private static func isBetween(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x01...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0x30FB, 0xFE00...0xFE6F:
      true
    default: false
    }
  }
}
