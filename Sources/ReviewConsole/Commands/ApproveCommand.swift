import Domain
import Store

/// `approve` (通过): decides about the revision that was seen, or named.
enum ApproveCommand: Command {
  static let applications = Parameter<ApplicationReference>.application(.many)

  static let spec = CommandSpec(
    "approve", "通过", summary: Text(zh: "审核通过，并告知申报人", en: "approves, and tells the applicant"),
    details: Text(
      zh: "办理的是您查看过的那一版；之后又提交了新版本，会拒绝办理并提示。没有人领取的，会自动领取。",
      en:
        "The revision you were shown is decided about; if it changed meanwhile, nothing happens and you are told. What nobody holds is claimed by itself."
    ),
    arguments: [applications.spec], options: [Decisions.revision.spec],
    examples: [
      .init(Text(zh: "通过 3", en: "approve 3"), Text(zh: "列表第 3 行（先查看）", en: "row 3, after show")),
      .init(
        Text(zh: "通过 ZJ26-000123-X --版本 2", en: "approve ZJ26-000123-X --revision 2"),
        Text(zh: "第 2 版", en: "its revision 2")),
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let numbers = try await context.resolve(input.all(applications))
    let decisions = try Decisions(context: context, revision: input[Decisions.revision])
    let asks = numbers.count > 1 && !context.isConfirmed
    // Nobody is asked about what will be refused; that is said of each afterwards.
    let refused = asks ? try await decisions.refused(among: numbers) : [:]
    let list = numbers.filter { refused[$0] == nil }
    if asks, !list.isEmpty {
      let others = numbers.filter { refused[$0] != nil }
      try await context.confirm(
        Text(
          zh: "通过以下 \(list.count) 件并通知申报人：\(list.joined(separator: "、"))。"
            + (others.isEmpty ? "" : "没有看过或现在不能办理的不办：\(others.joined(separator: "、"))。") + "确定吗？",
          en: "Approve these \(list.count) and tell the applicants: \(list.joined(separator: ", "))?"
            + (others.isEmpty
              ? ""
              : " Not those that you have not looked at or that cannot be decided: \(others.joined(separator: ", ")).")
        ))
    }
    return try await decisions.make(numbers, refused: refused) { decision in
      Text(
        zh: "已通过 \(decision.number) 第 \(decision.revision) 版\(decision.repeated ? "（此前已办，没有重复办理）" : "")。",
        en:
          "Approved \(decision.number), revision \(decision.revision)\(decision.repeated ? " (already done before)" : "")."
      )
    } _: { store, number, seen, key in
      try await store.approve(number, revision: seen.revision, contentHash: seen.contentHash, key: key)
    }
  }
}
