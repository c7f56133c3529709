import Domain
import Store

/// `return` (退回): back to the applicant, with coded reasons.
enum ReturnCommand: Command {
  static let application = Parameter<ApplicationReference>.application()
  static let reasons = Parameter<GivenReason>.reason(
    "reason", "原因", Text(zh: "代码[:栏目][=说明]，可以多个", en: "CODE[:TARGET][=REMARK], may be repeated"), arity: .many)
  static let note = Parameter<String>.text(
    "note", "附言", Text(zh: "给申报人的附言", en: "a note to the applicant"), personal: true)

  static let spec = CommandSpec(
    "return", "退回", summary: Text(zh: "退回并写明原因，告知申报人", en: "returns with reasons, and tells the applicant"),
    details: Text(
      zh: "原因代码见 原因（reasons）。栏目写填报栏目或材料栏目的代号或名称，如 photo、证件照，须是这位申报人的表单上有的。",
      en:
        "See reasons for the codes. A target is a field or slot that this applicant's form has, by its id or its name there, such as photo or 'full-time major'."
    ),
    arguments: [application.spec], options: [reasons.spec, note.spec, Decisions.revision.spec],
    examples: [
      .init(
        Text(zh: "退回 3 --原因 P01:photo", en: "return 3 --reason P01:photo"),
        Text(zh: "照片不清晰", en: "the photo is blurred")),
      .init(
        Text(
          zh: "退回 3 --原因 P01:photo --原因 E01:education.full_time.major=专业与证书不一致 --附言 改好后请再次提交",
          en:
            "return 3 --reason P01:photo --reason 'E01:education.full_time.major=differs from the diploma' --note 'please correct'"
        ),
        Text(zh: "两个原因和附言", en: "two reasons and a note")),
    ],
    roles: [.reviewer, .manager])

  static func check(_ context: ConsoleContext, _ input: CommandInput) async throws {
    guard let reference = try input[application] else { return }
    let decisions = try Decisions(context: context, revision: input[Decisions.revision])
    try await decisions.check(context.resolveOne(reference))
  }

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let number = try await context.resolveOne(input.require(application))
    let given = try input.all(reasons)
    let text = try input[note]
    let decisions = try Decisions(
      context: context, revision: input[Decisions.revision], needsForm: given.contains { $0.target != nil })
    return try await decisions.make([number]) { decision in
      Text(
        zh: "已退回 \(decision.number) 第 \(decision.revision) 版，原因 \(given.map(\.code).joined(separator: "、"))"
          + "\(decision.repeated ? "（此前已办，没有重复办理）" : "")。",
        en:
          "Returned \(decision.number), revision \(decision.revision), for \(given.map(\.code).joined(separator: ", "))"
          + "\(decision.repeated ? " (already done before)" : "").")
    } _: { store, number, seen, key in
      let reasons = try given.map { try $0.placed(on: seen.form) }
      return try await store.return(
        number, revision: seen.revision, contentHash: seen.contentHash, reasons: reasons, note: text, key: key)
    }
  }
}
