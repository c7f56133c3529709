import Domain
import Foundation

/// `profile diff` (方案 对比): what differs between two versions of a profile.
enum ProfileDiffCommand: Command {
  static let old = Parameter<String>.code(
    "old", "旧方案", Text(zh: "旧方案：省份@版本、省份，或文件", en: "the older one: PROVINCE@VERSION, PROVINCE, or a file"), arity: .one)
  static let new = Parameter<String>.code(
    "new", "新方案", Text(zh: "新方案，写法同上", en: "the newer one, likewise"), arity: .one)

  static let spec = CommandSpec(
    "profile diff", "方案 对比", summary: Text(zh: "两个省级方案有什么不同", en: "what differs between two profiles"),
    arguments: [old.spec, new.spec],
    examples: [
      .init(
        Text(zh: "方案 对比 zhejiang zhejiang-2027.yaml", en: "profile diff zhejiang zhejiang-2027.yaml"),
        Text(zh: "现行方案与新文件", en: "the current one against a new file"))
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    await context.database.learnIfThere()
    let changes = Profile.diff(
      try profile(input.require(old), context), try profile(input.require(new), context))
    return .table(
      Table(
        columns: [
          .init("path", Text(zh: "位置", en: "WHERE"), yields: 1, minimum: 12),
          .init("old", Text(zh: "原来", en: "OLD"), yields: 2, minimum: 8),
          .init("new", Text(zh: "现在", en: "NEW"), yields: 2, minimum: 8),
        ],
        rows: changes.map { [.text($0.path), .text($0.old, mark: .quiet), .text($0.new, mark: .warning)] },
        summary: Text(zh: "共 \(changes.count) 处不同。", en: "\(changes.count) differences."),
        whenEmpty: Text(zh: "两个方案相同。", en: "Both are the same.")))
  }

  private static func profile(_ typed: String, _ context: ConsoleContext) throws -> Profile {
    if typed.contains("/") || typed.hasSuffix(".yaml") || typed.hasSuffix(".yml") {
      guard FileManager.default.fileExists(atPath: typed) else {
        throw ConsoleFailure.file(path: typed, problem: .missing)
      }
      return try Profile.load(URL(filePath: typed), by: context.database.catalogue.program.standards)
    }
    let parts = typed.split(separator: "@", maxSplits: 1).map(String.init)
    return try context.catalogue.profile(
      parts.first ?? "", version: parts.count > 1 ? parts[1] : nil, today: context.today)
  }
}
