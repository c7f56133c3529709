import Domain

/// Answers as people read them: codes by their names, regions in full, booleans as words.
struct AnswerText: Sendable {
  let language: Language

  /// The value of a field; nil when it was not answered.
  func text(_ value: JSONValue?, of field: Field) -> String? {
    guard let value, value != .null else { return nil }
    switch value {
    case .bool(let flag): return language == .zh ? (flag ? "是" : "否") : (flag ? "yes" : "no")
    case .integer(let number): return "\(number)"
    case .number(let number): return "\(number)"
    case .string(let text): return self.text(text, of: field)
    case .array, .object, .null: return value.canonicalJSON
    }
  }

  private func text(_ text: String, of field: Field) -> String {
    switch field.type {
    case .code(let codes):
      if let choice = codes.choice(text) { return choice.name(language) }
      if let list = codes.list, let name = CodeLists.name(of: text, in: list) { return name(language) }
      return text
    case .region: return Regions.bundled.fullName(of: text) ?? text
    default: return text
    }
  }
}
