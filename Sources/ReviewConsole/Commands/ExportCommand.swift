import Domain
import Foundation
import Reports
import Store

/// `export` (导出): a report as an Excel workbook, or a folder of workbooks.
enum ExportCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件",
    Text(
      zh: "要生成的 .xlsx 文件（ledger 也可以是 .csv）；by-department 是文件夹",
      en: "the .xlsx file to write (ledger: also .csv); for by-department a folder"))
  static let force = Parameter<Bool>.flag(
    "force", "覆盖", Text(zh: "覆盖同名文件，不询问", en: "replaces files of that name without asking"))
  static let unmasked = Parameter<Bool>.flag(
    "unmasked", "不脱敏", Text(zh: "显示完整的个人信息（主管；须写 --用途）", en: "personal data whole (managers; needs --purpose)"))
  static let purpose = Parameter<String>.text(
    "purpose", "用途",
    Text(
      zh: "为什么要完整的个人信息（会印在每页上），或为什么再次公开；会记入日志",
      en: "why personal data whole (printed on each page), or published again; recorded"))
  static let maker = Parameter<String>.text(
    "maker", "制表人", Text(zh: "制表人（默认登录人）", en: "who made it (default: who is logged in)"))

  static let spec = CommandSpec(
    "export", "导出", summary: Text(zh: "把报表导出为 Excel", en: "writes a report as an Excel workbook"),
    details: Text(
      zh:
        "已有同名文件时先询问；脚本中加 --覆盖 覆盖。写完整了才出现在目标位置：中断、出错都不留下文件。by-department（分部门）为范围内每个部门各写一个工作簿，全部取自同一时点，要么全部写成，要么一个不留。每次导出都记入日志。",
      en:
        "Asks before a file of that name is replaced; scripts say --force. A file is seen when it is whole: what is interrupted "
        + "or fails leaves none. by-department writes a workbook for each bureau of the subtree, all of one moment, all or none. "
        + "Each export is on record."),
    arguments: [ReportParameters.item.spec, file.spec],
    options: ReportParameters.filters + [
      ReportParameters.held.spec, maker.spec, unmasked.spec, purpose.spec, force.spec,
    ],
    examples: [
      .init(
        Text(zh: "导出 summary 汇总.xlsx", en: "export summary summary.xlsx"), Text(zh: "审核情况汇总", en: "the review summary")),
      .init(
        Text(zh: "导出 分部门 年终 --期间 今年", en: "export by-department year-end --period this-year"),
        Text(zh: "每个部门一个工作簿，放在文件夹“年终”里", en: "a workbook for each bureau, in the folder year-end")),
      .init(
        Text(
          zh: "导出 ledger 台账 --部门 330102 --不脱敏 --用途 证书核验", en: "export ledger l.xlsx --unmasked --purpose certificates"),
        Text(zh: "明细台账，个人信息完整显示", en: "the ledger with personal data whole")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let export = Export(
      context: context, path: try input.require(file), isForced: input[force],
      filters: try await ReportParameters.filters(input, today: context.databaseDay()), maker: try input[maker],
      isUnmasked: input[unmasked], purpose: try purpose(input))
    let item = try input.require(ReportParameters.item)
    if export.isUnmasked, item.id != Ledger.id {
      throw ConsoleFailure.contradiction(
        Text(
          zh: "\(item.id)（\(item.name.zh)）只有统计数字，没有个人信息，不需要 --不脱敏。",
          en: "\(item.id) shows figures and no personal data; --unmasked is not for it."),
        hint: Text(zh: "请去掉 --不脱敏；要完整的个人信息请导出 ledger（明细台账）。", en: "Leave --unmasked out, or export ledger."))
    }
    do {
      try await context.read { try await export.filters.check(on: $0.connection) }
      return try await write(item, export, input)
    } catch {
      let failure = ConsoleFailure(error)
      if case .cancelled = failure { throw ConsoleFailure.cancelledFile }
      throw failure
    }
  }

  private static func write(
    _ item: CatalogueItem, _ export: Export, _ input: CommandInput
  ) async throws -> CommandOutput {
    switch item {
    case .report(let report):
      if export.isCSV {
        throw ConsoleFailure.contradiction(
          Text(
            zh: "\(report.id)（\(report.name.zh)）导出为 Excel 工作簿，不是 CSV；CSV 每个文件只有一张表。",
            en: "\(report.id) is exported as a workbook, not as CSV, which holds one table."),
          hint: Text(
            zh: "请用 .xlsx 文件名；要 CSV，请用 统计 \(report.id) --格式 csv --表 表名 > 文件.csv（stats）。",
            en: "Name it .xlsx; for CSV: stats \(report.id) --format csv --table NAME > FILE.csv."))
      }
      if try input[ReportParameters.held] != nil {
        throw ConsoleFailure.contradiction(
          Text(zh: "--报表 只用于 by-department（分部门）。", en: "--report goes with by-department only."),
          hint: Text(zh: "请去掉 --报表。", en: "Leave --report out."))
      }
      return try await export.write(report)
    case .byDepartment: return try await export.writeWorkbooks(of: input[ReportParameters.held] ?? .campaign)
    case .ledger: return try await export.writeLedger()
    }
  }

  /// What `--unmasked` or `--publish` is for; nil without one.
  private static func purpose(_ input: CommandInput) throws -> String? {
    let given = try input[purpose]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    switch (input[unmasked], given.isEmpty) {
    case (true, false): return given
    case (false, false) where input[ReportParameters.publish]: return given
    case (true, true):
      throw ConsoleFailure.contradiction(
        Text(zh: "--不脱敏 要写明用途。", en: "--unmasked needs a purpose."),
        hint: Text(zh: "例如：--不脱敏 --用途 证书核验。", en: "For example: --unmasked --purpose certificates."))
    case (false, false):
      throw ConsoleFailure.contradiction(
        Text(zh: "--用途 只和 --不脱敏 或 --公开 一起用。", en: "--purpose goes with --unmasked or --publish only."),
        hint: Text(zh: "请加上 --不脱敏，或去掉 --用途。", en: "Add --unmasked, or leave --purpose out."))
    case (false, true): return nil
    }
  }
}
