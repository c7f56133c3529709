/// What judging a submission gave.
public struct Validation: Hashable, Sendable {
  /// The answers as they are stored: tidied (half width, upper case, trimmed), blanks left out, derived ones filled in.
  /// Values that were refused stand as they were given.
  public let answers: Answers
  /// Everything wrong, in the order of the form.
  public let problems: [Problem]
  /// The bureau that the routing rules give; nil for a draft, or while the answers do not tell.
  public let department: Department?

  /// What stops the submission.
  public var errors: [Problem] { problems.filter { $0.severity == .error } }
  /// What goes to the reviewer with it.
  public var warnings: [Problem] { problems.filter { $0.severity == .warning } }
  /// Whether it can go in.
  public var isAcceptable: Bool { !problems.contains { $0.severity == .error } }
}

/// How far a form must have come.
public enum ValidationMode: Hashable, Sendable {
  /// Unfinished: types and code values only.
  case draft
  /// Complete.
  case submission
}

extension Profile {
  /// Judges answers, files and agreement by this profile, and gives all problems at once.
  ///
  /// `channel` nil is the profile's first one; `today` decides what lies in the future. Files whose facts are nil were
  /// not looked at, which a complete submission does not allow.
  public func validate(
    answers: Answers, attachments: [Attachment] = [], commitment: CommitmentRecord? = nil, channel: String? = nil,
    mode: ValidationMode = .submission, today: Day
  ) -> Validation {
    FormValidator(profile: self, raw: answers, mode: mode, today: today)
      .validation(attachments: attachments, commitment: commitment, channel: channel)
  }

  /// The bureau for these answers, or why there is none. The answers need not be complete.
  public func route(_ answers: Answers, today: Day) -> Result<Department, RoutingFailure> {
    FormValidator(profile: self, raw: answers, mode: .submission, today: today).routing
  }
}

extension FormValidator {
  /// Everything at once. To be asked for once.
  func validation(attachments: [Attachment], commitment: CommitmentRecord?, channel: String?) -> Validation {
    checkAnswers()
    check(attachments: attachments)
    var department: Department?
    if mode == .submission {
      check(commitment: commitment, channel: channel)
      department = route()
    }
    return Validation(answers: normalised, problems: ordered, department: department)
  }
}

/// Why an application has no bureau.
public struct RoutingFailure: Error, Hashable, Sendable {
  /// Names the field that decides.
  public let problem: Problem
}
