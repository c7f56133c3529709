public import Domain
import DomainSQL
public import PostgreSQL

/// A rule of the database that said no. The words are the messages of the functions in `sql/`; each has an SQLSTATE of class `RC`.
public struct Refusal: Error, Sendable, Hashable {
  /// The stable word of a rule; the same in SQL, in scripts' JSON errors and in the manual.
  public enum Word: String, Sendable, CaseIterable {
    case notPermitted = "not_permitted"
    case sessionOver = "session_over"
    case notFound = "not_found"
    case wrongState = "wrong_state"
    case leaseHeld = "lease_held"
    case rowHeld = "row_held"
    case revisionChanged = "revision_changed"
    case alreadyDecided = "already_decided"
    case reasonMissing = "reason_missing"
    case unknownReason = "unknown_reason"
    case remarkMissing = "remark_missing"
    case unknownTarget = "unknown_target"
    case noteMissing = "note_missing"
    case purposeMissing = "purpose_missing"
    case unknownDepartment = "unknown_department"
    case staffExists = "staff_exists"
    case unknownStaff = "unknown_staff"
    case unknownPerson = "unknown_person"
    case kindMissing = "kind_missing"
    case windowClosed = "window_closed"
    case duplicateApplication = "duplicate_application"
    case keyReused = "key_reused"
    case unchanged
    case mistypedNumber = "mistyped_number"
    case auditIsAppendOnly = "audit_is_append_only"
    case badVerifier = "bad_verifier"
    case badStaff = "bad_staff"
    case badDocument = "bad_document"
    case tooManyRequests = "too_many_requests"
    case noticeUnread = "notice_unread"
    case noticeCountdown = "notice_countdown"
    case draftChanged = "draft_changed"
    case weakPassword = "weak_password"
    case ticketMissing = "ticket_missing"
    case notSeen = "not_seen"
    case wrongIsolation = "wrong_isolation"
    case transactionHasWritten = "transaction_has_written"
    case badText = "bad_text"
    case versionUsed = "version_used"
    case lettersTaken = "letters_taken"
    case provinceTaken = "province_taken"
    case beginsTooEarly = "begins_too_early"
  }

  /// Which rule.
  public let word: Word
  /// What the rule knows: who holds the lease, until when, which state, which code. Keys as documented in `sql/README.md`.
  public let details: [String: JSONValue]

  /// The refusal in a database error, nil when the error is of another kind.
  public init?(_ error: DatabaseError) {
    guard let state = error.sqlState, state.hasPrefix("RC"), let word = Word(rawValue: error.message) else {
      return nil
    }
    self.word = word
    if let detail = error.detail, case .object(let details)? = JSONValue(sqlText: detail) {
      self.details = details
    } else {
      self.details = [:]
    }
  }

  /// A refusal found before the database was asked.
  public init(_ word: Word, _ details: [String: JSONValue] = [:]) {
    self.word = word
    self.details = details
  }

  /// One detail as text, nil when it is absent or not text.
  public subscript(_ key: String) -> String? {
    switch details[key] {
    case .string(let text): text
    case .integer(let value): String(value)
    default: nil
    }
  }
}

/// What can go wrong when the domain is read from or written to PostgreSQL.
public enum StoreFailure: Error, Sendable {
  /// A rule said no; nothing was changed.
  case refused(Refusal)
  /// The database failed or could not be reached.
  case database(DatabaseError)
  /// The database holds something that this program cannot read; names the column or the field.
  case unreadable(String)

  init(_ error: any Error) {
    switch error {
    case let failure as StoreFailure: self = failure
    case let refusal as Refusal: self = .refused(refusal)
    case let error as DatabaseError:
      if let refusal = Refusal(error) { self = .refused(refusal) } else { self = .database(error) }
    default: self = .unreadable(String(describing: type(of: error)))
    }
  }
}
