import Domain
import Store

extension GivenReason {
  /// The reason with its target by id, held to what this applicant's answers leave of the form: nobody is sent where nothing is. What the
  /// whole form has no name for is left to the database, which refuses it with its own words.
  ///
  /// - Throws: `notOnForm`, with what there is instead.
  func placed(on form: PersonForm?) throws -> GivenReason {
    guard let form, let target, !form.has(target) else { return self }
    if let own = form.target(called: target) { return GivenReason(code: code, target: own, remark: remark) }
    let profile = form.profile
    // By its name, where the whole form calls one thing so.
    let id = profile.label(target) != nil ? target : profile.target(called: target, among: profile.targets)
    guard let id, let label = profile.label(id) else { return self }
    throw ConsoleFailure.notOnForm(
      label, instead: form.instead(of: id, for: code).map { ($0, profile.label($0) ?? Text(zh: $0, en: $0)) })
  }
}
