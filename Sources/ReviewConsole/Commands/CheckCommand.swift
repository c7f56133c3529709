import Domain

/// `check` (校验): is this number right, and if not, why.
enum CheckCommand: Command {
  enum Kind: String, ChoiceValue {
    case id, uscc, org, phone, number
    var choice: (chinese: String, help: Text) {
      switch self {
      case .id: ("身份证", Text(zh: "居民身份证号码（GB 11643）", en: "resident ID number (GB 11643)"))
      case .uscc: ("信用代码", Text(zh: "统一社会信用代码（GB 32100）", en: "unified social credit code (GB 32100)"))
      case .org: ("机构代码", Text(zh: "组织机构代码（GB 11714）", en: "organisation code (GB 11714)"))
      case .phone: ("电话", Text(zh: "手机或固定电话", en: "mobile or landline"))
      case .number: ("申报号", Text(zh: "申报号（ISO 7064）", en: "application number (ISO 7064)"))
      }
    }
  }

  static let kind = Parameter<Kind>.choice("kind", "种类", Text(zh: "哪一种号码", en: "what kind of number"), arity: .one)
  static let value = Parameter<String>.text(
    "value", "号码", Text(zh: "要校验的号码", en: "the number"), arity: .one, personal: true)

  static let spec = CommandSpec(
    "check", "校验", summary: Text(zh: "校验号码，说明哪里不对", en: "checks a number and says what is wrong"),
    arguments: [kind.spec, value.spec],
    examples: [
      .init(
        Text(zh: "校验 信用代码 91350100M000100Y43", en: "check uscc 91350100M000100Y43"),
        Text(zh: "信用代码", en: "a credit code"))
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let typed = try input.require(value)
    let kinds: [Kind: NumberKind] = [.id: .residentID, .uscc: .creditCode, .org: .organisationCode, .phone: .phone]
    guard let kind = kinds[try input.require(kind)] else { return applicationNumber(typed, context.language) }
    let check = Numbers.check(typed, as: kind, today: context.today, by: context.standards)
    return output(
      isValid: check.isValid, kind: kind.name, findings: check.findings.map { ($0.code, $0.severity, $0.text) },
      more: [
        .init(
          "sex", Text(zh: "性别", en: "Sex"),
          .text(check.sex.flatMap { context.standards.name(of: $0.rawValue, in: "sex")?(context.language) })),
        .init("birth_date", Text(zh: "出生日期", en: "Born"), .day(check.birthDate)),
      ], context.language)
  }

  private static func applicationNumber(_ typed: String, _ language: Language) -> CommandOutput {
    let kind = Text(zh: "申报号", en: "application number")
    do throws(ApplicationNumber.Problem) {
      let number = try ApplicationNumber(parsing: typed)
      return output(
        isValid: true, kind: kind, findings: [],
        more: [.init("canonical", Text(zh: "规范写法", en: "Canonical"), .text(number.description))], language)
    } catch {
      return output(isValid: false, kind: kind, findings: [(error.code, .error, error.text)], more: [], language)
    }
  }

  /// The number itself is not repeated: it may be somebody's.
  private static func output(
    isValid: Bool, kind: Text, findings: [(code: String, severity: Severity, text: Text)], more: [Card.Field],
    _ language: Language
  ) -> CommandOutput {
    let verdict = isValid ? Text(zh: "正确", en: "right") : Text(zh: "不对", en: "wrong")
    var fields: [Card.Field] = [
      .init("valid", kind, .text(verdict(language), mark: isValid ? .good : .bad, machine: .bool(isValid)))
    ]
    fields += findings.map {
      .init($0.code, Text(zh: $0.severity == .error ? "问题" : "提示", en: $0.severity.rawValue), .text($0.text(language)))
    }
    fields += more.filter { $0.cell.value != .none }
    let document: JSONDocument = [
      "valid": .bool(isValid),
      "findings": .array(
        findings.map {
          ["code": .string($0.code), "severity": .string($0.severity.rawValue), "message": .string($0.text(language))]
        }),
    ]
    var output = CommandOutput(blocks: [.card(Card(fields: fields))], json: document)
    if case .object(let members) = document {
      output.json = .object(members + more.map { JSONDocument.Member(key: $0.key, value: $0.cell.json) })
    }
    output.exitCode = isValid ? .done : .failed
    return output
  }
}
