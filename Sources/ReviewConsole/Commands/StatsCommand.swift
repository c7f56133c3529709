import Domain
import Reports
import Store

/// `stats` (统计): a report's figures on the screen.
enum StatsCommand: Command {
  static let table = Parameter<String>.code(
    "table", "表", Text(zh: "只要这张表（CSV、TSV 每次一张）", en: "only this table (CSV and TSV hold one)"))

  static let spec = CommandSpec(
    "stats", "统计", summary: Text(zh: "报表的数字，显示在屏幕上", en: "a report's figures, on the screen"),
    arguments: [ReportParameters.report.spec],
    options: ReportParameters.filters + [table.spec],
    examples: [
      .init(Text(zh: "统计 summary", en: "stats summary"), Text(zh: "审核情况汇总", en: "the review summary")),
      .init(
        Text(zh: "统计 summary --期间 本月", en: "stats summary --period this-month"),
        Text(zh: "本月提交的", en: "of what was submitted this month")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let report = try input.require(ReportParameters.report)
    let filters = try await ReportParameters.filters(input, today: context.databaseDay())
    let data = try await context.read {
      try await filters.check(on: $0.connection)
      return try await report.compute(on: $0.connection, filters: filters, catalogue: context.catalogue)
    }
    let screen = ReportScreen(
      data: data, table: try chosen(of: data, input, context.format), language: context.language)
    return CommandOutput(
      blocks: screen.blocks, json: screen.json,
      talk: [.hint(Text(zh: "导出：导出 \(report.id) 文件.xlsx（export）", en: "To Excel: export \(report.id) FILE.xlsx"))])
  }

  /// The id of the one table that is wanted; nil for all. Where only one can be written, somebody has to say which.
  private static func chosen(
    of data: ReportData, _ input: CommandInput, _ format: OutputFormat
  ) throws(ConsoleFailure) -> String? {
    let ids = data.tables.map(\.id)
    let list = Text(zh: "以下之一：" + ids.joined(separator: "、"), en: "one of " + ids.joined(separator: ", "))
    if let typed = try input[table]?.lowercased() {
      guard ids.contains(typed) else { throw .badValue(table.spec, typed: typed, expected: list) }
      return typed
    }
    guard format == .csv || format == .tsv, ids.count > 1 else { return nil }
    throw .contradiction(
      Text(
        zh: "\(data.report) 有 \(ids.count) 张表，CSV、TSV 每次只能写一张。",
        en: "\(data.report) has \(ids.count) tables; CSV and TSV hold one."),
      hint: Text(zh: "请用 --表（--table）写明\(list.zh)。", en: "Say which with --table: \(list.en)."))
  }
}
