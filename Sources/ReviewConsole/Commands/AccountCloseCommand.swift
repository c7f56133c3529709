import Domain
import Store

/// `account close` (账户 注销): ends an applicant's account.
enum AccountCloseCommand: Command {
  static let number = AccountVouchCommand.number
  static let reason = Parameter<String>.text(
    "reason", "事由", Text(zh: "为什么注销，会记入日志", en: "why; it is recorded"), arity: .one)

  static let spec = CommandSpec(
    "account close", "账户 注销",
    summary: Text(
      zh: "注销申报人的账号，立即退出所有登录；申报保留", en: "closes an applicant's account and all its sessions; the application stays"),
    arguments: [number.spec], options: [reason.spec, AccountVouchCommand.type.spec],
    examples: [
      .init(
        Text(zh: "账户 注销 11010519491231002X --事由 本人反映被冒名注册", en: "account close 11010519491231002X --reason 'not hers'"),
        Text(zh: "被人冒名注册", en: "somebody else had taken it"))
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let wanted = try input.require(number)
    let why = try input.require(reason)
    let given = try input[AccountVouchCommand.type]
    try await context.requireOwnAccounts()
    try await context.confirm(
      Text(
        zh: "注销后，原有档案的密码和以前申报里的联系方式都不再有效；本人凭原有档案里的联系方式，或到部门核实身份，才能再次登录。确定吗？",
        en:
          "Afterwards neither an archive's old password nor addresses in earlier submissions count; the person gets in by the archive's address, or a bureau's code. Go on?"
      ))
    let wasThere = try await context.change(repeatable: true) {
      try await $0.closeAccount(idNumber: wanted, idType: given, reason: why)
    }
    let text =
      wasThere
      ? Text(
        zh: "账号已注销，所有登录已退出，原有档案的密码已作废。本人可用 账户 担保（account vouch）重新进入。",
        en: "Closed, with all its sessions; an archive's old password is gone. account vouch lets the person in again.")
      : Text(
        zh: "此人没有账号；原有档案的密码已作废，以前申报里的联系方式从现在起不再接收验证码。",
        en:
          "There was no account; an archive's old password is gone, and addresses in what was submitted get no codes from now on."
      )
    return CommandOutput(json: ["closed": .bool(wasThere)], talk: [.done(text)])
  }
}
