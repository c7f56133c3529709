import Domain
import Store

/// `staff disable` (人员 停用): ends an account.
enum StaffDisableCommand: Command {
  static let name = Parameter<String>.code("name", "账号", Text(zh: "要停用的账号", en: "the account to end"), arity: .one)

  static let spec = CommandSpec(
    "staff disable", "人员 停用", summary: Text(zh: "停用账号，其领取的申报自动释放", en: "ends an account; what it holds is released"),
    arguments: [name.spec],
    examples: [
      .init(Text(zh: "人员 停用 reviewer.330102", en: "staff disable reviewer.330102"), Text(zh: "停用", en: "ends it"))
    ],
    roles: [.manager, .administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let login = try input.require(name)
    try await context.confirm(
      Text(zh: "停用账号 \(login)：不能再登录，领取的申报会释放。确定吗？", en: "Disable \(login): no more login, leases are released. Go on?"))
    let account = try await context.change(repeatable: true) { try await $0.disableStaff(login) }
    return CommandOutput(
      json: StaffCommand.table([account], context).json,
      talk: [
        .done(
          Text(
            zh: "已停用 \(account.name)；人员 恢复（staff enable）可以恢复。", en: "Disabled \(account.name); staff enable undoes it.")
        )
      ])
  }
}
