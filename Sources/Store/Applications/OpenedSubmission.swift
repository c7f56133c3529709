public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// One revision whole, as a reviewer opened it. Opening is on record.
public struct OpenedSubmission: Sendable {
  /// Application number in canonical form.
  public let number: String
  /// This revision.
  public let revision: Int
  /// The latest submitted revision.
  public let latestRevision: Int
  /// State of the application (a lease that ran out counts as submitted).
  public let state: ApplicationState
  /// The department that has it.
  public let departmentCode: String
  /// Profile id of the province.
  public let province: String
  /// The profile version under which this revision was filled.
  public let profileVersion: String
  /// How it arrived.
  public let channel: String
  /// The applicant's name.
  public let applicant: String
  /// Who holds the lease, since and until when; nil when nobody does.
  public let holder: String?
  /// Since when it is held.
  public let claimedAt: Date?
  /// Until when it is held.
  public let leaseExpiresAt: Date?
  /// Last day for a decision.
  public let dueOn: Day?
  /// When this revision was submitted.
  public let submittedAt: Date
  /// When it was decided, nil while it is not.
  public let decidedAt: Date?
  /// Who decided.
  public let decidedBy: String?
  /// The answers; sensitive ones masked unless opened with a purpose.
  public let answers: Answers
  /// The profile's masked fields are masked.
  public let masked: Bool
  /// SHA-256 (hex) of the content: what a decision must name.
  public let contentHash: String
  /// What the applicant read and ticked with this revision, the earlier first; texts and times are nil where nobody recorded them.
  public let commitments: [CommitmentRecord]
  /// Warnings that the rules gave at submission.
  public let warnings: [Problem]
  /// The files, in the order of their slots' ids.
  public let attachments: [StoredAttachment]
  /// The latest return of the application, of a change its own; nil when it was never returned.
  public let lastReturn: PastReturn?
  /// The revision that was in force when this one was sent in as a change of it; nil when it is none.
  public let changes: Int?
  /// What is approved and counts; nil while nothing is.
  public let inForce: InForce?

  /// The revision that this one is compared with: of a change the one in force, until it is returned and sent in again; nil for the first.
  public var comparedRevision: Int? {
    guard let changes else { return revision > 1 ? revision - 1 : nil }
    return lastReturn.map { max($0.revision, changes) }.flatMap { $0 < revision ? $0 : nil } ?? changes
  }

  static let columns = """
    number, revision, latest_revision, state, department_code, province, profile_version, channel, applicant, holder, claimed_at,
    lease_expires_at, due_on, submitted_at, decided_at, decided_by, answers, masked, content_hash, commitment, warnings, attachments, last_return,
    changes, in_force
    """

  init(_ row: Row) throws {
    number = try row.decode("number")
    revision = try row.decode("revision")
    latestRevision = try row.decode("latest_revision")
    state = try row.decode("state")
    departmentCode = try row.decode("department_code")
    province = try row.decode("province")
    profileVersion = try row.decode("profile_version")
    channel = try row.decode("channel")
    applicant = try row.decode("applicant")
    holder = try row.decode("holder")
    claimedAt = try row.decode("claimed_at")
    leaseExpiresAt = try row.decode("lease_expires_at")
    dueOn = try row.decode("due_on")
    submittedAt = try row.decode("submitted_at")
    decidedAt = try row.decode("decided_at")
    decidedBy = try row.decode("decided_by")
    answers = Answers(try row.decode("answers", as: JSONValue.self).object ?? [:])
    masked = try row.decode("masked")
    contentHash = try row.decode("content_hash")
    commitments = CommitmentRecord.all(try row.decode("commitment"))
    warnings = try (row.decode("warnings", as: JSONValue.self).array ?? []).map { json in
      guard let warning = Problem(json) else {
        throw DatabaseError(kind: .decoding, message: "a stored warning is not as it was written")
      }
      return warning
    }
    attachments = try (row.decode("attachments", as: JSONValue.self).array ?? []).map { try StoredAttachment($0) }
    lastReturn = try row.decode("last_return", as: JSONValue?.self).map(PastReturn.init)
    changes = try row.decode("changes")
    inForce = try row.decode("in_force", as: JSONValue?.self).map(InForce.init)
  }
}

/// A file of a revision, as the database knows it; where it lies is the content store's to say.
public struct StoredAttachment: Sendable, Hashable {
  /// Slot id.
  public let slot: String
  /// Which of the slot's files, from 1; in a slot that takes one file a row, the row's own number.
  public let n: Int
  /// SHA-256 (hex) of the file, by which it lies in the content store; nil where the submission is masked.
  public let sha256: String?
  /// The same for the same content, and tells nothing else of it.
  public let fingerprint: String
  /// Size in bytes.
  public let bytes: Int
  /// Pixels across.
  public let width: Int?
  /// Pixels down.
  public let height: Int?
  /// JPEG or PNG.
  public let kind: PictureKind?
  /// The name under which the applicant sent it, nil when none arrived.
  public let originalName: String?

  init(_ json: JSONValue) throws {
    guard let slot = json["slot"]?.string, let n = json["n"]?.integer, let bytes = json["bytes"]?.integer,
      let fingerprint = json["fingerprint"]?.string
    else { throw StoreFailure.unreadable("attachments") }
    self.slot = slot
    self.n = n
    sha256 = json["sha256"]?.string
    self.fingerprint = fingerprint
    self.bytes = bytes
    width = json["width"]?.integer
    height = json["height"]?.integer
    kind = json["kind"]?.string.flatMap(PictureKind.init)
    originalName = json["original_name"]?.string
  }
}

/// A return that was decided earlier.
public struct PastReturn: Sendable, Hashable {
  /// One reason with its texts.
  public struct Reason: Sendable, Hashable {
    /// Code of the list of return reasons.
    public let code: String
    /// The reason's text.
    public let text: String
    /// What the applicant is advised to do.
    public let hint: String
    /// Field or slot id, nil for the whole.
    public let target: String?
    /// What the reviewer added.
    public let remark: String?
    /// The own number of the row that the target names; nil where it names none.
    public let row: Int?
    /// Where that row is now, from 1 (the target has its place in the revision that was decided about); nil when it is gone.
    public let place: Int?
  }

  /// The revision that was returned.
  public let revision: Int
  /// Who returned it.
  public let by: String
  /// When.
  public let at: Date
  /// The note to the applicant.
  public let note: String?
  /// At least one.
  public let reasons: [Reason]

  init(_ json: JSONValue) throws {
    guard let revision = json["revision"]?.integer, let by = json["decided_by"]?.string,
      let reasons = json["reasons"]?.array
    else { throw StoreFailure.unreadable("last_return") }
    self.revision = revision
    self.by = by
    at = try Date(seconds: json["decided_at"])
    note = json["note"]?.string
    self.reasons = try reasons.map { reason in
      guard let code = reason["code"]?.string, let text = reason["text"]?.string, let hint = reason["hint"]?.string
      else { throw StoreFailure.unreadable("last_return") }
      return Reason(
        code: code, text: text, hint: hint, target: reason["target"]?.string, remark: reason["remark"]?.string,
        row: reason["row"]?.integer, place: reason["place"]?.integer)
    }
  }
}
