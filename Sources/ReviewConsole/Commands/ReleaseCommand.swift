import Domain
import Store

/// `release` (释放): gives leases back.
enum ReleaseCommand: Command {
  static let applications = Parameter<ApplicationReference>.application(.many)

  static let spec = CommandSpec(
    "release", "释放", summary: Text(zh: "交回领取，让别人可以审", en: "gives an application back for others to review"),
    arguments: [applications.spec],
    examples: [.init(Text(zh: "释放 3", en: "release 3"), Text(zh: "交回列表第 3 行", en: "gives row 3 back"))],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    var outputs: [CommandOutput] = []
    for number in try await context.resolve(input.all(applications)) {
      let change = try await context.change(repeatable: false) { try await $0.release(number) }
      outputs.append(
        ChangeOutput.output(
          change,
          done: Text(
            zh: "已释放 \(change.number)。", en: "Released \(change.number).")))
    }
    return CommandOutput(json: .array(outputs.compactMap(\.json)), talk: outputs.flatMap(\.talk))
  }
}
