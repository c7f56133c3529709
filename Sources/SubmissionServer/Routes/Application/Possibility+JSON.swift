import Domain
import Store

extension Profile {
  /// What the applicant may do in a state, under this form.
  func possibilities(in state: ApplicationState) -> [Possibility] {
    StateTable.possibilities(in: state, for: .applicant, withdrawal: settings.withdrawal)
  }
}

extension [Possibility] {
  /// Their words: `save`, `attach`, `submit`, `withdraw`, `discard`, and always `status`.
  var json: JSONValue { .array(map { .string($0.word) }) }
}

extension ApplicationDraft {
  /// Refuses what the applicant may not do now.
  func admit(_ possibility: Possibility, under profile: Profile) throws(ProblemDetails) {
    guard profile.possibilities(in: state).contains(possibility) else {
      throw .wrongState(state, number: number, withdrawal: profile.settings.withdrawal)
    }
  }
}

extension ProblemDetails {
  /// The state does not allow it; says what it allows instead.
  ///
  /// - Parameter withdrawal: what the form it is filled under lets the applicant take back.
  static func wrongState(
    _ state: ApplicationState, number: String?, withdrawal: ProfileSettings.Withdrawal
  ) -> ProblemDetails {
    let possible = StateTable.possibilities(in: state, for: .applicant, withdrawal: withdrawal)
    var members: [String: JSONValue] = ["state": .string(state.rawValue), "possible": possible.json]
    members["number"] = number.map(JSONValue.string)
    return ProblemDetails(.wrongState, explanation(state), members: members)
  }

  private static func explanation(_ state: ApplicationState) -> Text {
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
    case .approved:
      Text(
        zh: "申报已审核通过，不能修改。如需更正，请联系所属会计管理部门。",
        en: "It was approved and cannot be changed; for a correction contact the department in charge.")
    }
  }
}
