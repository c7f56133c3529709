import Domain
import Store

/// `next` (领取): claims the application that is due first and that nobody holds, and shows it.
enum NextCommand: Command {
  static let department = Parameter<DepartmentReference>.department(
    Text(zh: "只领取这个部门及其下级的", en: "only of this bureau and those below it"))

  static let spec = CommandSpec(
    "next", "领取", summary: Text(zh: "领取下一件（最先到期、没有人在审的）并显示", en: "claims the next application and shows it"),
    options: [department.spec],
    examples: [.init(Text(zh: "领取", en: "next"), Text(zh: "领取最先到期的一件", en: "takes what is due first"))],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let department = try input[department]?.code
    let claimed = try await context.change(repeatable: false) { try await $0.claimNext(department: department) }
    guard let claimed else {
      return CommandOutput(
        json: .null,
        talk: [.hint(Text(zh: "没有可以领取的申报：都审完了，或者都有人在审。", en: "Nothing to take: all is decided or being reviewed."))])
    }
    return try await ShowCommand.show(claimed.number, revision: nil, purpose: nil, context)
  }
}
