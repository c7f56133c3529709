import Domain
import Store

/// A submission with the profile under which it was filled.
struct SubmissionView: Sendable {
  let submission: OpenedSubmission
  /// Nil when this program knows no profile of the province.
  let profile: Profile?
  let language: Language

  init(_ submission: OpenedSubmission, _ language: Language) {
    self.submission = submission
    self.language = language
    profile =
      Profile.version(submission.profileVersion, of: submission.province)
      ?? ProfileFolder.bundled.versions(of: submission.province).last
  }

  /// The filled form, section by section; empty without a profile.
  var sections: [SectionView] {
    let department = Departments.bundled[submission.departmentCode]
    return profile?.sections(for: submission.answers, department: department, channel: submission.channel) ?? []
  }

  /// What a target of a return reason or a problem is called; the id itself where nobody knows.
  func label(_ target: String) -> Text { profile?.label(target) ?? Text(zh: target, en: target) }
}
