import Domain
import Store

extension Profile {
  /// What the applicant may do in a state, under this form.
  func possibilities(in state: ApplicationState, changing: Changing) -> [Possibility] {
    StateTable.possibilities(in: state, for: .applicant, withdrawal: settings.withdrawal, changing: changing)
  }
}

extension [Possibility] {
  /// Their words: `save`, `attach`, `change`, `submit`, `withdraw`, `discard`, and always `status`.
  var json: JSONValue { .array(map { .string($0.word) }) }
}

extension HTTPExchange {
  /// Whether the applicant may change what is approved: the form of today says so, under which a change would be filled in.
  func changing(_ isChange: Bool) -> Changing {
    isChange ? .begun : (try? profile())?.settings.change == true ? .allowed : .never
  }

  /// Refuses what the applicant may not do now.
  func admit(_ possibility: Possibility, to draft: ApplicationDraft, under profile: Profile) throws(ProblemDetails) {
    let changing = changing(draft.isChange)
    guard profile.possibilities(in: draft.state, changing: changing).contains(possibility) else {
      throw .wrongState(
        draft.state, number: draft.number, withdrawal: profile.settings.withdrawal, changing: changing)
    }
  }
}

extension ProblemDetails {
  /// The state does not allow it; says what it allows instead.
  ///
  /// - Parameters:
  ///   - withdrawal: what the form it is filled under lets the applicant take back.
  ///   - changing: whether what is approved may be changed, or is.
  static func wrongState(
    _ state: ApplicationState, number: String?, withdrawal: ProfileSettings.Withdrawal, changing: Changing
  ) -> ProblemDetails {
    let possible = StateTable.possibilities(in: state, for: .applicant, withdrawal: withdrawal, changing: changing)
    var members: [String: JSONValue] = ["state": .string(state.rawValue), "possible": possible.json]
    members["number"] = number.map(JSONValue.string)
    return ProblemDetails(.wrongState, explanation(state, changing), members: members)
  }

  private static func explanation(_ state: ApplicationState, _ changing: Changing) -> Text {
    switch state {
    case .draft, .returned:
      Text(zh: "申报现在可以修改和提交。", en: "The application can be changed and submitted now.")
    case .submitted:
      Text(
        zh: "申报已提交，不能修改；审核人员领取之前可以撤销提交，再修改。",
        en: "It was submitted and cannot be changed; until a reviewer takes it, it can be withdrawn.")
    case .inReview:
      Text(
        zh: "审核人员正在审核，不能修改或撤销提交，请等待结果。",
        en: "A reviewer is working on it; it can be neither changed nor withdrawn. Wait for the decision.")
    case .approved where changing == .begun:
      Text(
        zh: "您的变更正在填写，现在可以修改和提交；提交并审核通过之前，原审核通过的信息继续有效。",
        en:
          "Your change is being filled in and can be edited and submitted; what was approved stays in force until it is approved."
      )
    case .approved where changing == .allowed:
      Text(
        zh: "申报已审核通过。信息有变化的，请办理变更（POST …/application/change）。",
        en: "It was approved. Where something has changed, begin a change (POST …/application/change).")
    case .approved:
      Text(
        zh: "申报已审核通过，不能修改。如需更正，请联系所属会计管理部门。",
        en: "It was approved and cannot be changed; for a correction contact the department in charge.")
    }
  }
}
