import Domain
import Foundation
import Store

/// What a submission would send now: the draft without what the form no longer asks for, and the judgement of it.
struct PreparedSubmission: Sendable {
  let draft: ApplicationDraft
  let profile: Profile
  /// Files that go in, by slot and n.
  let files: [DraftAttachment]
  /// Left out, because the answers no longer ask for them.
  let dropped: [Dropped]
  /// All problems, the answers as they are stored, the bureau.
  let verdict: Validation

  /// An answer or a file that was given and is no longer asked for.
  struct Dropped: Sendable, Hashable {
    /// The field's or slot's id.
    let target: String
    /// The file's number; nil for an answer.
    let n: Int?
  }

  /// - Parameter commitment: nil where only the rest is to be judged: what is agreed to comes with the submission itself.
  init(
    draft: ApplicationDraft, profile: Profile, locked: LockedFields, commitment: CommitmentRecord?, today: Day
  ) {
    let given = locked.imposed(on: draft.answers)
    let preparation = profile.prepare(
      given, attachments: draft.attachments.map(\.attachment),
      commitment: commitment ?? CommitmentRecord(accepted: true), channel: draft.channel, today: today)
    let admitted = Set(preparation.files)
    files = draft.attachments.filter { admitted.contains($0.attachment) }
    dropped =
      preparation.leftOut.map { Dropped(target: $0, n: nil) }
      + draft.attachments.filter { !admitted.contains($0.attachment) }.map { Dropped(target: $0.slot, n: $0.n) }
    self.draft = draft
    self.profile = profile
    verdict = preparation.validation
  }

  /// What the applicant is told about what was left out.
  func droppedJSON(_ language: Language) -> JSONValue {
    .array(
      dropped.map { item in
        let label = profile.label(item.target) ?? Text(zh: item.target, en: item.target)
        let message =
          item.n == nil
          ? Text(zh: "“\(label.zh)”按所填内容不再需要，未提交。", en: "“\(label.en)” is no longer asked for and was left out.")
          : Text(
            zh: "材料“\(label.zh)”按所填内容不再需要，未提交。",
            en: "The file for “\(label.en)” is no longer asked for and was left out.")
        return [
          "target": .string(item.target), "n": item.n.map(JSONValue.integer) ?? .null,
          "message": .string(message(language)),
        ]
      })
  }

  static let droppedSchema = Schema.array(
    .object(["target": .string, "n": .optional(.integer), "message": .string]))

  /// As the database takes it.
  func document(
    of applicant: Applicant, department: Department, agreed: CommitmentRecord?, idempotency: JSONValue?, expecting: Int?
  ) -> JSONValue {
    let answers = verdict.answers
    let phone = answers.text(profile.settings.notification.recipient) ?? applicant.phone
    var document: [String: JSONValue] = [
      "province": .string(profile.province), "profile_version": .string(profile.version),
      "channel": .string(draft.channel), "department": .string(department.code),
      "identity": [
        "id_type": .string(applicant.idType), "id_number": .string(applicant.idNumber),
        "name": .string(answers.text("identity.name") ?? applicant.name), "phone": phone.map(JSONValue.string) ?? .null,
      ],
      "attachments": .array(files.map(\.submitted)),
      "commitment": agreed.map {
        ["accepted": .bool($0.accepted), "version": $0.version.map(JSONValue.string) ?? .null]
      } ?? .object([:]),
      "warnings": .array(verdict.warnings.map(\.json)),
      "facts": .object(profile.statistics(answers).filter { $0.value != .null }),
    ]
    // The database has the draft of that version.
    let stored = JSONValue.object(answers.values)
    if expecting == nil || !stored.isIdentical(to: .object(draft.answers.values)) { document["answers"] = stored }
    document["idempotency"] = idempotency
    document["expected_version"] = expecting.map(JSONValue.integer)
    return .object(document)
  }
}

extension DraftAttachment {
  /// As a submission holds it.
  fileprivate var submitted: JSONValue {
    [
      "slot": .string(slot), "n": .integer(n), "sha256": .string(sha256), "bytes": .integer(bytes),
      "width": facts.map { .integer($0.width) } ?? .null, "height": facts.map { .integer($0.height) } ?? .null,
      "kind": .string(kind.rawValue), "original_name": originalName.map(JSONValue.string) ?? .null,
    ]
  }
}
