import Domain
import Store

/// `files` (材料): the attachments of an application, with their paths.
enum FilesCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let revision = Parameter<Int>.number(
    "revision", "版本", Text(zh: "看这一版（默认最新）", en: "this revision (default: the latest)"), in: 1...9999)

  static let spec = CommandSpec(
    "files", "材料", summary: Text(zh: "材料清单：栏目、路径、大小、像素、校验", en: "the files: slot, path, size, pixels, hash"),
    details: Text(
      zh: "材料里有完整的证件号码：自己领取的，或写明用途时，才显示路径和校验。",
      en: "Files show whole numbers: paths and hashes are shown to whoever holds the claim, or for a purpose."),
    arguments: [application.spec], options: [revision.spec, ShowCommand.purpose.spec],
    examples: [.init(Text(zh: "材料 3", en: "files 3"), Text(zh: "列表第 3 行的材料", en: "the files of row 3"))],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let (revision, purpose) = (try input[revision], try input[ShowCommand.purpose])
    let opened = try await context.read { try await $0.open(number, revision: revision, purpose: purpose) }
    let files = try await context.database.place().attachments
    return .table(
      AttachmentTable(view: SubmissionView(opened, context), files: files).table,
      talk: opened.masked ? [.hint(AttachmentTable.withheld)] : [])
  }
}
