import Domain
import Store

/// `claim` (认领): takes the lease of one application and shows it.
enum ClaimCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let takeOver = Parameter<Bool>.flag(
    "take-over", "接手", Text(zh: "从正在审的人手里接过来（主管）", en: "takes it from who has it (managers)"))

  static let spec = CommandSpec(
    "claim", "认领",
    summary: Text(zh: "认领指定的一件并显示；自己的则续期", en: "takes a certain application and shows it; prolongs your own"),
    arguments: [application.spec], options: [takeOver.spec],
    examples: [.init(Text(zh: "认领 3", en: "claim 3"), Text(zh: "认领列表第 3 行", en: "takes row 3"))],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let takesOver = input[takeOver]
    let change = try await context.change(repeatable: true) { try await $0.claim(number, takeOver: takesOver) }
    return try await ShowCommand.show(change.number, revision: nil, purpose: nil, context)
  }
}
