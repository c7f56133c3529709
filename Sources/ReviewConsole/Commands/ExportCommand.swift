import Domain
import Foundation
import Reports
import Store

/// `export` (导出): a report as an Excel workbook.
enum ExportCommand: Command {
  static let file = Parameter<String>.path("file", "文件", Text(zh: "要生成的 .xlsx 文件", en: "the .xlsx file to write"))
  static let maker = Parameter<String>.text(
    "maker", "制表人", Text(zh: "制表人（默认登录人）", en: "who made it (default: who is logged in)"))

  static let spec = CommandSpec(
    "export", "导出", summary: Text(zh: "把报表导出为 Excel", en: "writes a report as an Excel workbook"),
    details: Text(
      zh: "已有同名文件时不覆盖，除非加 --yes。每次导出都记入日志。",
      en: "A file of that name is not replaced unless --yes is given. Each export is on record."),
    arguments: [ReportParameters.report.spec, file.spec],
    options: ReportParameters.filters + [maker.spec],
    examples: [
      .init(
        Text(zh: "导出 summary 汇总.xlsx", en: "export summary summary.xlsx"), Text(zh: "审核情况汇总", en: "the review summary"))
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let report = try input.require(ReportParameters.report)
    let typed = try input.require(file)
    let path = typed.lowercased().hasSuffix(".xlsx") ? typed : typed + ".xlsx"
    let filters = try ReportParameters.filters(input, today: context.today)
    let me = try await context.me()
    let exists = FileManager.default.fileExists(atPath: path)
    if exists {
      guard context.isConfirmed || context.terminal.canAsk else {
        throw ConsoleFailure.file(path: path, problem: .exists)
      }
      try await context.confirm(Text(zh: "文件 \(path) 已经存在，要覆盖吗？", en: "\(path) exists. Replace it?"))
    }
    let result = try await ProgressLine.during(report.name, context) { line in
      let listener: ReportProgress.Listener = { line.show($0.done, of: $0.total, $0.step) }
      let data = try await context.read {
        try await report.compute(on: $0.connection, filters: filters, onProgress: listener)
      }
      line.turn(to: Text(zh: "写工作簿", en: "Workbook"))
      return try ReportExporter.write(
        data, to: path, overwrite: exists, maker: input[maker] ?? me.displayName, language: context.language,
        onProgress: listener)
    }
    let record = try await context.change(repeatable: false) { store in
      try await store.recordExport(
        report: result.report, filters: json(filters), snapshotAt: result.snapshotAt, rows: result.rows,
        sheets: result.sheets, bytes: result.bytes, sha256: result.sha256)
    }
    return output(result, record: record)
  }

  private static func json(_ filters: ReportFilters) -> JSONValue {
    [
      "department": filters.department.map(JSONValue.string) ?? .null,
      "province": filters.province.map(JSONValue.string) ?? .null,
      "by": filters.dated.map { .string($0.rawValue) } ?? .null,
      "state": filters.state.map { .string($0.rawValue) } ?? .null,
      "reviewer": filters.reviewer.map(JSONValue.string) ?? .null,
      "from": filters.period?.from.map { .string($0.iso) } ?? .null,
      "to": filters.period?.to.map { .string($0.iso) } ?? .null,
    ]
  }

  private static func output(_ result: ExportResult, record: Int) -> CommandOutput {
    let card = Card(fields: [
      .init("file", Text(zh: "文件", en: "File"), .text(result.file, mark: .strong)),
      .init("report", Text(zh: "报表", en: "Report"), .text(result.report)),
      .init("rows", Text(zh: "行数", en: "Rows"), .integer(result.rows)),
      .init("sheets", Text(zh: "工作表", en: "Sheets"), .integer(result.sheets)),
      .init("bytes", Text(zh: "大小", en: "Size"), Showing.bytes(result.bytes)),
      .init("sha256", Text(zh: "校验", en: "SHA-256"), Showing.hash(result.sha256)),
      .init("snapshot_at", Text(zh: "数据截至", en: "As of"), .time(result.snapshotAt)),
      .init("export", Text(zh: "导出记录", en: "On record as"), .integer(record)),
    ])
    return .card(card, talk: [.done(Text(zh: "已导出 \(result.file)。", en: "Wrote \(result.file)."))])
  }
}
