import Domain
import Store

/// `staff enable` (人员 恢复): lets a disabled account in again.
enum StaffEnableCommand: Command {
  static let name = Parameter<String>.code("name", "账号", Text(zh: "要恢复的账号", en: "the account"), arity: .one)

  static let spec = CommandSpec(
    "staff enable", "人员 恢复", summary: Text(zh: "恢复停用的账号", en: "lets a disabled account in again"),
    arguments: [name.spec],
    examples: [
      .init(Text(zh: "人员 恢复 reviewer.330102", en: "staff enable reviewer.330102"), Text(zh: "恢复", en: "lets it in"))
    ],
    roles: [.manager, .administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let login = try input.require(name)
    let account = try await context.change(repeatable: true) { try await $0.enableStaff(login) }
    return CommandOutput(
      json: StaffCommand.table([account], context).json,
      talk: [.done(Text(zh: "已恢复 \(account.name)。", en: "Enabled \(account.name)."))])
  }
}
