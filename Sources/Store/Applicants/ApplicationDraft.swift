public import Domain
public import Foundation

/// An application as its applicant works on it: the answers and files that the next submission will have.
public struct ApplicationDraft: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// The state that counts.
  public let state: ApplicationState
  /// Latest submitted revision; 0 while nothing was submitted.
  public let revision: Int
  /// The edition of the form that it is filled under.
  public let profileVersion: String
  /// The way in.
  public let channel: String
  /// Goes up with every saved answer and every file that comes or goes; what a submission names.
  public private(set) var version: Int
  /// The version when answers were saved last: whoever has seen it or a later one may save answers.
  public private(set) var answersVersion: Int
  /// By canonical field ids; of a submitted application those that were submitted.
  public private(set) var answers: Answers
  /// By slot and n.
  public private(set) var attachments: [DraftAttachment]
  /// What was agreed to before filling, while it can be edited; else all that the latest revision has, the earlier first.
  public let commitments: [CommitmentRecord]
  /// The bureau of the latest submission; nil while nothing was submitted.
  public let departmentCode: String?
  /// Whether it is about a change of what is in force: being filled in, with the bureau, or come back from it.
  public let isChange: Bool
  /// What is approved and counts; nil while nothing is.
  public let inForce: InForce?
  /// When it was begun, or first imported.
  public let startedAt: Date
  /// When answers were last saved.
  public private(set) var savedAt: Date

  /// The same after answers were saved.
  public func saved(_ saved: SavedDraft) -> ApplicationDraft {
    var draft = self
    draft.answers = saved.answers
    draft.attachments.removeAll { file in saved.dropped.contains { $0.slot == file.slot && $0.n == file.n } }
    draft.version = saved.version
    draft.answersVersion = saved.version
    draft.savedAt = saved.savedAt
    return draft
  }

  /// The same with other files.
  public func with(attachments: [DraftAttachment]) -> ApplicationDraft {
    var draft = self
    draft.attachments = attachments
    return draft
  }
}

/// A file of a draft, in the content store.
public struct DraftAttachment: Sendable, Hashable {
  /// The slot's id.
  public let slot: String
  /// From 1; in a slot that takes one file a row, the row's own number.
  public let n: Int
  /// SHA-256 (hex) of the content.
  public let sha256: String
  /// What looking at the file told; nil for files of an import that nobody has looked at since.
  public let facts: PictureFacts?
  /// `jpeg` or `png`.
  public let kind: PictureKind
  /// Size in bytes.
  public let bytes: Int
  /// The name on the applicant's machine; nil when none came.
  public let originalName: String?
  /// When it came.
  public let addedAt: Date

  /// As validation takes it.
  public var attachment: Attachment {
    Attachment(slot: slot, n: n, sha256: sha256, facts: facts, originalName: originalName)
  }

  /// A file that was just stored.
  public init(
    slot: String, n: Int, sha256: String, facts: PictureFacts?, kind: PictureKind, bytes: Int, originalName: String?,
    addedAt: Date
  ) {
    self.slot = slot
    self.n = n
    self.sha256 = sha256
    self.facts = facts
    self.kind = kind
    self.bytes = bytes
    self.originalName = originalName
    self.addedAt = addedAt
  }
}
