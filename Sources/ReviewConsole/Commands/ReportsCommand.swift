import Domain
import Reports

/// `reports` (报表): what can be counted and exported.
enum ReportsCommand: Command {
  static let spec = CommandSpec(
    "reports", "报表", summary: Text(zh: "有哪些报表", en: "the reports that there are"), needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    .table(
      Table(
        columns: [
          .init("report", Text(zh: "代号", en: "REPORT")), .init("name", Text(zh: "名称", en: "NAME")),
          .init("question", Text(zh: "回答什么", en: "ANSWERS"), yields: 1, minimum: 20),
        ],
        rows: CatalogueItem.all.map {
          [.text($0.id, mark: .strong), .text($0.name(context.language)), .text($0.question(context.language))]
        },
        summary: Text(
          zh: "统计 代号（stats）在屏幕上看，导出 代号 文件.xlsx（export）生成 Excel。",
          en: "stats REPORT shows it, export REPORT FILE.xlsx writes a workbook.")))
  }
}
