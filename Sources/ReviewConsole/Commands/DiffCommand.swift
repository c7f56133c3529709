import Domain
import Store

/// `diff` (对比): what changed between two revisions, and which return reasons were addressed.
enum DiffCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let first = Parameter<Int>.number(
    "from", "旧版",
    Text(zh: "旧版本（默认上一版；变更默认有效版本）", en: "the older revision (default: the one before; of a change the one in force)"),
    in: 1...9999)
  static let second = Parameter<Int>.number(
    "to", "新版", Text(zh: "新版本（默认最新）", en: "the newer revision (default: the latest)"), in: 1...9999)

  static let spec = CommandSpec(
    "diff", "对比",
    summary: Text(
      zh: "两个版本之间改了什么，退回原因改了没有", en: "what changed between two revisions, and which reasons were addressed"),
    arguments: [application.spec, first.spec, second.spec],
    examples: [
      .init(Text(zh: "对比 3", en: "diff 3"), Text(zh: "最新一版与上一版", en: "the latest revision against the one before")),
      .init(
        Text(zh: "对比 ZJ26-000123-X 1 3", en: "diff ZJ26-000123-X 1 3"),
        Text(zh: "第 1 版与第 3 版", en: "revision 1 against 3")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let wanted = try input[second]
    let new = try await context.read { try await $0.open(number, revision: wanted) }
    guard let oldRevision = try input[first] ?? new.comparedRevision else {
      return CommandOutput(
        json: [
          "number": .string(new.number), "from": .null, "to": .integer(new.revision), "changes": [], "files": [],
          "reasons": [],
        ],
        talk: [.hint(Text(zh: "\(new.number) 只提交过一版，没有可以对比的。", en: "\(new.number) has only one revision."))])
    }
    let old = try await context.read { try await $0.open(number, revision: oldRevision) }
    let changed = try await context.read { try await $0.changedFields(number, from: oldRevision, to: new.revision) }
    let comparison = Comparison(old: old, new: new, changed: changed, context: context)
    return CommandOutput(
      blocks: comparison.blocks, json: comparison.json,
      talk: comparison.hasChanges
        ? [] : [.warning(Text(zh: "两版内容和材料完全相同。", en: "Answers and files of both are the same."))])
  }
}
