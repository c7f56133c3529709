import Domain
import Store
import Synchronization

/// `import submissions` (导入 申报): takes in submissions that arrived on another channel.
enum ImportCommand: Command {
  static let file = Parameter<String>.path(
    "file", "文件",
    Text(
      zh: "JSON Lines 文件，每行一份申报；材料相对于它", en: "a JSON Lines file, one submission a line; attachments lie relative to it")
  )

  static let spec = CommandSpec(
    "import submissions", "导入 申报", aliases: ["import", "导入"],
    summary: Text(zh: "导入其他渠道收到的申报，规则与网上申报相同", en: "takes in submissions from another channel, by the same rules"),
    details: Text(
      zh: "有错的行整份拒收并列出全部问题，其余照常导入；有拒收时退出码为 1。再次导入同一文件是安全的。",
      en:
        "A wrong line is refused whole with all its problems; the others go in. The exit code is 1 when a line was refused. Importing a file again is safe."
    ),
    arguments: [file.spec],
    examples: [
      .init(
        Text(zh: "导入 申报 submissions.jsonl", en: "import submissions submissions.jsonl"),
        Text(zh: "逐行导入", en: "line by line"))
    ],
    roles: [.administrator])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let path = try input.require(file)
    let attachments = try await context.workplace.place().attachments
    let today = context.today
    let lines = Lines()
    do {
      try await context.change(repeatable: false) { store in
        try await SubmissionImporter(store: store, attachments: attachments, today: today).run(file: path) {
          lines.add($0, $1)
        }
      }
    } catch let error as ImportFailure {
      if case .store(_, let failure) = error { throw ConsoleFailure(failure) }
      throw error
    }
    return lines.output(context)
  }

  /// What became of the lines so far.
  private final class Lines: Sendable {
    private let outcomes = Mutex<[(line: Int, outcome: SubmissionImporter.Outcome)]>([])

    func add(_ line: Int, _ outcome: SubmissionImporter.Outcome) { outcomes.withLock { $0.append((line, outcome)) } }

    func output(_ context: ConsoleContext) -> CommandOutput {
      let outcomes = outcomes.withLock { $0 }
      let language = context.language
      var accepted: [JSONDocument] = []
      var refused: [JSONDocument] = []
      var rows: [[Cell]] = []
      var problemRows: [[Cell]] = []
      var numbers: [String] = []
      for (line, outcome) in outcomes {
        switch outcome {
        case .accepted(let number, let revision):
          accepted.append(["line": .integer(line), "number": .string(number), "revision": .integer(revision)])
          rows.append([.integer(line), .text(number), .integer(revision)])
          numbers.append(number)
        case .refused(let problems):
          refused.append(["line": .integer(line), "problems": .array(problems.map { document($0, language) })])
          problemRows += problems.map {
            [.integer(line), .text($0.field), .text($0.code, mark: .bad), .text($0.text(language))]
          }
        }
      }
      context.session.remember(list: numbers)
      return CommandOutput(
        blocks: [.table(acceptedTable(rows)), .table(refusedTable(problemRows))],
        json: ["accepted": .array(accepted), "refused": .array(refused)],
        talk: [
          refused.isEmpty
            ? .done(Text(zh: "全部 \(accepted.count) 行都已导入。", en: "All \(accepted.count) lines are in."))
            : .warning(
              Text(
                zh: "导入 \(accepted.count) 行，拒收 \(refused.count) 行；改好后可以重新导入整个文件。",
                en:
                  "\(accepted.count) lines are in, \(refused.count) were refused; correct them and import the file again."
              ))
        ], exitCode: refused.isEmpty ? .done : .failed)
    }

    private func acceptedTable(_ rows: [[Cell]]) -> Table {
      Table(
        title: Text(zh: "已导入", en: "Accepted"),
        columns: [
          .init("line", Text(zh: "行", en: "LINE"), alignment: .right), .init("number", Text(zh: "申报号", en: "NUMBER")),
          .init("revision", Text(zh: "版", en: "REV"), alignment: .right),
        ], rows: rows, whenEmpty: Text(zh: "没有导入任何一行。", en: "No line went in."))
    }

    private func refusedTable(_ rows: [[Cell]]) -> Table {
      Table(
        title: Text(zh: "拒收", en: "Refused"),
        columns: [
          .init("line", Text(zh: "行", en: "LINE"), alignment: .right),
          .init("field", Text(zh: "栏目", en: "FIELD"), yields: 1, minimum: 12),
          .init("code", Text(zh: "问题", en: "CODE"), yields: 2, minimum: 10),
          .init("message", Text(zh: "说明", en: "MESSAGE"), yields: 3, minimum: 16),
        ], rows: rows, whenEmpty: Text(zh: "没有拒收。", en: "None was refused."))
    }

    private func document(_ problem: Problem, _ language: Language) -> JSONDocument {
      [
        "field": .string(problem.field), "code": .string(problem.code), "severity": .string(problem.severity.rawValue),
        "message": .string(problem.text(language)),
      ]
    }
  }
}
