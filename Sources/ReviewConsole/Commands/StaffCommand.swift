import Domain
import Store

/// `staff` (人员): the accounts that the caller may manage.
enum StaffCommand: Command {
  static let spec = CommandSpec(
    "staff", "人员", aliases: ["staff list", "人员 列表"],
    summary: Text(zh: "工作人员账号", en: "the accounts of the staff"),
    examples: [.init(Text(zh: "人员", en: "staff"), Text(zh: "列出账号", en: "lists them"))],
    roles: [.manager, .administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    .table(table(try await context.read { try await $0.staff() }, context))
  }

  static func table(_ accounts: [StaffAccount], _ context: ConsoleContext) -> Table {
    let (language, departments) = (context.language, context.standards.departments)
    return Table(
      columns: [
        .init("name", Text(zh: "账号", en: "NAME")),
        .init("display_name", Text(zh: "姓名", en: "PERSON"), yields: 1, minimum: 6),
        .init("role", Text(zh: "角色", en: "ROLE")),
        .init("department", Text(zh: "部门", en: "BUREAU"), yields: 2, minimum: 8),
        .init("active", Text(zh: "在职", en: "ACTIVE")),
        .init("held", Text(zh: "在审", en: "HOLDS"), alignment: .right),
        .init("created_at", Text(zh: "建立", en: "MADE"), yields: 3, minimum: 5),
        .init("disabled_at", Text(zh: "停用", en: "DISABLED"), audience: .machines),
      ],
      rows: accounts.map { account in
        [
          .text(account.name), .text(account.displayName),
          .named(Actor(rawValue: account.role)?.name(language) ?? account.role, code: account.role),
          account.departmentCode.map {
            .named(account.departmentName ?? departments.name(of: $0), code: $0)
          } ?? .none,
          .text(
            account.active ? (language == .zh ? "是" : "yes") : (language == .zh ? "停用" : "no"),
            mark: account.active ? nil : .quiet, machine: .bool(account.active)),
          .integer(account.held), .time(account.createdAt), .time(account.disabledAt),
        ]
      },
      summary: Text(zh: "\(accounts.count) 个账号。", en: "\(accounts.count) accounts."),
      whenEmpty: Text(zh: "没有您管理的账号。人员 新增（staff add）可以添加。", en: "You manage no accounts. staff add makes one."))
  }
}
