import Domain
import Store

/// `staff change` (人员 变更): gives somebody another role or bureau.
enum StaffChangeCommand: Command {
  static let name = Parameter<String>.code("name", "账号", Text(zh: "要变更的账号", en: "the account to change"), arity: .one)
  static let role = Parameter<StaffAddCommand.Role>.choice("role", "角色", Text(zh: "新的角色", en: "the new role"))
  static let department = Parameter<DepartmentReference>.department(Text(zh: "调到哪个部门", en: "the new bureau"))

  static let spec = CommandSpec(
    "staff change", "人员 变更",
    summary: Text(
      zh: "变更角色或部门；其领取的申报自动释放，已登录的要重新登录", en: "another role or bureau; leases are released, sessions ended"),
    arguments: [name.spec], options: [role.spec, department.spec],
    examples: [
      .init(
        Text(zh: "人员 变更 reviewer.330102 --部门 330106", en: "staff change reviewer.330102 --department 330106"),
        Text(zh: "调到西湖区财政局", en: "moves to another bureau"))
    ],
    roles: [.manager, .administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let login = try input.require(name)
    let (role, department) = (try input[role]?.rawValue, try input[department]?.code)
    guard role != nil || department != nil else {
      throw ConsoleFailure.contradiction(
        Text(zh: "请写明变更什么：--角色 或 --部门。", en: "Say what changes: --role or --department."),
        hint: Text(zh: "例如：人员 变更 \(login) --部门 330106", en: "For example: staff change \(login) --department 330106"))
    }
    try await context.confirm(
      Text(
        zh: "变更账号 \(login)：领取的申报会释放，已登录的会断开。确定吗？",
        en: "Change \(login): leases are released, open sessions end. Go on?"))
    let account = try await context.change(repeatable: true) {
      try await $0.changeStaff(login, role: role, department: department)
    }
    let bureau = account.departmentName ?? ""
    return CommandOutput(
      json: StaffCommand.table([account], context).json,
      talk: [
        .done(
          Text(
            zh: "已变更 \(account.name)：\(account.role)\(bureau.isEmpty ? "" : "，\(bureau)")。",
            en: "Changed \(account.name): \(account.role)\(bureau.isEmpty ? "" : ", \(bureau)")."))
      ])
  }
}
