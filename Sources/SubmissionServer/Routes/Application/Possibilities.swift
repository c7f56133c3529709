import Domain

/// What the applicant can do in a state.
enum Possibilities {
  /// `save`, `attach`, `submit`, `withdraw`, and always `status`.
  static func words(_ state: ApplicationState, profile: Profile? = nil) -> [String] {
    switch state {
    case .draft, .returned: ["save", "attach", "submit", "status"]
    case .submitted: profile?.settings.withdrawal == .never ? ["status"] : ["withdraw", "status"]
    case .inReview, .approved: ["status"]
    }
  }

  static func json(_ state: ApplicationState, profile: Profile? = nil) -> JSONValue {
    .array(words(state, profile: profile).map(JSONValue.string))
  }
}

extension ProblemDetails {
  /// The state does not allow it; says what it allows instead.
  static func wrongState(_ state: ApplicationState, number: String?) -> ProblemDetails {
    var members: [String: JSONValue] = ["state": .string(state.rawValue), "possible": Possibilities.json(state)]
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
