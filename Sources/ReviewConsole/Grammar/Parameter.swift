import Domain

/// An argument or option of a command, with the type of its value: `input[Self.limit]` is an `Int`.
struct Parameter<Value: Sendable>: Sendable {
  let spec: ParameterSpec
  /// What a word stands for; the same word always for the same.
  let read: @Sendable (Word, Standards) throws(BadValue) -> Value

  /// What a word stands for, or the failure that names this parameter.
  func value(of word: Word, by standards: Standards) throws(ConsoleFailure) -> Value {
    do { return try read(word, standards) } catch { throw .badValue(spec, typed: word.text, expected: error.expected) }
  }
}

/// A value that could not be read; `expected` says what would have been right.
struct BadValue: Error {
  let expected: Text
}

/// What the grammar, help and completion know of an argument or option.
struct ParameterSpec: Sendable {
  /// How many words an argument takes, how often an option may stand.
  enum Arity: Sendable {
    case one
    case optional
    /// One or more; each word is a value.
    case many
    /// None or more; each word is a value.
    case any
    /// All remaining words, joined by blanks, are one value.
    case rest
    /// Likewise, and there may be none.
    case optionalRest
  }

  /// What the value is, as far as completion and help are concerned.
  enum Kind: Sendable {
    case flag
    case text
    case number
    case day
    case path
    case application
    case choice([Choice])
    /// A code of this list, or its name.
    case codeList(String)
  }

  /// One word that a choice accepts, by either name.
  struct Choice: Sendable {
    let name: String
    let chinese: String
    let help: Text
  }

  /// Stable English name; the option is `--name`.
  let name: String
  let chinese: String
  let kind: Kind
  let arity: Arity
  let help: Text
  /// How it is asked for on a terminal when it is missing.
  let question: Text
  /// Whether a word given for it may hold personal data, so that its line is not written to the history file.
  let isPersonal: @Sendable (Word) -> Bool
  /// Whether a word stands for a value at all.
  let check: @Sendable (Word, Standards) throws(BadValue) -> Void

  var isRequired: Bool {
    switch arity {
    case .one, .many, .rest: true
    case .optional, .any, .optionalRest: false
    }
  }

  /// The words that are accepted, where only some are.
  func choices(_ standards: Standards) -> [Choice]? {
    switch kind {
    case .choice(let choices): choices
    case .codeList(let id): standards.codeLists[id]?.choices ?? []
    case .flag, .text, .number, .day, .path, .application: nil
    }
  }

  func label(_ language: Language) -> String { language == .zh ? chinese : name.uppercased() }
}

extension Parameter {
  init(
    _ name: String, _ chinese: String, _ help: Text, kind: ParameterSpec.Kind, arity: ParameterSpec.Arity = .optional,
    question: Text? = nil, isPersonal: @escaping @Sendable (Word) -> Bool = { _ in false },
    read: @escaping @Sendable (Word) throws(BadValue) -> Value
  ) {
    self.init(name, chinese, help, kind: kind, arity: arity, question: question, isPersonal: isPersonal) {
      word, _ throws(BadValue) in try read(word)
    }
  }

  /// A parameter whose values are those of a standard.
  init(
    _ name: String, _ chinese: String, _ help: Text, kind: ParameterSpec.Kind, arity: ParameterSpec.Arity = .optional,
    question: Text? = nil, isPersonal: @escaping @Sendable (Word) -> Bool = { _ in false },
    reading read: @escaping @Sendable (Word, Standards) throws(BadValue) -> Value
  ) {
    self.read = read
    spec = ParameterSpec(
      name: name, chinese: chinese, kind: kind, arity: arity, help: help, question: question ?? help,
      isPersonal: isPersonal
    ) { word, standards throws(BadValue) in _ = try read(word, standards) }
  }
}

extension Parameter where Value == Bool {
  static func flag(_ name: String, _ chinese: String, _ help: Text) -> Self {
    Self(name, chinese, help, kind: .flag) { _ throws(BadValue) in true }
  }
}

extension Parameter where Value == String {
  /// Free text, taken as it was typed.
  static func text(
    _ name: String, _ chinese: String, _ help: Text, arity: ParameterSpec.Arity = .optional, personal: Bool = false
  ) -> Self {
    Self(name, chinese, help, kind: .text, arity: arity, isPersonal: { _ in personal }) { word throws(BadValue) in
      guard !word.text.allSatisfy(\.isWhitespace) else {
        throw BadValue(expected: Text(zh: "不能为空", en: "something other than blanks"))
      }
      return word.text
    }
  }

  /// A code, name or number of ours: full-width forms read as ASCII.
  static func code(_ name: String, _ chinese: String, _ help: Text, arity: ParameterSpec.Arity = .optional) -> Self {
    Self(name, chinese, help, kind: .text, arity: arity) { word throws(BadValue) in
      guard !word.text.isEmpty else { throw BadValue(expected: Text(zh: "不能为空", en: "something")) }
      return word.folded
    }
  }

  static func path(_ name: String, _ chinese: String, _ help: Text, arity: ParameterSpec.Arity = .one) -> Self {
    Self(name, chinese, help, kind: .path, arity: arity) { word throws(BadValue) in
      guard !word.text.isEmpty else { throw BadValue(expected: Text(zh: "文件名", en: "a file name")) }
      return word.text
    }
  }
}

extension Parameter where Value == Int {
  static func number(
    _ name: String, _ chinese: String, _ help: Text, in range: ClosedRange<Int>, arity: ParameterSpec.Arity = .optional
  ) -> Self {
    Self(name, chinese, help, kind: .number, arity: arity) { word throws(BadValue) in
      guard let number = Int(word.folded), range.contains(number) else {
        throw BadValue(
          expected: range.upperBound == .max
            ? Text(zh: "不小于 \(range.lowerBound) 的整数", en: "a whole number of at least \(range.lowerBound)")
            : Text(
              zh: "\(range.lowerBound) 到 \(range.upperBound) 之间的整数",
              en: "a whole number from \(range.lowerBound) to \(range.upperBound)"))
      }
      return number
    }
  }
}

extension Parameter where Value == Day {
  static func day(_ name: String, _ chinese: String, _ help: Text, arity: ParameterSpec.Arity = .optional) -> Self {
    Self(name, chinese, help, kind: .day, arity: arity) { word throws(BadValue) in
      guard let day = Day(iso: word.folded) else {
        throw BadValue(expected: Text(zh: "形如 2026-11-21 的日期", en: "a date such as 2026-11-21"))
      }
      return day
    }
  }
}

extension CodeList {
  /// Its values as words that a parameter accepts.
  var choices: [ParameterSpec.Choice] {
    entries.map { ParameterSpec.Choice(name: $0.code, chinese: $0.name.zh, help: $0.name) }
  }
}

/// A closed set of words that a parameter accepts, each by an English and a Chinese name.
protocol ChoiceValue: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  var choice: (chinese: String, help: Text) { get }
}

extension Parameter where Value: ChoiceValue {
  static func choice(
    _ name: String, _ chinese: String, _ help: Text, arity: ParameterSpec.Arity = .optional
  ) -> Self {
    let choices = Value.allCases.map {
      ParameterSpec.Choice(name: $0.rawValue, chinese: $0.choice.chinese, help: $0.choice.help)
    }
    return Self(name, chinese, help, kind: .choice(choices), arity: arity) { word throws(BadValue) in
      Array(Value.allCases)[try choices.index(of: word)]
    }
  }
}

extension [ParameterSpec.Choice] {
  /// The place of the one that is meant: by either name, by a part of the Chinese one that no other has, or by more than it (已退回, 审核通过).
  func index(of word: Word) throws(BadValue) -> Int {
    let typed = word.folded.lowercased()
    if let index = firstIndex(where: { $0.name == typed || $0.chinese == typed }) { return index }
    let within = indices.filter { self[$0].chinese.count > 1 && typed.contains(self[$0].chinese) }
    let like = within.count == 1 ? within : indices.filter { typed.count > 1 && self[$0].chinese.contains(typed) }
    if like.count == 1 { return like[0] }
    let list = Text(
      zh: "以下之一：" + map { "\($0.name)（\($0.chinese)）" }.joined(separator: "、"),
      en: "one of " + map(\.name).joined(separator: ", "))
    let near =
      like.isEmpty
      ? Nearness.nearest(to: typed, among: flatMap { [$0.name, $0.chinese] }) : like.map { self[$0].chinese }
    if near.isEmpty { throw BadValue(expected: list) }
    throw BadValue(
      expected: Text(
        zh: list.zh + "。您要的可能是 " + near.joined(separator: "、"),
        en: list.en + "; did you mean " + near.joined(separator: ", ") + "?"))
  }
}
