import Domain

/// What somebody types behind a name to say which of several persons is meant, told by its form: `王伟 1987`, `王伟 330102`, `王伟 上城区财政局`,
/// `王伟 002X`, `王伟 末四位 1987`.
struct LookupWords: Sendable, Hashable {
  /// The name, or whatever else is looked up, without these words.
  private(set) var text: String
  private(set) var birthYear: Int?
  /// Code of a bureau.
  private(set) var department: String?
  /// Four characters.
  private(set) var ends: String?

  /// - Parameter today: a year of birth lies before it.
  init(_ typed: String, departments: Departments, today: Day) throws(BadValue) {
    text = typed
    var words = typed.split(whereSeparator: \.isWhitespace).map(String.init)
    // Phones and numbers are written in groups, too.
    guard words.count > 1, !Self.isNumber(typed) else { return }
    while words.count > 1, let used = try take(words, departments, today) {
      words.removeLast(used)
      text = words.joined(separator: " ")
    }
  }

  /// Takes what the last word says, with the word before it where that says what it is; answers how many words that were, nil for none.
  private mutating func take(
    _ words: [String], _ departments: Departments, _ today: Day
  ) throws(BadValue) -> Int? {
    let last = InputText.folded(words[words.count - 1])
    if words.count > 2, let label = Label(InputText.folded(words[words.count - 2])) {
      try take(last, as: label, departments)
      return 2
    }
    if let (label, value) = Label.leading(last) {
      try take(value, as: label, departments)
      return 1
    }
    guard let label = Self.label(of: last, departments, today), !isKnown(label) else { return nil }
    try take(last, as: label, departments)
    return 1
  }

  private func isKnown(_ label: Label) -> Bool {
    switch label {
    case .birth: birthYear != nil
    case .department: department != nil
    case .ends: ends != nil
    }
  }

  private mutating func take(_ value: String, as label: Label, _ departments: Departments) throws(BadValue) {
    switch label {
    case .birth: birthYear = try Self.year(value)
    case .department: department = try Self.department(value, departments)
    case .ends: ends = try Self.ends(value)
    }
  }

  /// What a word says by its form; nil where it is part of a name.
  private static func label(of word: String, _ departments: Departments, _ today: Day) -> Label? {
    let isDigits = word.utf8.allSatisfy { 48...57 ~= $0 }
    if isDigits, word.utf8.count == 4, let year = Int(word), 1920...today.year ~= year { return .birth }
    if (try? ends(word)) != nil, word.contains(where: \.isNumber) { return .ends }
    if isDigits, word.utf8.count == 6 { return .department }
    if (try? year(word)) != nil { return .birth }
    if let last = word.last, "区县市州盟旗省局厅".contains(last), !departments.named(word).isEmpty { return .department }
    return nil
  }

  /// Digits in groups, with at most the letters that numbers have.
  private static func isNumber(_ typed: String) -> Bool {
    let plain = InputText.folded(typed)
    let letters = plain.filter { $0.isLetter && $0 != "转" }
    return plain.filter(\.isNumber).count >= 7 && letters.count <= 3 && letters.allSatisfy(\.isASCII)
  }

  /// `1987`, `1987年`, `1987年生`, or a whole day of birth, of which the year counts.
  static func year(_ word: String) throws(BadValue) -> Int {
    var plain = InputText.folded(word)
    for end in ["出生", "生", "年"] where plain.hasSuffix(end) { plain.removeLast(end.count) }
    let year = plain.count == 4 ? Int(plain) : Day(written: plain)?.year
    guard let year, 1900...2099 ~= year else {
      throw BadValue(expected: Text(zh: "四位的出生年份，如 1987", en: "a year of birth, such as 1987"))
    }
    return year
  }

  /// The last four characters of a number as they are compared.
  static func ends(_ word: String) throws(BadValue) -> String {
    var plain = InputText.folded(word).uppercased()
    if let last = plain.last, "×✕✖ХΧ".contains(last) { plain = plain.dropLast() + "X" }
    guard plain.count == 4, plain.utf8.count == 4, plain.allSatisfy({ $0.isLetter || $0.isNumber }) else {
      throw BadValue(
        expected: Text(zh: "证件号码的最后四位，如 002X", en: "the last four characters of an ID number, such as 002X"))
    }
    return plain
  }

  /// The code of a bureau, by its code or name; `上城区` is enough for 上城区财政局.
  static func department(_ word: String, _ departments: Departments) throws(BadValue) -> String {
    // A code unknown here may still be known to the database, which decides.
    if word.utf8.count == 6, word.utf8.allSatisfy({ 48...57 ~= $0 }) { return word }
    return try departments.code(named: word)
  }
}

extension LookupWords {
  /// A word that says what the next one is.
  private enum Label {
    case birth, department, ends

    private static let names: [(Label, [String])] = [
      (.birth, ["出生年份", "出生年", "出生日期", "出生", "生于", "birth-year", "birth", "born"]),
      (.department, ["会计管理部门", "部门", "department", "bureau"]),
      (.ends, ["证件末四位", "末四位", "末4位", "后四位", "后4位", "尾号", "ends"]),
    ]

    init?(_ word: String) {
      let plain = word.lowercased().trimmingSuffix { ":：=".contains($0) }
      guard let label = Self.names.first(where: { $0.1.contains(String(plain)) })?.0 else { return nil }
      self = label
    }

    /// `末四位002X` in one.
    static func leading(_ word: String) -> (Label, String)? {
      for (label, names) in names {
        for name in names where word.lowercased().hasPrefix(name) {
          let value = word.dropFirst(name.count).drop { ":：=".contains($0) }
          if value.contains(where: \.isNumber) || label == .department && !value.isEmpty {
            return (label, String(value))
          }
        }
      }
      return nil
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isEnd: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, isEnd(last) { rest.removeLast() }
    return rest
  }
}
