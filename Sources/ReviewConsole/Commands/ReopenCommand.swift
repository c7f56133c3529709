import Domain
import Store

/// `reopen` (撤回): takes a decision back for review.
enum ReopenCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let note = Parameter<String>.text(
    "note", "理由", Text(zh: "理由，记入日志（告知申报人重新审核，不告知理由）", en: "why, for the record; the applicant is told that, not why"),
    arity: .one, personal: true)

  static let spec = CommandSpec(
    "reopen", "撤回",
    summary: Text(zh: "撤回审核结论，重新审核（主管，限期内）", en: "takes a decision back for review (managers, within the window)"),
    arguments: [application.spec], options: [note.spec],
    examples: [
      .init(
        Text(zh: "撤回 ZJ26-000123-X --理由 材料看错", en: "reopen ZJ26-000123-X --note 'the wrong file was read'"),
        Text(zh: "重新审核", en: "reviews it again"))
    ],
    roles: [.manager])

  static func check(_ context: ConsoleContext, _ input: CommandInput) async throws {
    guard let reference = try input[application] else { return }
    let number = try await context.resolveOne(reference)
    try await context.change(repeatable: true) { try await $0.checkReopening(number) }
  }

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let why = try input.require(note)
    let change = try await context.change(repeatable: false) { try await $0.reopen(number, note: why) }
    return ChangeOutput.output(
      change,
      done: Text(
        zh: "已撤回 \(change.number) 的结论，现在由您审核。",
        en: "The decision about \(change.number) is taken back; you are reviewing it."))
  }
}
