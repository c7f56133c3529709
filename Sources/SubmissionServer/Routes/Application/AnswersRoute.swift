import Domain
import HTTPTypes
import Store

/// `PATCH …/application/answers`: saves some answers (保存). Null clears one; what is not named stays. All or nothing is saved.
enum AnswersRoute {
  static let route = Route(
    "saveAnswers", .patch, "/v1/{province}/application/answers", Text(zh: "保存填写内容", en: "Saves some answers"),
    access: .applicant, parameters: [.ifMatch(required: true)], body: .json(.answers),
    answers: [.init(.ok, "The application with these answers", .json(ApplicationDocument.schema), headers: ["ETag"])],
    problems: [
      .noApplication, .wrongState, .draftChanged, .preconditionRequired, .lockedField, .invalidAnswers, .notEligible,
    ]
  ) { exchange in
    guard let expected = try exchange.expectedVersion() else { throw ProblemDetails(.preconditionRequired) }
    let (draft, profile) = try await exchange.draft()
    let applicant = try exchange.applicant()
    try exchange.admit(.save, to: draft, under: profile)
    if case .exactly(let version) = expected, !(draft.answersVersion...draft.version).contains(version) {
      throw ProblemDetails.draftChanged(draft.version)
    }
    let locked = LockedFields(profile: profile, identity: applicant.answers)
    let altered = locked.altered(by: exchange.json)
    var answers = draft.answers
    for (id, value) in exchange.json { answers[id] = value == .null ? nil : value }
    let verdict = profile.validate(
      answers: locked.imposed(on: answers), mode: .draft, today: exchange.services.today)
    let refused = verdict.errors.filter { exchange.json[Profile.base(of: $0.field)] != nil }
    if refused.isEmpty, !altered.isEmpty { throw ProblemDetails.lockedFields(altered, of: profile) }
    guard refused.isEmpty else {
      let count = altered.count + refused.count
      throw ProblemDetails(
        .invalidAnswers,
        Text(
          zh: "有\(count)处填写有误，这次的内容没有保存；请按提示改正后再保存。",
          en: "\(count) wrong: nothing was saved. Correct and save again."),
        errors: ProblemDetails.lockedFields(altered, of: profile).errors
          + refused.map { .init(pointer: "/" + $0.field, code: $0.code, detail: $0.text) })
    }
    let gated = GatedSteps(
      profile: profile, channel: draft.channel, answers: verdict.answers, today: exchange.services.today)
    guard gated.stopped(exchange.json, from: draft.answers).isEmpty else {
      throw ProblemDetails.notEligible(gated.gates)
    }
    let key = try exchange.key()
    let saved = try await exchange.change {
      try await $0.save(verdict.answers, expecting: draft.version, of: key)
    }
    let document = ApplicationDocument(
      draft: draft.saved(saved), profile: profile, applicant: applicant, language: exchange.language,
      today: exchange.services.today, changing: exchange.changing(draft.isChange), problems: verdict.problems,
      dropped: saved.dropped.map { $0.json(draft.answers, profile, exchange.language) })
    return .json(document.json, headers: [.eTag: ApplicationDocument.tag(saved.version)])
  }
}

extension ProblemDetails {
  /// What comes with the identity is changed where the identity is kept.
  fileprivate static func lockedFields(_ ids: [String], of profile: Profile) -> ProblemDetails {
    let detail =
      profile.identity.correction
      ?? Text(zh: "此项由身份信息带入，不能在这里修改。", en: "This comes with the identity and cannot be changed here.")
    return ProblemDetails(
      .lockedField, detail, errors: ids.map { .init(pointer: "/" + $0, code: "locked_field", detail: detail) })
  }
}

extension Profile {
  /// The member of the answers that a problem's field is part of: `qualifications[2].level` → `qualifications`.
  static func base(of field: String) -> String {
    field.firstIndex(of: "[").map { String(field[..<$0]) } ?? field
  }
}

extension Schema {
  /// Field id → value; null clears. What each field takes: `GET …/profile`, and the component of the province.
  static let answers = Schema([
    "$ref": "#/components/schemas/Answers", "type": "object",
    "description": .string(
      "Field id → value; null clears an answer. Fields by GET /v1/{province}/profile. A row of a list has a number of its own, the member "
        + "`row`, which the server gives and never gives again: send it back with the row, in whatever order. Rows without one are matched by "
        + "what they hold. The files of a row that is left out go with it, and the answer says so (`dropped`)."),
  ])
}
