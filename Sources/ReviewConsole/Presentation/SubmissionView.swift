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
  /// What a return of it says.
  let returnWords: ReturnWords

  init(_ submission: OpenedSubmission, _ context: ConsoleContext) {
    self.submission = submission
    language = context.language
    department = context.standards.departments[submission.departmentCode]
    let versions = context.catalogue.profiles.versions(of: submission.province)
    profile =
      versions.version(submission.profileVersion, of: submission.province) ?? versions.last
    returnWords = ReturnWords(context.standards, forms: profile.map { [$0] } ?? [])
  }

  /// What the answers leave of the form; nil without the very version under which they were given.
  var form: PersonForm? {
    guard let profile, profile.version == submission.profileVersion else { return nil }
    return profile.form(of: submission.answers, today: .latest)
  }

  /// The filled form, section by section; empty without a profile.
  var sections: [SectionView] {
    profile?.sections(for: submission.answers, department: department, channel: submission.channel) ?? []
  }

  /// Which of its slot's files it is on the screen: of a slot that takes one file a row, the row's place in this revision; nil when the
  /// revision has no such row.
  func place(slot: String, n: Int) -> Int? {
    guard let list = profile?.list(ofSlot: slot) else { return n }
    return submission.answers.place(ofRow: n, in: list)
  }

  /// The same of a file of this revision.
  func place(_ file: StoredAttachment) -> Int { place(slot: file.slot, n: file.n) ?? file.n }

  /// What a reason is about, as this revision has it.
  func label(_ reason: PastReturn.Reason) -> Text? {
    reason.target.map { target in
      profile?.label(target, row: reason.row, place: reason.place) ?? Text(zh: target, en: target)
    }
  }

  /// What a reason says.
  func text(_ reason: PastReturn.Reason) -> Text { returnWords.text(of: reason.code, stored: reason.text) }

  /// What a target of a return reason or a problem is called; the id itself where nobody knows.
  func label(_ target: String) -> Text { profile?.label(target) ?? Text(zh: target, en: target) }
}
