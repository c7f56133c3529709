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
    if own.contains(where: { isPersonal(folded, core: core, own: $0.lowercased()) }) { return .personal }
    return isCommon(folded, core: core) ? .tooCommon : nil
  }

  /// Whether whoever knows the owner a little, or a list of common passwords, begins with it. For passwords of older systems, which no rule
  /// bound: that one is short, or of digits alone, does not count against it.
  ///
  /// - Parameter own: as of ``broken(by:own:)``.
  public static func isGuessable(_ password: String, own: [String]) -> Bool {
    let folded = password.lowercased()
    let core = folded.filter { $0.isLetter || $0.isNumber }
    let text = core.isEmpty ? folded : core
    if guesses.contains(unmasked(folded)) { return true }
    return own.contains { isPersonal(core.isEmpty ? folded : core, core: core, own: $0.lowercased()) }
      || guesses.contains(core) || guesses.contains(unmasked(core)) || isRun(text) || isRepeated(text)
      || isOnKeyboard(text)
  }

  /// Letters in place of what looks like them: `P@ssw0rd`.
  private static func unmasked(_ text: String) -> String { String(text.map { lookalikes[$0] ?? $0 }) }

  /// What a list of old passwords begins with, in small letters: what everybody takes, by itself and before the usual digits.
  public static let guesses: Set<String> = {
    let tails = [
      "1", "12", "123", "1234", "12345", "123456", "0", "00", "000", "01", "11", "111", "66", "666", "88", "888",
      "8888",
      "12345678", "123456789", "168", "520", "521", "1314",
    ]
    let trade = [
      "kuaiji", "kj", "cz", "caiwu", "cw", "chuna", "kuaijishi", "kuaijizheng", "kjzg", "cpa", "admin", "shanxi", "sx",
      "taiyuan", "ty", "datong", "yuncheng", "linfen", "changzhi", "jinzhong", "zhejiang", "zj", "jiangsu", "js",
    ]
    let stems = words.union(trade).union(["qwe", "asd", "zxc", "qaz", "qq", "q", "aini", "woaini"])
    let years = trade.flatMap { stem in (1990...2030).map { stem + "\($0)" } }
    let digits = "0123456789".flatMap { digit in [3, 4, 6, 8].map { String(repeating: digit, count: $0) } }
    return stems.union(stems.flatMap { stem in tails.map { stem + $0 } }).union(years).union(digits).union([
      "", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "654321", "123123",
      "123321", "112233", "147258", "147258369", "258369", "159753", "159357", "789456", "789456123", "456123",
      "147852", "147852369",
      "741852", "741852963", "963852", "963852741", "321654", "147896", "147896325", "12369874", "7758521", "7758258",
      "111222",
      "110120", "110119", "1qazxsw2", "zaqxsw", "zaq12wsx", "123qwe", "1qaz2wsx", "5201314",
      "1314520",
    ])
  }()

  private static func isPersonal(_ folded: String, core: String, own: String) -> Bool {
    guard own.count >= 2 else { return false }
    let (letters, ownLetters) = (core.filter(\.isLetter), own.filter(\.isLetter))
    return own.contains(folded) || own == String(folded.reversed())
      // Of a number with a letter at its end (…x) nothing would be left.
      || own.contains { !$0.isNumber && $0 != "x" }
        && (letters == ownLetters || letters == String(ownLetters.reversed()))
        && !ownLetters.isEmpty
  }

  private static func isCommon(_ folded: String, core: String) -> Bool {
    core.allSatisfy(\.isNumber) && (8..<12).contains(core.count) || isKnown(folded, core: core)
  }

  private static func isKnown(_ folded: String, core: String) -> Bool {
    let word = folded.reversed().drop { !$0.isLetter }.reversed().map { lookalikes[$0] ?? $0 }.filter(\.isLetter)
    let text = core.isEmpty ? folded : core
    return words.contains(core) || words.contains(withoutTail(core)) || words.contains(String(word)) || isRun(text)
      || isRepeated(text) || isOnKeyboard(text)
  }

  private static func isOnKeyboard(_ text: String) -> Bool {
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

  private static let lookalikes: [Character: Character] = [
    "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
  ]

  /// Rows and columns of the keyboard, each twice, so that a row that begins anew is found.
  private static let rows = [
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p",
  ].map { $0 + $0 }

  /// Stems that head published lists of leaked passwords, and words of this trade.
  private static let words: Set = [
    "112233445566", "123456789a", "12345678a", "1234567a", "123456a", "123456aa", "123456abc", "1234abcd", "1234qwer",
    "5201314a", "a",
    "a1b2c3d4", "aa", "aaa", "abc", "abcd", "admin", "administrator", "asdf", "baseball", "beijing", "caizheng",
    "caizhengju", "caizhengting", "changeme", "chen", "china", "computer", "default", "dragon", "football", "guest",
    "hangzhou", "helpdesk", "iloveyou", "internet", "jiangsu", "kuaiji", "letmein", "li", "liu", "login", "manager",
    "master", "michael", "mima", "monkey", "nanjing", "ningbo", "pass", "passw", "passwd", "password", "postgres",
    "postgresql", "princess", "q1w2e3r4", "q1w2e3r4t5", "qwer", "qwer1234", "qwerty", "review", "reviewer", "root",
    "secret", "shadow", "shanxi", "shenhe", "shenheyuan", "sunshine", "superman", "suzhou", "taiyuan", "test",
    "trustno", "user", "wang", "welcome", "wenzhou", "woaini", "woaiwojia", "zaq12wsx", "zhang", "zhejiang",
    "zhongguo", "zxcv", "zxcvbnm",
  ]
}
