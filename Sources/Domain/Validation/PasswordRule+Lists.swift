/// What is guessed first, whoever it is.
extension PasswordRule {
  /// What a list of old passwords begins with, in small letters: what everybody takes, by itself and before the usual digits.
  public static let guesses: Set<String> = {
    let trade = [
      "kuaiji", "kj", "cz", "caiwu", "cw", "chuna", "kuaijishi", "kuaijizheng", "kjzg", "cpa", "admin", "shanxi", "sx",
      "taiyuan", "ty", "datong", "yuncheng", "linfen", "changzhi", "jinzhong", "zhejiang", "zj", "jiangsu", "js",
    ]
    let stems = words.union(trade).union(["qwe", "asd", "zxc", "qaz", "qq", "q", "aini", "woaini"])
    let years = trade.flatMap { stem in (1990...2030).map { stem + "\($0)" } }
    let digits = "0123456789".flatMap { digit in [3, 4, 6, 8].map { String(repeating: digit, count: $0) } }
    return stems.union(stems.flatMap { stem in usualTails.map { stem + $0 } }).union(years).union(digits).union([
      "", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "654321", "123123",
      "123321", "112233", "147258", "147258369", "258369", "159753", "159357", "789456", "789456123", "456123",
      "147852", "147852369",
      "741852", "741852963", "963852", "963852741", "321654", "147896", "147896325", "12369874", "7758521", "7758258",
      "111222",
      "110120", "110119", "1qazxsw2", "zaqxsw", "zaq12wsx", "123qwe", "1qaz2wsx", "5201314",
      "1314520",
    ])
  }()

  /// Digits that are put behind a word so that it is long enough.
  public static let usualTails = [
    "1", "12", "123", "1234", "12345", "123456", "0", "00", "000", "01", "11", "111", "66", "666", "88", "888", "8888",
    "12345678", "123456789", "168", "520", "521", "1314",
  ]

  /// Written out for whoever has only the digest of a password: ``guesses``, words with marks for letters, runs, rows of keys and repeated pieces.
  /// Not all that ``isGuessable(_:own:)`` refuses, for that has no end.
  public static let listed: Set<String> = {
    var listed = guesses
    for word in words where word.allSatisfy(\.isLetter) { listed.formUnion(masked(word)) }
    for row in rows + ["0123456789", "abcdefghijklmnopqrstuvwxyz"] {
      let keys = Array(row)
      for start in keys.indices {
        for end in keys.indices where (start + 2...start + 11).contains(end) {
          let piece = String(keys[start...end])
          listed.formUnion([piece, String(piece.reversed())])
        }
      }
    }
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789" {
      for count in 2...12 { listed.insert(String(repeating: letter, count: count)) }
    }
    let pieces = (10..<100).map { "\($0)" } + (100..<1000).map { "\($0)" } + (1000..<10_000).map { "\($0)" } + words
    for piece in pieces {
      for times in 2...max(2, 8 / piece.count) { listed.insert(String(repeating: piece, count: times)) }
    }
    return listed
  }()

  /// A word with marks and digits for none, some or all of its letters, each letter always by the same: `p@ssw0rd`, `p@$$word`.
  private static func masked(_ word: String) -> [String] {
    var found = [word]
    for (mark, letter) in lookalikes where word.contains(letter) {
      found += found.map { $0.replacing(String(letter), with: String(mark)) }
    }
    return found
  }

  static let lookalikes: [Character: Character] = [
    "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
  ]

  /// Rows and columns of the keyboard, each twice, so that a row that begins anew is found.
  static let rows = [
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p",
  ].map { $0 + $0 }

  /// Stems that head published lists of leaked passwords, and words of this trade.
  static let words: Set = [
    "112233445566", "123456789a", "12345678a", "1234567a", "123456a", "123456aa", "123456abc", "1234abcd", "1234qwer",
    "5201314a", "a",
    "a1b2c3d4", "aa", "aaa", "abc", "abcd", "admin", "administrator", "asdf", "baseball", "beijing", "caizheng",
    "caizhengju", "caizhengting", "changeme", "chen", "china", "computer", "default", "dragon", "football", "guest",
    "hangzhou", "helpdesk", "iloveyou", "internet", "jiangsu", "kj", "kjzx", "kuaiji", "letmein", "li", "liu", "login",
    "manager",
    "master", "michael", "mima", "monkey", "nanjing", "ningbo", "pass", "passw", "passwd", "password", "postgres",
    "postgresql", "princess", "qq", "q1w2e3r4", "q1w2e3r4t5", "qwer", "qwer1234", "qwerty", "review", "reviewer",
    "root",
    "secret", "shadow", "shanxi", "shenhe", "shenheyuan", "sunshine", "superman", "suzhou", "taiyuan", "test",
    "trustno", "user", "wang", "welcome", "wenzhou", "wo", "woaini", "woaiwojia", "woshi", "woshishui", "zaq12wsx",
    "zhang", "zhejiang",
    "zhongguo", "zxcv", "zxcvbn", "zxcvbnm",
  ]
}
