import Domain
import Store

/// `lookup` (查询): what the helpdesk says on the phone.
enum LookupCommand: Command {
  static let text = Parameter<String>.text(
    "text", "内容", Text(zh: "申报号、姓名、手机号或证件号码", en: "number, name, phone or ID number"), arity: .rest, personal: true)
  static let purpose = Parameter<String>.text(
    "purpose", "用途", Text(zh: "查询用途，会记入日志", en: "why; it is recorded"), arity: .one, personal: true)

  static let spec = CommandSpec(
    "lookup", "查询", summary: Text(zh: "按申报号、姓名、手机或证件号码查到哪一步了", en: "finds an application and says where it stands"),
    arguments: [text.spec], options: [purpose.spec],
    examples: [
      .init(Text(zh: "查询 王小明 --用途 来电咨询", en: "lookup 王小明 --purpose 'a call'"), Text(zh: "按姓名", en: "by name"))
    ],
    roles: [.reviewer, .manager, .helpdesk])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let wanted = try input.require(text)
    let why = try input.require(purpose)
    let cards = try await context.read { try await $0.lookup(wanted, purpose: why) }
    context.session.remember(list: cards.map(\.number))
    guard !cards.isEmpty else {
      return CommandOutput(
        json: [],
        talk: [
          .hint(
            Text(
              zh: "没有找到。姓名、手机和证件号码要完整；也可能还没有提交。",
              en: "Nothing found. Name, phone and ID number must be whole; or nothing was submitted yet."))
        ])
    }
    let calendar = try await context.read { try await $0.calendar() }
    let screens = cards.map { LookupScreen(card: $0, calendar: calendar, context: context) }
    let found = Notice.hint(
      Text(zh: "找到 \(cards.count) 件；查询已记入日志。", en: "\(cards.count) found; the lookup is on record."))
    return CommandOutput(
      blocks: screens.flatMap(\.blocks), json: .array(screens.map(\.json)), talk: [found])
  }
}
