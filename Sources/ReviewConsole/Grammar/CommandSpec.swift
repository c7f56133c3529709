import Domain

/// What is known of a command before it runs: the source of dispatch, help, completion and the printed reference.
struct CommandSpec: Sendable {
  /// A line to try, and what it does.
  struct Example: Sendable {
    let line: Text
    let does: Text

    init(_ line: Text, _ does: Text) {
      self.line = line
      self.does = does
    }

    /// The same line in both languages.
    init(_ line: String, _ does: Text) { self.init(Text(zh: line, en: line), does) }
  }

  /// Stable English name; words of a two-word command are separated by one blank: `staff add`.
  let name: String
  let chinese: String
  /// Further names, of either language.
  let aliases: [String]
  let summary: Text
  /// More than the summary can say; nil when there is nothing to add.
  let details: Text?
  let arguments: [ParameterSpec]
  let options: [ParameterSpec]
  let examples: [Example]
  /// Who may use it; nil for everybody. The database decides, this only explains.
  let roles: Set<Actor>?
  let needsDatabase: Bool

  init(
    _ name: String, _ chinese: String, aliases: [String] = [], summary: Text, details: Text? = nil,
    arguments: [ParameterSpec] = [], options: [ParameterSpec] = [], examples: [Example] = [],
    roles: Set<Actor>? = nil, needsDatabase: Bool = true
  ) {
    self.name = name
    self.chinese = chinese
    self.aliases = aliases
    self.summary = summary
    self.details = details
    self.arguments = arguments
    self.options = options
    self.examples = examples
    self.roles = roles
    self.needsDatabase = needsDatabase
  }

  var allNames: [String] { [name, chinese] + aliases }

  func name(_ language: Language) -> String { language == .zh ? chinese : name }

  /// How it is written: `return APPLICATION --reason …`.
  func usage(_ language: Language) -> String {
    let arguments = arguments.map { argument in
      let label = argument.label(language)
      return switch argument.arity {
      case .one: label
      case .optional: "[\(label)]"
      case .many: "\(label)…"
      case .any: "[\(label)…]"
      case .rest: "\(label)…"
      case .optionalRest: "[\(label)…]"
      }
    }
    let options = options.map { option in
      let value = if case .flag = option.kind { "" } else { " \(option.label(language))" }
      let once = "--\(language == .zh ? option.chinese : option.name)\(value)"
      return switch option.arity {
      case .one, .rest: once
      case .optional, .optionalRest: "[\(once)]"
      case .many: "\(once)…"
      case .any: "[\(once)]…"
      }
    }
    return ([name(language)] + arguments + options).joined(separator: " ")
  }
}
