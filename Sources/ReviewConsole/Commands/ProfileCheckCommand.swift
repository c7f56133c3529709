import Domain
import Foundation

/// `profile check` (方案 检查): everything that is wrong in a profile's file.
enum ProfileCheckCommand: Command {
  static let file = Parameter<String>.path("file", "文件", Text(zh: "方案文件（YAML）", en: "a profile's file (YAML)"))

  static let spec = CommandSpec(
    "profile check", "方案 检查",
    summary: Text(zh: "检查省级方案文件，逐行列出问题", en: "checks a profile's file and lists its faults with their lines"),
    arguments: [file.spec],
    examples: [
      .init(
        Text(zh: "方案 检查 zhejiang.yaml", en: "profile check zhejiang.yaml"), Text(zh: "检查一个文件", en: "checks one file"))
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let findings = Profile.check(
      try url(of: input.require(file)), by: context.database.catalogue.program.standards)
    var output = CommandOutput.table(table(of: findings, context.language))
    output.exitCode = findings.isEmpty ? .done : .failed
    return output
  }

  /// A file that is there.
  static func url(of path: String) throws(ConsoleFailure) -> URL {
    var isDirectory: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .file(path: path, problem: .missing)
    }
    guard !isDirectory.boolValue else { throw .file(path: path, problem: .isDirectory) }
    return URL(filePath: path)
  }

  /// What is wrong with a file, line by line.
  static func table(of findings: [ProfileFinding], _ language: Language) -> Table {
    Table(
      columns: [
        .init("line", Text(zh: "行", en: "LINE"), alignment: .right),
        .init("column", Text(zh: "列", en: "COL"), alignment: .right),
        .init("path", Text(zh: "位置", en: "WHERE"), yields: 1, minimum: 10),
        .init("message", Text(zh: "问题", en: "FAULT"), yields: 2, minimum: 20),
      ],
      rows: findings.map {
        [.integer($0.line), .integer($0.column), .text($0.path), .text($0.text(language), mark: .bad)]
      },
      summary: Text(zh: "共 \(findings.count) 处问题。", en: "\(findings.count) faults."),
      whenEmpty: Text(zh: "没有问题，可以使用。", en: "No faults; it can be used."))
  }
}
