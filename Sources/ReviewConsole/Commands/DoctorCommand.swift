import Domain
import Spreadsheet
import Store

/// `doctor` (体检): what the program cannot enforce and whoever runs the database must set.
enum DoctorCommand: Command {
  static let spec = CommandSpec(
    "doctor", "体检", summary: Text(zh: "检查服务器、账号和目录的设置是否安全", en: "whether server, logins and folders are set up safely"),
    details: Text(
      zh: "只看，不改。用 --database 以属主或超级用户连接能看到的最多；看不到的会说明。有必须处理的问题时退出码为 1。",
      en: "Looks and changes nothing. The owner or a superuser, by --database, sees most; what cannot be seen is said. "
        + "Exit code 1 where something must be mended."),
    examples: [
      .init(Text(zh: "体检", en: "doctor"), Text(zh: "上线前和每次升级后", en: "before going live, after every upgrade"))
    ],
    roles: [.administrator], needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let attachments = try await context.database.place().attachments
    let (schema, findings) = try await DatabaseCommand.withOwner(context, prepared: true) { connection, migrator in
      (try await migrator.validate(connection), try await Checkup.run(connection, attachments: attachments))
    }
    return output(isSchemaRight: schema.isRight, context.catalogue.profiles.findings, findings, context.language)
  }

  static func output(
    isSchemaRight: Bool, _ profiles: [ProfileFinding], _ findings: [Finding], _ language: Language
  ) -> CommandOutput {
    let schema = Line(
      key: "schema", verdict: isSchemaRight ? .fine : .fault,
      title: Text(zh: "表结构与程序一致", en: "Schema and program agree"),
      found: [], advice: Text(zh: "执行 数据库 校验（database validate）看有哪些不一致。", en: "See database validate."))
    let forms = Line(
      key: "profiles", verdict: profiles.isEmpty ? .fine : .fault,
      title: Text(zh: "省级方案都能使用", en: "All provinces' profiles can be used"), found: profiles.map(\.description),
      advice: Text(
        zh: "改好这些文件，或重新安装程序；其余方案照常使用。", en: "Mend these files, or install the program again; the others work."))
    let packing = Line(
      key: "packing", verdict: Workbook.packsOnAllCores ? .fine : .advice,
      title: Text(zh: "导出时用全部处理器压缩", en: "Workbooks are packed on all cores"), found: [],
      advice: Text(
        zh: "这里的 libxlsxwriter 自己压缩，大型台账最多慢一倍，内容不变；用发行版的动态库即可恢复。",
        en: "This libxlsxwriter packs by itself: large ledgers take up to twice as long, with the same contents. "
          + "The distribution's shared library packs on all."))
    let lines: [Line] = [schema, forms] + findings.map { Line($0) } + [packing]
    let table = Table(
      columns: [.init("verdict", Text(zh: "结果", en: "RESULT")), .init("check", Text(zh: "检查", en: "CHECK"))],
      rows: lines.map { line in
        [
          Cell.named(line.verdict.name(language), code: line.verdict.rawValue, mark: line.verdict.mark),
          .named(line.title(language), code: line.key),
        ]
      })
    let faults = lines.count { $0.verdict == .fault }
    let advised = lines.count { $0.verdict == .advice }
    let summary = Text(
      zh: "必须处理 \(faults) 项，建议处理 \(advised) 项，看不到 \(lines.count { $0.verdict == .unseen }) 项。",
      en:
        "\(faults) to be mended, \(advised) advised, \(lines.count { $0.verdict == .unseen }) not to be seen by this login."
    )
    return CommandOutput(
      blocks: [.table(table)] + lines.flatMap(\.explanation), json: .array(lines.map(\.json)),
      talk: [faults + advised == 0 ? .done(summary) : .warning(summary)], exitCode: faults == 0 ? .done : .failed)
  }

  fileprivate enum Verdict: String {
    case fine, fault, advice, unseen

    func name(_ language: Language) -> String {
      switch self {
      case .fine: "✓"
      case .fault: Text(zh: "必须处理", en: "mend")(language)
      case .advice: Text(zh: "建议", en: "advice")(language)
      case .unseen: Text(zh: "看不到", en: "unseen")(language)
      }
    }

    var mark: Mark {
      switch self {
      case .fine: .good
      case .fault: .bad
      case .advice: .warning
      case .unseen: .quiet
      }
    }
  }

  fileprivate struct Line {
    let key: String
    let verdict: Verdict
    let title: Text
    let found: [String]
    let advice: Text

    /// What was found and what to do, where there is something to do.
    var explanation: [CommandOutput.Block] {
      guard verdict == .fault || verdict == .advice else { return [] }
      return CommandOutput.findings(title, Array(found.prefix(10)), of: found.count, advice: advice)
    }

    var json: JSONDocument {
      ["check": .string(key), "verdict": .string(verdict.rawValue), "found": .array(found.map { .string($0) })]
    }
  }
}

extension DoctorCommand.Line {
  init(_ finding: Finding) {
    let check = finding.check
    key = check.rawValue
    title = check.title
    found = finding.found
    advice = check.advice
    verdict =
      !finding.found.isEmpty ? (check.isFault ? .fault : .advice) : finding.isUnseen ? .unseen : .fine
  }
}
