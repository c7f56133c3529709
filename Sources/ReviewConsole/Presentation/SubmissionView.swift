import Domain
import Store

/// A submission with the profile under which it was filled.
struct SubmissionView: Sendable {
  let submission: OpenedSubmission
  /// Nil when this program knows no profile of the province.
  let profile: Profile?
  /// The bureau that has it; nil when this program does not know it.
  private let department: Department?
  let language: Language

  init(_ submission: OpenedSubmission, _ context: ConsoleContext) {
    self.submission = submission
    language = context.language
    department = context.standards.departments[submission.departmentCode]
    let versions = context.catalogue.profiles.versions(of: submission.province)
    profile =
      versions.version(submission.profileVersion, of: submission.province) ?? versions.last
  }

  /// The filled form, section by section; empty without a profile.
  var sections: [SectionView] {
    profile?.sections(for: submission.answers, department: department, channel: submission.channel) ?? []
  }

  /// What a target of a return reason or a problem is called; the id itself where nobody knows.
  func label(_ target: String) -> Text { profile?.label(target) ?? Text(zh: target, en: target) }
}
