import Domain
import Testing

/// Judges a sample after changing it, and compares what was found by field and code.
struct Judging {
  let profile: Profile
  var answers: Answers
  var files: [Domain.Attachment]
  var commitment: CommitmentRecord? = CommitmentRecord(accepted: true)
  var channel: String?
  var mode = ValidationMode.submission

  init(_ province: String, _ answers: Answers, _ files: [Domain.Attachment]) throws {
    profile = try Sample.profile(province)
    self.answers = answers
    self.files = files
  }

  var validation: Validation {
    profile.validate(
      answers: answers, attachments: files, commitment: commitment, channel: channel, mode: mode, today: Sample.today)
  }

  /// `field code` of every error, in order.
  var errors: [String] { validation.errors.map { "\($0.field) \($0.code)" } }

  /// `field code` of every warning, in order.
  var warnings: [String] { validation.warnings.map { "\($0.field) \($0.code)" } }

  /// The same judging with some answers changed; nil takes one away.
  func with(_ changes: [String: JSONValue?]) -> Judging {
    var copy = self
    for (id, value) in changes { copy.answers[id] = value }
    return copy
  }

  /// With the slot's file replaced by one with these facts, or taken away.
  func with(_ slot: String, _ facts: PictureFacts?) -> Judging {
    var copy = self
    copy.files.removeAll { $0.slot == slot }
    if let facts { copy.files.append(Domain.Attachment(slot: slot, sha256: "replaced", facts: facts)) }
    return copy
  }
}
