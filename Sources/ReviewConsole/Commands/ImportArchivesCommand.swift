import Domain
import Foundation
import Store

/// `import archives` (导入 档案): takes in archives of an older system.
enum ImportArchivesCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件", Text(zh: "CSV 文件（UTF-8），首行为栏目代码", en: "a CSV file in UTF-8 whose first line names field ids"))
  static let refused = Parameter<String>.path(
    "refused", "拒收清单",
    Text(zh: "把拒收的行及原因全部写入这个 CSV 文件", en: "writes every refused line with its problems to this CSV file"),
    arity: .optional)

  /// Lines with their problems on the screen, and in JSON; all of them go into the file of `--refused`.
  private static let shown = 1_000
  private static let kept = 100_000

  static let spec = CommandSpec(
    "import archives", "导入 档案", summary: Text(zh: "导入原有档案，供本人登录后预填", en: "takes in archives of an older system"),
    details: Text(
      zh:
        "首行写栏目代码（profile show 列出），另可有 province、password_hash、password_scheme。15 位旧身份证号码升为 18 位。有错的行拒收，其余照常导入；有拒收时退出码为 1。再次导入是安全的。",
      en:
        "The first line names field ids (see profile show), and also province, password_hash, password_scheme. Old 15-digit numbers are upgraded. Wrong lines are refused, the others go in; the exit code is 1 when a line was refused. Importing again is safe."
    ),
    arguments: [file.spec], options: [refused.spec],
    examples: [
      .init(
        Text(zh: "导入 档案 archives.csv --拒收清单 refused.csv", en: "import archives archives.csv --refused refused.csv"),
        Text(zh: "导入，并记下拒收的行", en: "with a list of what was refused"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let path = try input.require(file)
    let language = context.language
    let list = try input[refused].map { try RefusedLinesFile(path: $0, language: language) }
    let today = context.today
    let line = ProgressLine(Text(zh: "导入档案", en: "Archives"), context)
    let run = UUID()
    // Safe to do twice: what went in before the connection broke is found unchanged.
    let (progress, found) = try await context.change(repeatable: true) { store in
      let importer = ArchiveImporter(store: store, today: today, run: run)
      var found: [RefusedLine] = []
      try list?.begin()
      do {
        let progress = try await importer.run(file: path) { number, problems in
          if found.count < kept { found.append(RefusedLine(line: number, problems: problems)) }
          try list?.add(number, problems)
        } onProgress: { progress in
          line.show(progress.lines, fraction: Double(progress.bytesRead) / Double(max(1, progress.bytesInAll)))
        }
        try list?.end()
        return (progress, found)
      } catch ImportFailure.store(_, let failure) {
        throw failure
      }
    }
    line.end()
    return output(progress, found, list: input[refused], language)
  }

  private struct RefusedLine: Sendable {
    let line: Int
    let problems: [Problem]
  }

  private static func output(
    _ progress: ArchiveImporter.Progress, _ found: [RefusedLine], list: String?, _ language: Language
  ) -> CommandOutput {
    let rows = found.prefix(shown).flatMap { line in
      line.problems.map { problem -> [Cell] in
        [
          .integer(line.line), .text(problem.field), .text(problem.code, mark: .bad), .text(problem.text(language)),
        ]
      }
    }
    let json: JSONDocument = [
      "added": .integer(progress.added), "updated": .integer(progress.updated),
      "unchanged": .integer(progress.unchanged), "refused_lines": .integer(progress.refused),
      "refused": .array(
        found.map { line in
          ["line": .integer(line.line), "problems": .array(line.problems.map { document($0, language) })]
        }),
    ]
    var talk: [Notice] = [summary(progress)]
    if progress.refused > shown {
      talk.append(
        .hint(
          list.map { Text(zh: "以上是前 \(shown) 行；全部在 \($0) 中。", en: "These are the first \(shown); all are in \($0).") }
            ?? Text(
              zh: "以上是前 \(shown) 行；加 --refused 文件 可得到全部。", en: "These are the first \(shown); --refused FILE lists all."
            )))
    }
    return CommandOutput(
      blocks: progress.refused == 0 ? [] : [.table(table(rows))], json: json, talk: talk,
      exitCode: progress.refused == 0 ? .done : .failed)
  }

  private static func summary(_ progress: ArchiveImporter.Progress) -> Notice {
    let counts = Text(
      zh: "新增 \(progress.added)，更新 \(progress.updated)，未变 \(progress.unchanged)",
      en: "\(progress.added) added, \(progress.updated) updated, \(progress.unchanged) unchanged")
    guard progress.refused > 0 else { return .done(Text(zh: counts.zh + "。", en: counts.en + ".")) }
    return .warning(
      Text(
        zh: "\(counts.zh)，拒收 \(progress.refused) 行；改好后可以重新导入整个文件。",
        en: "\(counts.en), \(progress.refused) lines refused; correct them and import the file again."))
  }

  private static func table(_ rows: [[Cell]]) -> Table {
    Table(
      title: Text(zh: "拒收", en: "Refused"),
      columns: [
        .init("line", Text(zh: "行", en: "LINE"), alignment: .right),
        .init("field", Text(zh: "栏目", en: "FIELD"), yields: 1, minimum: 12),
        .init("code", Text(zh: "问题", en: "CODE"), yields: 2, minimum: 10),
        .init("message", Text(zh: "说明", en: "MESSAGE"), yields: 3, minimum: 16),
      ], rows: rows, whenEmpty: Text(zh: "没有拒收。", en: "None was refused."))
  }

  private static func document(_ problem: Problem, _ language: Language) -> JSONDocument {
    [
      "field": .string(problem.field), "code": .string(problem.code), "severity": .string(problem.severity.rawValue),
      "message": .string(problem.text(language)),
    ]
  }
}
