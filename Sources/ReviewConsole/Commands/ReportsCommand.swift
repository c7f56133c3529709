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
        rows: ReportCatalogue.all.map {
          [.text($0.id, mark: .strong), .text($0.name(context.language)), .text($0.question(context.language))]
        },
        summary: Text(
          zh: "stats 代号（统计）在屏幕上看，export 代号 文件.xlsx（导出）生成 Excel。",
          en: "stats REPORT shows it, export REPORT FILE.xlsx writes a workbook.")))
  }
}

/// Which report is meant, and what it is limited to: the same for `stats` and `export`.
enum ReportParameters {
  static let report = Parameter<any Report>(
    "report", "报表", Text(zh: "报表代号，见 reports（报表）", en: "the report, see reports"),
    kind: .choice(ReportCatalogue.all.map { .init(name: $0.id, chinese: $0.name.zh, help: $0.question) }), arity: .one
  ) { word throws(BadValue) in
    guard let report = ReportCatalogue.named(word.folded) else {
      let known = ReportCatalogue.all.map { "\($0.id)（\($0.name.zh)）" }.joined(separator: "、")
      throw BadValue(
        expected: Text(zh: "以下之一：\(known)", en: "one of: \(ReportCatalogue.all.map(\.id).joined(separator: ", "))"))
    }
    return report
  }

  static let department = Parameter<DepartmentReference>.department(
    Text(zh: "只算这个部门及其下级", en: "only this bureau and those below it"))
  static let from = Parameter<String>.code(
    "from", "从",
    Text(zh: "从哪天起提交的：2026-01-01、2026-01、本月、去年……", en: "submitted from: 2026-01-01, 2026-01, last-month, …"))
  static let to = Parameter<String>.code("to", "到", Text(zh: "到哪天为止提交的", en: "submitted until"))

  static func filters(_ input: CommandInput, today: Day) throws(ConsoleFailure) -> ReportFilters {
    let period: Period
    do { period = try Period(from: input[from], to: input[to], today: today) } catch {
      switch error {
      case .notUnderstood(let text):
        throw .badValue(
          from.spec, typed: text,
          expected: Text(
            zh: "日期或时期，如 2026-01-01、2026-01、2026Q1、本月", en: "a date or period, such as 2026-01-01, 2026-01, 2026Q1"))
      case .reversed(let from, let to):
        throw .contradiction(
          Text(zh: "\(from) 在 \(to) 之后。", en: "\(from) is after \(to)."),
          hint: Text(zh: "请对调 --from 和 --to。", en: "Exchange --from and --to."))
      }
    }
    let isOpen = period.from == nil && period.to == nil
    return ReportFilters(department: input[department]?.code, period: isOpen ? nil : period)
  }
}
