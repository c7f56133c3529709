/// How much a problem matters.
public enum Severity: String, CaseIterable, Sendable {
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
  /// Of a file its number in the slot (`Attachment.n`); nil for everything else. Not stored.
  public let file: Int?

  /// A problem with a sentence in both languages.
  public init(field: String, code: String, severity: Severity = .error, text: Text, file: Int? = nil) {
    self.field = field
    self.code = code
    self.severity = severity
    self.text = text
    self.file = file
  }

  /// A problem with one sentence, where only Chinese is at hand (a profile's own message).
  public init(field: String, code: String, severity: Severity = .error, message: String) {
    self.init(field: field, code: code, severity: severity, text: Text(zh: message, en: message))
  }

  /// The same about the file of that number.
  func about(file n: Int) -> Problem { Problem(field: field, code: code, severity: severity, text: text, file: n) }

  /// The Chinese sentence.
  public var message: String { text.zh }
}

extension Problem {
  /// As it is stored and printed: `{field, code, severity, message}`.
  public var json: JSONValue {
    [
      "field": .string(field), "code": .string(code), "severity": .string(severity.rawValue),
      "message": .string(message),
    ]
  }

  /// Reads what `json` gives; nil for anything else.
  public init?(_ json: JSONValue) {
    guard let field = json["field"]?.string, let code = json["code"]?.string, let message = json["message"]?.string,
      let severity = json["severity"]?.string.flatMap(Severity.init(rawValue:))
    else { return nil }
    self.init(field: field, code: code, severity: severity, message: message)
  }
}
