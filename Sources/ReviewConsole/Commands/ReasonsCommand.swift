import Domain

/// `reasons` (原因): the coded reasons for a return.
enum ReasonsCommand: Command {
  static let search = Parameter<String>.text(
    "text", "内容", Text(zh: "只看代码或文字里有这些字的", en: "only those with this in code or text"), arity: .optionalRest)

  static let province = Parameter<String>.province(
    Text(zh: "按这个省的方案，如 zhejiang；不写则为本部门所在省", en: "as this province has them, such as zhejiang; one's own by default"))

  static let spec = CommandSpec(
    "reasons", "原因", summary: Text(zh: "退回原因代码", en: "the reasons for a return, with their codes"),
    arguments: [search.spec], options: [province.spec],
    examples: [
      .init(Text(zh: "原因", en: "reasons"), Text(zh: "全部", en: "all of them")),
      .init(Text(zh: "原因 照片", en: "reasons photo"), Text(zh: "与照片有关的", en: "those about photos")),
    ],
    needsDatabase: false)

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let wanted = try input[search]?.lowercased()
    let reasons = try await offered(context, input).filter { reason in
      guard let wanted else { return true }
      return [reason.code, reason.scope, reason.text.zh, reason.text.en, reason.hint.zh].contains {
        $0.lowercased().contains(wanted)
      }
    }
    let language = context.language
    let (current, form) = onScreen(context, input)
    return .table(
      Table(
        columns: [
          .init("code", Text(zh: "代码", en: "CODE")),
          .init("scope", Text(zh: "范围", en: "SCOPE"), audience: .machines),
          .init("text", Text(zh: "原因", en: "REASON"), yields: 1, minimum: 24),
          .init("remark_required", Text(zh: "须说明", en: "REMARK"), yields: 0),
          .init("hint", Text(zh: "给申报人的提示", en: "HINT TO THE APPLICANT"), yields: 3, minimum: 24, drops: 1),
          .init("targets", Text(zh: "常用栏目", en: "USUAL TARGETS"), yields: 2, minimum: 16),
          .init("action", Text(zh: "处理", en: "ACTION"), audience: .machines),
        ],
        rows: reasons.map { reason in
          [
            .text(reason.code, mark: .strong), .text(reason.scope), .text(reason.text(language)),
            .text(reason.remarkRequired ? (language == .zh ? "是" : "yes") : "", machine: .bool(reason.remarkRequired)),
            .text(reason.hint(language)),
            targets(reason, on: form),
            .text(reason.action.rawValue),
          ]
        },
        summary: Text(
          zh: "\(reasons.count) 个原因。用法：退回 申报 --原因 代码[:栏目][=说明]。带……的加 --完整 看全。"
            + (form == nil ? "" : "常用栏目是 \(current) 的表单上有的。"),
          en: "\(reasons.count) reasons. Use: return N --reason CODE[:TARGET][=REMARK]. --full shows what is cut."
            + (form == nil ? "" : " The usual targets are those on the form of \(current).")),
        whenEmpty: Text(zh: "没有这样的原因；原因（reasons）列出全部。", en: "No such reason; reasons lists all.")))
  }

  /// The application on the screen and its form, unless another province is asked about.
  private static func onScreen(_ context: ConsoleContext, _ input: CommandInput) -> (String, PersonForm?) {
    guard let current = context.session.current, let form = context.session.seen(current)?.form,
      let asked = try? input[province]?.lowercased() ?? form.profile.province, asked == form.profile.province
    else { return ("", nil) }
    return (current, form)
  }

  private static func targets(_ reason: ReturnReason, on form: PersonForm?) -> Cell {
    let targets = reason.targets.filter { form?.has($0) ?? true }
    return .text(targets.joined(separator: " "), machine: .array(targets.map { .string($0) }))
  }

  /// Those of the province, with its hints; all that there are where nobody says which.
  private static func offered(_ context: ConsoleContext, _ input: CommandInput) async throws -> [ReturnReason] {
    await context.database.learnIfThere()
    let own = await context.database.present()?.province
    guard let province = try input[province]?.lowercased() ?? own else { return context.standards.reasons }
    return try context.catalogue.profile(province, version: nil, today: Day(of: context.now())).reasons
  }
}
