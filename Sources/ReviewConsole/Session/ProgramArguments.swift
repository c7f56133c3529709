import ArgumentParser
import Domain

/// The command line of the program; what a command line means inside the console is the grammar's business.
struct ProgramArguments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review-console",
    abstract: "会计人员信息审核台 Review console for the information of accounting personnel",
    discussion: """
      review-console                       打开审核台 opens the console
      review-console queue --overdue       执行一个命令 runs one command
      review-console -c 'queue --format json'
      review-console -f commands.txt       执行文件中的命令 runs the commands of a file
      review-console help                  列出命令 lists the commands

      退出码 exit codes: 0 完成 done; 1 被拒绝或失败 refused or failed; 2 连不上数据库 no connection; \
      3 脚本中止 script stopped; 4 没有权限 not permitted; 64 用法不对 usage
      """)

  @Option(help: ArgumentHelp("数据库地址 database address, postgresql://… (REVIEW_DATABASE_URL)", valueName: "url"))
  var database: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("工作人员账号 staff account", valueName: "name"))
  var user: String?

  @Option(
    name: [.customLong("lang"), .customLong("language"), .customLong("语言")],
    help: "界面语言 language: zh, en (REVIEW_LANG)", transform: word)
  var lang: Language?

  @Option(help: "输出格式 output format: table, csv, tsv, json", transform: word)
  var format: OutputFormat?

  @Option(
    help: "CSV 写给谁 CSV for: excel (字节顺序标记、北京时间 byte order mark, local times), plain, auto (文件 files: excel)",
    transform: word)
  var csv: Settings.CSVReader?

  @Flag(help: "从不提问 never ask anything")
  var noInput = false

  @Flag(help: "不再确认 take every confirmation as given")
  var yes = false

  @Flag(help: "不用颜色 no colour (NO_COLOR)")
  var noColor = false

  @Flag(help: "显示技术细节 show technical details of failures")
  var debug = false

  @Flag(help: "程序版本 the program's version")
  var version = false

  @Option(
    name: .short, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("执行一个命令，可重复 run a command, may be repeated", valueName: "command"))
  var command: [String] = []

  @Option(name: .short, help: ArgumentHelp("执行文件中的命令 run the commands of a file", valueName: "file"))
  var file: String?

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("一个命令 one command, as in: review-console queue --overdue", valueName: "words"))
  var words: [String] = []

  /// Reads the arguments; prints help or says what is wrong and ends the program where that is all there is to do.
  static func parse(_ arguments: some Collection<String>) -> ProgramArguments {
    parseOrExit(movingProgramOptionsToFront(Array(arguments)))
  }

  mutating func validate() throws {
    if let first = words.first, first.hasPrefix("-") {
      if ["-h", "--help"].contains(first) { throw CleanExit.helpRequest(self) }
      let near = Nearness.nearest(to: first, among: Self.optionNames).first
      let hint = near.map { "您要的可能是 did you mean \($0)?" } ?? "选项见 see --help"
      throw ValidationError("没有选项 there is no option \(first)。\(hint)")
    }
    // A command line has only one reading: words are one command, and not a second one beside -c and -f.
    if !words.isEmpty, !command.isEmpty || file != nil {
      throw ValidationError("多出了“\(words[0])”：-c、-f 之外不能再写命令。 One word too many beside -c or -f: \(words[0])")
    }
  }

  private static let optionNames = [
    "--database", "--user", "--lang", "--language", "--format", "--csv", "--no-input", "--yes", "--no-color", "--debug",
    "--version",
    "--help",
  ]

  /// `review-console queue --user NAME` means the same as `review-console --user NAME queue`: options that only the
  /// program has are taken from wherever they stand, up to `--`.
  static func movingProgramOptionsToFront(_ arguments: [String]) -> [String] {
    let withValue: Set = ["--database", "--user", "-u", "--lang", "--language", "--语言", "--csv"]
    let alone: Set = ["--no-input", "--no-color", "--debug"]
    var front: [String] = []
    var rest: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        rest += arguments[(index - 1)...]
        break
      } else if argument == "-c" || argument == "-f", index < arguments.count {
        rest += [argument, arguments[index]]
        index += 1
      } else if alone.contains(argument) || withValue.contains(where: { argument.hasPrefix($0 + "=") }) {
        front.append(argument)
      } else if withValue.contains(argument), index < arguments.count {
        front += [argument, arguments[index]]
        index += 1
      } else {
        rest.append(argument)
      }
    }
    return front + rest
  }

}

/// One of a closed set of words, for a program option.
@Sendable private func word<Value: RawRepresentable & CaseIterable>(_ typed: String) throws -> Value
where Value.RawValue == String {
  if let value = Value(rawValue: typed.lowercased()) { return value }
  let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
  throw ValidationError("应为以下之一 must be one of: \(words)")
}
