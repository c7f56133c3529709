import Domain
import Store

/// `transfer` (转办): hands an application to another bureau of the province.
enum TransferCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let department = Parameter<DepartmentReference>.department(
    Text(zh: "转给哪个部门（代码或名称）", en: "the bureau that is to have it (code or name)"), arity: .one)
  static let note = Parameter<String>.text(
    "note", "理由", Text(zh: "理由，会告知申报人", en: "why; the applicant is told"), arity: .one, personal: true)

  static let spec = CommandSpec(
    "transfer", "转办", summary: Text(zh: "转给省内另一个部门，并告知申报人", en: "hands it to another bureau and tells the applicant"),
    arguments: [application.spec, department.spec], options: [note.spec],
    examples: [
      .init(
        Text(zh: "转办 3 330106 --理由 单位注册地在西湖区", en: "transfer 3 330106 --note 'the unit is in 西湖区'"),
        Text(zh: "转给西湖区财政局", en: "to another district"))
    ],
    roles: [.reviewer, .manager])

  static func check(_ context: ConsoleContext, _ input: CommandInput) async throws {
    guard let reference = try input[application] else { return }
    let number = try await context.resolveOne(reference)
    let target = try input[department]?.code
    try await context.change(repeatable: true) { try await $0.checkTransfer(number, to: target) }
  }

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let target = try input.require(department).code
    let why = try input.require(note)
    let change = try await context.change(repeatable: false) {
      try await $0.transfer(number, to: target, note: why)
    }
    let name = context.standards.departments.fullName(of: change.departmentCode)
    return ChangeOutput.output(
      change,
      done: Text(
        zh: "已把 \(change.number) 转给\(name)，期限 \(change.dueOn)。",
        en: "\(change.number) is now with \(name), due \(change.dueOn)."))
  }
}
