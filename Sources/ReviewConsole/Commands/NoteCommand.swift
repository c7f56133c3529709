import Domain
import Store

/// `note` (备注): an internal remark.
enum NoteCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let text = Parameter<String>.text(
    "text", "内容", Text(zh: "备注内容，申报人看不到", en: "the remark; applicants never see it"), arity: .rest, personal: true)

  static let spec = CommandSpec(
    "note", "备注", summary: Text(zh: "写内部备注，申报人看不到", en: "writes an internal remark, never shown to the applicant"),
    arguments: [application.spec, text.spec],
    examples: [
      .init(
        Text(zh: "备注 3 已电话提醒补章", en: "note 3 reminded by phone about the seal"),
        Text(zh: "给第 3 行写备注", en: "a remark on row 3"))
    ],
    roles: [.reviewer, .manager])

  static func check(_ context: ConsoleContext, _ input: CommandInput) async throws {
    if let reference = try input[application] { _ = try await context.resolveOne(reference) }
  }

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let body = try input.require(text)
    let id = try await context.change(repeatable: false) { try await $0.addNote(number, body) }
    return CommandOutput(
      json: ["number": .string(number), "note": .integer(id)],
      talk: [.done(Text(zh: "已给 \(number) 写备注；历史（history）里可以看到。", en: "Noted on \(number); history shows it."))])
  }
}
