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
    let attachments = try await context.database.place().attachments
    let today = context.today
    let profiles = context.catalogue.profiles.all
    let lines = Lines()
    do {
      try await context.change(repeatable: false) { store in
        try await SubmissionImporter(
          store: store, attachments: attachments, profiles: profiles, today: today
        ).run(file: path) {
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
    private struct State {
      var accepted: [(line: Int, number: String, revision: Int)] = []
      var refused = RefusedLines()
    }

    private let state = Mutex(State())

    func add(_ line: Int, _ outcome: SubmissionImporter.Outcome) {
      state.withLock { state in
        switch outcome {
        case .accepted(let number, let revision): state.accepted.append((line, number, revision))
        case .refused(let problems): state.refused.add(line, problems)
        }
      }
    }

    func output(_ context: ConsoleContext) -> CommandOutput {
      let (accepted, refused) = state.withLock { ($0.accepted, $0.refused) }
      context.session.remember(list: accepted.map(\.number))
      let count = accepted.count
      return CommandOutput(
        blocks: [
          .table(table(accepted.map { [.integer($0.line), .text($0.number), .integer($0.revision)] })),
          .table(refused.table(context.language)),
        ],
        json: [
          "accepted": .array(
            accepted.map {
              ["line": .integer($0.line), "number": .string($0.number), "revision": .integer($0.revision)]
            }),
          "refused": refused.json(context.language),
        ],
        talk: refused.talk(
          Text(zh: "导入 \(count) 行", en: "\(count) lines are in"),
          wholly: Text(zh: "全部 \(count) 行都已导入。", en: "All \(count) lines are in.")),
        exitCode: refused.exitCode)
    }

    private func table(_ rows: [[Cell]]) -> Table {
      Table(
        title: Text(zh: "已导入", en: "Accepted"),
        columns: [
          .init("line", Text(zh: "行", en: "LINE"), alignment: .right), .init("number", Text(zh: "申报号", en: "NUMBER")),
          .init("revision", Text(zh: "版", en: "REV"), alignment: .right),
        ], rows: rows, whenEmpty: Text(zh: "没有导入任何一行。", en: "No line went in."))
    }
  }
}
