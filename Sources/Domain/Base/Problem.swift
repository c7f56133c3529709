/// How much a problem matters.
public enum Severity: String, CaseIterable, Sendable, Codable {
  /// The submission is refused.
  case error
  /// The submission goes in; the reviewer sees it.
  case warning
}

/// One thing wrong with a submission.
public struct Problem: Hashable, Sendable {
  /// A field id, a slot id, `commitment`, or a group such as `education.part_time`.
  public let field: String
  /// What is wrong, in a stable lower-case word for programs, as `check_character`.
  public let code: String
  /// Whether it stops the submission.
  public let severity: Severity
  /// A sentence for the applicant, without the value itself.
  public let text: Text

  /// A problem with a sentence in both languages.
  public init(field: String, code: String, severity: Severity = .error, text: Text) {
    self.field = field
    self.code = code
    self.severity = severity
    self.text = text
  }

  /// A problem with one sentence, where only Chinese is at hand (a profile's own message).
  public init(field: String, code: String, severity: Severity = .error, message: String) {
    self.init(field: field, code: code, severity: severity, text: Text(zh: message, en: message))
  }

  /// The Chinese sentence.
  public var message: String { text.zh }
}

extension Problem: Codable {
  private enum Key: String, CodingKey {
    case field, code, severity, message
    case english = "message_en"
  }

  /// Reads `{"field", "code", "severity", "message"}`; `message_en` where it is there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let message = try container.decode(String.self, forKey: .message)
    self.init(
      field: try container.decode(String.self, forKey: .field), code: try container.decode(String.self, forKey: .code),
      severity: try container.decode(Severity.self, forKey: .severity),
      text: Text(zh: message, en: try container.decodeIfPresent(String.self, forKey: .english) ?? message))
  }

  /// Writes `{"field", "code", "severity", "message"}`, and `message_en` where it differs.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(field, forKey: .field)
    try container.encode(code, forKey: .code)
    try container.encode(severity, forKey: .severity)
    try container.encode(text.zh, forKey: .message)
    if text.en != text.zh { try container.encode(text.en, forKey: .english) }
  }
}
