import Domain
import Foundation
import Reports
import Spreadsheet
import Store

/// `exports` (导出记录): the workbooks on record, and whether a file is one of them.
enum ExportsCommand: Command {
  static let check = Parameter<String>.path(
    "check", "核对", Text(zh: "核对这个文件与导出记录是否一致", en: "whether this file is one on record"), arity: .optional)
  static let number = Parameter<Int>.number(
    "number", "编号", Text(zh: "这个编号的", en: "the one of this number"), in: 1...Int.max)
  static let file = Parameter<String>.path(
    "file", "文件", Text(zh: "文件名中有这些字的", en: "those with this in their file's name"), arity: .optional)
  static let limit = Parameter<Int>.number(
    "limit", "条数", Text(zh: "最多多少条（20）", en: "at most so many (20)"), in: 1...1000)

  static let spec = CommandSpec(
    "exports", "导出记录",
    summary: Text(zh: "导出过的文件，以及核对文件", en: "the workbooks that were exported, and whether a file is one of them"),
    options: [number.spec, file.spec, check.spec, limit.spec],
    examples: [
      .init(Text(zh: "导出记录", en: "exports"), Text(zh: "最近的 20 条", en: "the latest 20")),
      .init(
        Text(zh: "导出记录 --文件 汇总", en: "exports --file summary"),
        Text(zh: "文件名中有“汇总”的", en: "those with summary in their file's name")),
      .init(
        Text(zh: "导出记录 --核对 汇总.xlsx", en: "exports --check summary.xlsx"),
        Text(zh: "文件是否与记录一致", en: "is the file as it was exported?")),
    ],
    roles: [.reviewer, .manager, .administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let limit = try input[limit] ?? 20
    guard let path = try input[check] else {
      // Files are known by their names alone, wherever they went.
      let (number, name) = (try input[number], try input[file].map { URL(filePath: $0).lastPathComponent })
      let found = try await context.read { try await $0.exports(number: number, file: name, limit: limit) }
      return .table(table(found, context))
    }
    guard let digest = FileDigest(path: path) else {
      let cause = errno
      throw ConsoleFailure.file(
        path: path, problem: cause == ENOENT ? .missing : cause == EISDIR ? .isDirectory : .notReadable)
    }
    let found = try await context.read { try await $0.exports(sha256: digest.sha256, limit: limit) }
    guard let record = found.first else {
      throw ConsoleFailure.report(
        Text(
          zh: "\(path) 与您能看到的导出记录都不一致（SHA-256 \(digest.sha256.prefix(12))…）：不是导出的原件，或者导出后改动过。",
          en:
            "\(path) is none of the exports on record that you may see (SHA-256 \(digest.sha256.prefix(12))…): it was not "
            + "exported, or was changed since."))
    }
    var output = CommandOutput.table(table(found, context))
    output.talk.append(
      .done(
        Text(
          zh: "\(path) 与第 \(record.id) 号导出记录一致，导出后没有改动。", en: "\(path) is export \(record.id), unchanged.")))
    return output
  }

  private static func outcome(_ outcome: ExportItem.Outcome, _ language: Language) -> Cell {
    switch outcome {
    case .finished: .named(Text(zh: "完成", en: "finished")(language), code: outcome.rawValue)
    case .abandoned: .named(Text(zh: "作废", en: "abandoned")(language), code: outcome.rawValue, mark: .quiet)
    case .begun: .named(Text(zh: "未完成", en: "not finished")(language), code: outcome.rawValue, mark: .warning)
    }
  }

  /// The days of its period.
  private static func period(_ record: ExportItem, _ language: Language) -> Cell {
    guard record.from != nil || record.to != nil else {
      return .text(Text(zh: "不限", en: "all")(language), machine: .null)
    }
    let days = [record.from, record.to].map { $0?.iso ?? "" }.joined(separator: "..")
    return .text(days)
  }

  /// Who may see it: figures name nobody, a ledger is masked or whole.
  private static func shows(_ record: ExportItem, _ language: Language) -> Cell {
    if record.isPublished { return .named(Text(zh: "公开", en: "published")(language), code: "published") }
    guard record.report == Ledger.id else { return .named(Text(zh: "统计数", en: "figures")(language), code: "figures") }
    return record.isUnmasked
      ? .named(Text(zh: "未脱敏", en: "unmasked")(language), code: "unmasked", mark: .warning)
      : .named(Text(zh: "脱敏", en: "masked")(language), code: "masked")
  }

  private static func table(_ records: [ExportItem], _ context: ConsoleContext) -> Table {
    let language = context.language
    return Table(
      columns: [
        .init("export", Text(zh: "编号", en: "NO."), alignment: .right),
        .init("at", Text(zh: "时间", en: "AT")), .init("actor", Text(zh: "账号", en: "WHO"), yields: 2, minimum: 10),
        .init("report", Text(zh: "报表", en: "REPORT")),
        .init("department", Text(zh: "部门", en: "BUREAU"), yields: 3, minimum: 8),
        .init("period", Text(zh: "期间", en: "PERIOD"), drops: 5),
        .init("shows", Text(zh: "内容", en: "SHOWS")),
        .init("file", Text(zh: "文件", en: "FILE"), yields: 1, minimum: 10),
        .init("outcome", Text(zh: "结果", en: "OUTCOME")),
        .init("filters", Text(zh: "筛选", en: "LIMITS"), audience: .machines),
        .init("snapshot_at", Text(zh: "数据截至", en: "AS OF"), drops: 8),
        .init("rows", Text(zh: "行数", en: "ROWS"), alignment: .right, drops: 2),
        .init("covered", Text(zh: "可读件数", en: "OPEN TO IT"), alignment: .right, drops: 9),
        .init("sheets", Text(zh: "工作表", en: "SHEETS"), alignment: .right, drops: 7),
        .init("bytes", Text(zh: "大小", en: "SIZE"), alignment: .right, drops: 6),
        .init("sha256", Text(zh: "校验", en: "SHA-256"), drops: 4),
        .init("unmasked", Text(zh: "未脱敏", en: "UNMASKED"), audience: .machines),
        .init("published", Text(zh: "公开", en: "PUBLISHED"), audience: .machines),
        .init("purpose", Text(zh: "用途", en: "PURPOSE"), yields: 1, minimum: 6),
      ],
      rows: records.map { record in
        [
          .integer(record.id, mark: .strong), .time(record.at), .text(record.actor), .text(record.report),
          Formatting.department(record.department, context.standards.departments), period(record, language),
          shows(record, language), .text(record.file),
          outcome(record.outcome, language), .text(record.filters), .time(record.snapshotAt),
          .integer(record.rows), .integer(record.covered), .integer(record.sheets),
          record.bytes.map { Formatting.bytes($0) } ?? .none, record.sha256.map { Formatting.hash($0) } ?? .none,
          .text(record.isUnmasked ? "!" : "", machine: .bool(record.isUnmasked)),
          .text(record.isPublished ? "!" : "", machine: .bool(record.isPublished)),
          .text(record.purpose, mark: record.isUnmasked ? .warning : nil),
        ]
      },
      whenEmpty: Text(zh: "没有这样的导出记录。", en: "No such export is on record."))
  }
}
