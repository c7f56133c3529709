import Domain
import Store

/// `unusual` (异常): what colleagues did more often than work asks for.
enum UnusualCommand: Command {
  static let limit = Parameter<Int>.number("limit", "条数", Text(zh: "最多几条", en: "at most so many"), in: 1...1000)

  static let spec = CommandSpec(
    "unusual", "异常", summary: Text(zh: "查询、查看或交回超过限额的记录", en: "who looked or gave back more often than usual"),
    options: [limit.spec],
    examples: [.init(Text(zh: "异常", en: "unusual"), Text(zh: "本部门及下级的", en: "of the bureau and those below"))],
    roles: [.manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let most = try input[limit] ?? 100
    let entries = try await context.read { try await $0.unusual(limit: most) }
    return .table(
      Table(
        columns: [
          .init("at", Text(zh: "时间", en: "AT")), .init("actor", Text(zh: "账号", en: "WHO")),
          .init("department", Text(zh: "部门", en: "BUREAU")), .init("kind", Text(zh: "做了什么", en: "WHAT")),
          .init("in_minute", Text(zh: "一分钟内", en: "A MINUTE"), alignment: .right),
          .init("in_day", Text(zh: "当天", en: "THAT DAY"), alignment: .right),
        ],
        rows: entries.map { entry in
          [
            .time(entry.at), .text(entry.actor, mark: .strong),
            Formatting.department(entry.departmentCode, context.standards.departments),
            .named(name(of: entry.kind)(context.language), code: entry.kind), .integer(entry.inMinute),
            .integer(entry.inDay),
          ]
        },
        whenEmpty: Text(zh: "没有异常。", en: "Nothing unusual.")))
  }

  private static func name(of kind: String) -> Text {
    switch kind {
    case "lookup": Text(zh: "查询", en: "lookups")
    case "ends": Text(zh: "按证件号码末四位查询", en: "lookups by the end of a number")
    case "open": Text(zh: "查看", en: "cases opened")
    case "unmasked": Text(zh: "查看完整的个人信息", en: "cases read whole")
    case "names": Text(zh: "列出姓名", en: "lists of names")
    case "history": Text(zh: "查看历史", en: "histories")
    case "notifications": Text(zh: "查看通知", en: "messages")
    case "messages": Text(zh: "按申报号查看通知", en: "messages by number")
    case "resend": Text(zh: "重发通知", en: "messages sent again")
    case "transfer": Text(zh: "转办", en: "cases handed on")
    case "export": Text(zh: "导出", en: "exports")
    case "counter": Text(zh: "担保、注销账户", en: "vouchers and closings")
    case "note": Text(zh: "备注", en: "notes")
    case "claim": Text(zh: "领取", en: "cases claimed")
    case "release": Text(zh: "领取后未办结就交回", en: "cases given back undecided")
    default: Text(zh: kind, en: kind)
    }
  }
}
