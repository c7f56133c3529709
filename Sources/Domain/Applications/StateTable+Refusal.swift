extension StateTable {
  /// Why `action` by `actor` is impossible in `state`, and what is possible instead; nil when it is possible.
  public static func refusal(from state: ApplicationState, action: Action, by actor: Actor) -> Text? {
    guard target(from: state, action: action, by: actor) == nil else { return nil }
    let reason = actors(of: action).contains(actor) ? wrongState(state, action) : wrongActor(action, actor)
    let instead = alternative(in: state, for: actor)
    return Text(zh: reason.zh + instead.zh, en: reason.en + " " + instead.en)
  }

  private static func wrongActor(_ action: Action, _ actor: Actor) -> Text {
    let able = actors(of: action)
    return Text(
      zh: "\(actor.name.zh)不能\(action.name.zh)，只有\(able.map(\.name.zh).joined(separator: "或"))可以。",
      en: "\(actor.name.en.capitalizedFirst) cannot \(action.name.en); only \(either(able.map(\.name.en))) can.")
  }

  private static func wrongState(_ state: ApplicationState, _ action: Action) -> Text {
    let right = states(for: action)
    return Text(
      zh: "申报\(state.situation.zh)，只有\(right.map { "“\($0.name.zh)”" }.joined(separator: "或"))的申报可以\(action.name.zh)。",
      en: "The application \(state.situation.en); \(action.name.en) needs one that is \(either(right.map(\.name.en))).")
  }

  private static func alternative(in state: ApplicationState, for actor: Actor) -> Text {
    let possible = actions(from: state, by: actor)
    if !possible.isEmpty {
      return Text(
        zh: "现在可以：\(possible.map(\.name.zh).joined(separator: "、"))。",
        en: "Possible now: \(possible.map(\.name.en).joined(separator: ", ")).")
    }
    switch (actor, state) {
    case (.applicant, .inReview): return Text(zh: "请等待审核结果。", en: "Wait for the result of the review.")
    case (.applicant, _):
      return Text(zh: "如需更正，请联系所属会计管理部门。", en: "For a correction, contact the department in charge.")
    case (.clock, _): return Text(zh: "没有需要到期处理的领取。", en: "There is no lease that could run out.")
    case (_, .draft): return Text(zh: "请等申报人提交。", en: "Wait until the applicant submits it.")
    case (.reviewer, .returned):
      return Text(
        zh: "请等申报人修改后重新提交；如退回有误，请主管撤回。",
        en: "Wait until the applicant submits it again; if the return was wrong, ask the manager to reopen it.")
    case (.reviewer, _):
      return Text(zh: "如结论有误，请主管撤回。", en: "If the decision was wrong, ask the manager to reopen it.")
    default:
      return Text(
        zh: "可以用“查询”查看进度，办理请联系所属会计管理部门的审核员或主管。",
        en: "Use lookup to see where it stands; the reviewer or manager of its department can act.")
    }
  }

  private static func either(_ words: [String]) -> String { words.joined(separator: " or ") }
}

extension ApplicationState {
  /// The state as the middle of a sentence about the application.
  fileprivate var situation: Text {
    switch self {
    case .draft: Text(zh: "还是草稿，申报人尚未提交", en: "is still a draft that nobody has submitted")
    case .submitted: Text(zh: "在待审核队列中，没有人领取", en: "waits in the queue and nobody holds it")
    case .inReview: Text(zh: "正在审核中", en: "is in review")
    case .approved: Text(zh: "已经审核通过", en: "has been approved")
    case .returned: Text(zh: "已退回申报人修改", en: "has been returned to the applicant")
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
