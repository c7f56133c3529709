import Domain
import Store

/// `history` (历史): who did what, and who looked.
enum HistoryCommand: Command {
  static let application = Parameter<ApplicationReference>.application()

  static let spec = CommandSpec(
    "history", "历史", summary: Text(zh: "经过：谁在什么时候做了什么、看过", en: "the timeline: who did what, and who looked"),
    arguments: [application.spec],
    examples: [.init(Text(zh: "历史 3", en: "history 3"), Text(zh: "列表第 3 行的经过", en: "of row 3"))],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let entries = try await context.read { try await $0.history(number) }
    guard !entries.isEmpty else { throw StoreFailure.refused(Refusal(.notFound, ["number": .string(number)])) }
    var table = HistoryTable(entries: entries, context: context).table
    table.title = Text(zh: number, en: number)
    return .table(table)
  }
}
