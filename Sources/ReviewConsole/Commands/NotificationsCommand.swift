import Domain
import Store

/// `notifications` (通知): what applicants were told, and whether it arrived.
enum NotificationsCommand: Command {
  enum State: String, ChoiceValue {
    case pending, sending, delivered, failed
    var choice: (chinese: String, help: Text) {
      switch self {
      case .pending: ("待发送", Text(zh: "还没有发", en: "not sent yet"))
      case .sending: ("发送中", Text(zh: "正在发", en: "being sent"))
      case .delivered: ("已送达", Text(zh: "已经送达", en: "arrived"))
      case .failed: ("发送失败", Text(zh: "没有发成", en: "not sent"))
      }
    }
  }

  static let application = Parameter<ApplicationReference>.application(
    .optional, Text(zh: "只看这一件的", en: "only of this application"))
  static let state = Parameter<State>.choice("state", "状态", Text(zh: "只看这个状态的", en: "only of this state"))
  static let limit = Parameter<Int>.number(
    "limit", "条数", Text(zh: "最多多少条（20）", en: "at most so many (20)"), in: 1...1000)

  static let spec = CommandSpec(
    "notifications", "通知", summary: Text(zh: "发给申报人的通知，送到了没有", en: "messages to applicants, and whether they arrived"),
    arguments: [application.spec], options: [state.spec, limit.spec],
    examples: [
      .init(Text(zh: "通知 3", en: "notifications 3"), Text(zh: "列表第 3 行的通知", en: "of row 3")),
      .init(
        Text(zh: "通知 --状态 发送失败", en: "notifications --state failed"), Text(zh: "没有发成的", en: "what was not delivered")),
    ],
    roles: [.reviewer, .manager, .helpdesk])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    var number: String?
    if let reference = try input[application] { number = try await context.resolveOne(reference) }
    let wanted = try input[state]?.rawValue
    let most = try input[limit] ?? 20
    let items = try await context.read { [number] store in
      try await store.notifications(of: number, state: wanted, limit: most)
    }
    return .table(table(items, context, isCut: items.count == most))
  }

  static func table(_ items: [NotificationItem], _ context: ConsoleContext, isCut: Bool = false) -> Table {
    let language = context.language
    return Table(
      columns: [
        .init("id", Text(zh: "编号", en: "ID"), alignment: .right),
        .init("number", Text(zh: "申报号", en: "NUMBER")),
        .init("event", Text(zh: "事由", en: "ABOUT")),
        .init("channel", Text(zh: "方式", en: "BY")),
        .init("recipient", Text(zh: "收件人", en: "TO"), yields: 2, minimum: 8),
        .init("state", Text(zh: "状态", en: "STATE")),
        .init("body", Text(zh: "内容", en: "TEXT"), yields: 4, minimum: 8),
        .init("created_at", Text(zh: "时间", en: "WHEN")),
        .init("delivered_at", Text(zh: "送达", en: "ARRIVED"), audience: .machines),
        .init("attempts", Text(zh: "次数", en: "TRIES"), audience: .machines),
      ],
      rows: items.map { item in
        [
          .integer(item.id), .text(item.number), .named(Formatting.event(item.event)(language), code: item.event),
          .named(Formatting.channel(item.channel)(language), code: item.channel), .text(item.recipient),
          Formatting.delivery(item.state, language), .text(item.body), .time(item.createdAt), .time(item.deliveredAt),
          .integer(item.attempts),
        ]
      },
      summary: Text(
        zh: "\(items.count) 条\(isCut ? "（可能还有；加 --条数 多看）" : "")。没有发成的可以 重发 编号（resend）。",
        en: "\(items.count)\(isCut ? " (there may be more; see --limit)" : ""). resend ID sends one again."),
      whenEmpty: Text(zh: "没有通知。", en: "There are no messages."))
  }
}
