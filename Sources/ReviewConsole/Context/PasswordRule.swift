/// What a new password of staff is asked for. Whoever guesses begins with what these rules refuse: OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.11.
enum PasswordRule: Sendable, Hashable {
  /// Fewer than eight characters, or a control character among them.
  case length
  /// The login itself, also backwards, with other digits and marks, or without.
  case login
  /// One that everybody takes: a known word, a row of keys, a run, a few digits (a date, a phone), one piece again and again.
  case common

  /// The rule that `password` of `login` breaks; nil where it is good.
  static func broken(by password: String, of login: String) -> PasswordRule? {
    guard password.count >= 8, password.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      return .length
    }
    let folded = password.lowercased()
    let core = folded.filter { $0.isLetter || $0.isNumber }
    let (letters, own) = (core.filter(\.isLetter), login.lowercased().filter(\.isLetter))
    if letters == own || letters == String(own.reversed()), !own.isEmpty { return .login }
    return isCommon(folded, core: core) ? .common : nil
  }

  private static func isCommon(_ folded: String, core: String) -> Bool {
    let word = folded.reversed().drop { !$0.isLetter }.reversed().map { lookalikes[$0] ?? $0 }.filter(\.isLetter)
    let text = core.isEmpty ? folded : core
    return core.allSatisfy(\.isNumber) && (8..<12).contains(core.count) || words.contains(core)
      || words.contains(withoutTail(core)) || words.contains(String(word)) || isRun(text) || isRepeated(text)
      || rows.contains { row in row.contains(text) || String(row.reversed()).contains(text) }
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
    "1234abcd", "1234qwer", "a", "a1b2c3d4", "aa", "aaa", "abc", "abcd", "admin", "administrator", "asdf", "beijing",
    "caizheng", "caizhengju", "caizhengting", "changeme", "china", "default", "dragon", "football", "guest",
    "hangzhou", "helpdesk", "iloveyou", "jiangsu", "kuaiji", "letmein", "login", "manager", "master", "mima",
    "monkey", "nanjing", "ningbo", "pass", "passw", "passwd", "password", "postgres", "postgresql", "princess",
    "q1w2e3r4", "qwer", "qwer1234", "qwerty", "review", "reviewer", "root", "secret", "shanxi", "shenhe",
    "shenheyuan", "sunshine", "suzhou", "taiyuan", "test", "user", "welcome", "wenzhou", "woaini", "zaq12wsx",
    "zhejiang", "zhongguo", "zxcv",
  ]
}
