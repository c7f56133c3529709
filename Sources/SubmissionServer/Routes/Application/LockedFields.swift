import Domain

/// The answers that the identity decides and the applicant cannot change here (R1).
struct LockedFields: Sendable {
  private let values: [String: JSONValue]
  private let correction: Text?

  /// Of the service network every locked field that it sent; of a local account the document that it stands for.
  init(profile: Profile, applicant: Applicant) {
    let identity: Set<String> = ["identity.id_type", "identity.id_number"]
    values = applicant.answers.values.filter { id, _ in
      identity.contains(id) || profile.field(id)?.origin == .locked
    }
    correction = profile.identity.correction
  }

  var ids: [String] { Array(values.keys) }

  /// The answers with these put back to what the identity says.
  func imposed(on answers: Answers) -> Answers {
    var answers = answers
    for (id, value) in values { answers[id] = value }
    return answers
  }

  /// Refuses a change that gives one of them another value.
  func check(_ changes: [String: JSONValue]) throws(ProblemDetails) {
    let changed = changes.keys.sorted().filter { id in values[id].map { $0 != changes[id] } ?? false }
    guard !changed.isEmpty else { return }
    let detail = Text(zh: "此项由身份信息带入，不能在这里修改。", en: "This comes with the identity and cannot be changed here.")
    throw ProblemDetails(
      .lockedField, correction ?? detail,
      errors: changed.map {
        ProblemDetails.Entry(pointer: "/" + $0, code: "locked_field", detail: correction ?? detail)
      })
  }
}
