import Domain
import Reports
import Store

/// `stats` (统计): a report's figures on the screen.
enum StatsCommand: Command {
  static let spec = CommandSpec(
    "stats", "统计", summary: Text(zh: "报表的数字，显示在屏幕上", en: "a report's figures, on the screen"),
    arguments: [ReportParameters.report.spec],
    options: ReportParameters.filters,
    examples: [
      .init(Text(zh: "统计 summary", en: "stats summary"), Text(zh: "审核情况汇总", en: "the review summary")),
      .init(
        Text(zh: "统计 summary --期间 本月", en: "stats summary --period this-month"),
        Text(zh: "本月提交的", en: "of what was submitted this month")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let report = try input.require(ReportParameters.report)
    let filters = try ReportParameters.filters(input, today: context.today)
    let data = try await context.read {
      try await report.compute(on: $0.connection, filters: filters, standards: context.standards)
    }
    let screen = ReportScreen(data: data, language: context.language)
    return CommandOutput(
      blocks: screen.blocks, json: screen.json,
      talk: [.hint(Text(zh: "导出：export \(report.id) 文件.xlsx", en: "To Excel: export \(report.id) FILE.xlsx"))])
  }
}
