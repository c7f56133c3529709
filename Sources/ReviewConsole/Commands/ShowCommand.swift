import Domain
import Store

/// `show` (查看): the whole submission, and what the reviewer needs beside it.
enum ShowCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let revision = Parameter<Int>.number(
    "revision", "版本", Text(zh: "看这一版（默认最新）", en: "this revision (default: the latest)"), in: 1...9999)
  static let purpose = Parameter<String>.text(
    "purpose", "用途", Text(zh: "显示完整号码，写明用途（会记入日志）", en: "shows whole numbers, for this purpose; it is recorded"))

  static let spec = CommandSpec(
    "show", "查看",
    summary: Text(zh: "完整的申报：填报内容、材料、提示、变化、经过", en: "the full submission with files, warnings, changes and history"),
    details: Text(
      zh: "查看过的版本就是 通过（approve）、退回（return）要办理的版本。谁在什么时候看过，记入日志。",
      en: "The revision shown is the one that approve and return decide about. Who looked when is recorded."),
    arguments: [application.spec], options: [revision.spec, purpose.spec],
    examples: [
      .init(Text(zh: "查看 3", en: "show 3"), Text(zh: "列表第 3 行", en: "row 3 of the list")),
      .init(
        Text(zh: "查看 ZJ26-000123-X --版本 1", en: "show ZJ26-000123-X --revision 1"),
        Text(zh: "第 1 版", en: "its first revision")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    return try await show(number, revision: input[revision], purpose: input[purpose], context)
  }

  static func show(
    _ number: String, revision: Int?, purpose: String?, _ context: ConsoleContext
  ) async throws -> CommandOutput {
    let opened = try await context.read { try await $0.open(number, revision: revision, purpose: purpose) }
    var changed = RevisionChanges()
    if let before = opened.comparedRevision {
      changed = try await context.read {
        RevisionChanges(
          fields: try await $0.changedFields(opened.number, from: before, to: opened.revision),
          files: try await $0.changedFiles(opened.number, from: before, to: opened.revision))
      }
    }
    let history = try await context.read { try await $0.history(opened.number) }
    let view = SubmissionView(opened, context)
    context.session.markSeen(
      opened.number,
      Session.SeenRevision(revision: opened.revision, contentHash: opened.contentHash, form: view.form))
    let files = try await context.database.place().attachments
    let calendar = try await context.read { try await $0.calendar() }
    let screen = SubmissionScreen(
      view: view, changed: changed, history: history, files: files, calendar: calendar,
      context: context, reader: try await context.me().role)
    return CommandOutput(blocks: screen.blocks, json: screen.json, talk: [screen.nextSteps])
  }
}
