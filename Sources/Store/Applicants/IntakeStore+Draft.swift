public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// When somebody was first shown a notice, by the database's clock.
public struct NoticeReading: Sendable, Hashable {
  /// For the first time.
  public let shownAt: Date
  /// The clock at the moment of asking.
  public let now: Date
}

/// What a save made of a draft.
public struct SavedDraft: Sendable, Hashable {
  /// The draft's version from now on.
  public let version: Int
  /// When.
  public let savedAt: Date
  /// The answers as they are kept: every row of a list with its number.
  public let answers: Answers
  /// Files that went with their rows.
  public let dropped: [DroppedFile]

  /// A file whose row is gone.
  public struct DroppedFile: Sendable, Hashable {
    /// The slot's id.
    public let slot: String
    /// The number of the row that had it.
    public let n: Int
    /// The name it had on the applicant's machine; nil when none was sent.
    public let originalName: String?
  }

  init(_ row: Row) throws {
    version = try row.decode("version")
    savedAt = try row.decode("saved_at")
    answers = Answers(try row.decode("answers", as: JSONValue.self).object ?? [:])
    dropped = try (row.decode("dropped", as: JSONValue.self).array ?? []).map { file in
      guard let slot = file["slot"]?.string, let n = file["n"]?.integer else {
        throw StoreFailure.unreadable("dropped")
      }
      return DroppedFile(slot: slot, n: n, originalName: file["original_name"]?.string)
    }
  }
}

extension IntakeStore {
  /// Records the first time that the applicant was shown a notice; showing it again does not begin anew.
  public func showNotice(
    _ notice: String, version profileVersion: String, to key: ApplicantKey
  ) async throws(StoreFailure) -> NoticeReading {
    try await one(
      "notice", "SELECT shown_at, told_at FROM review.intake_notice($1, $2, $3, $4, $5)",
      key.parameters + [profileVersion, notice]
    ) { NoticeReading(shownAt: try $0.decode("shown_at"), now: try $0.decode("told_at")) }
  }

  /// Begins an application. Refused with `notice_unread`, `notice_countdown` {seconds_left}, `duplicate_application` {number, state}.
  ///
  /// - Parameter commitment: what was agreed to; nil where the profile asks for nothing before filling.
  public func start(
    _ key: ApplicantKey, name: String, phone: String?, profileVersion: String, channel: String,
    commitment: CommitmentRecord?, answers: Answers
  ) async throws(StoreFailure) -> ApplicationDraft {
    let document: JSONValue = [
      "province": .string(key.province), "id_type": .string(key.idType), "id_number": .string(key.idNumber),
      "name": .string(name), "phone": phone.map(JSONValue.string) ?? .null, "profile_version": .string(profileVersion),
      "channel": .string(channel), "session": key.session.map(JSONValue.string) ?? .null,
      "commitment": commitment?.json ?? .null, "answers": .object(answers.values),
    ]
    return try await one(
      "start", "SELECT \(ApplicationDraft.columns) FROM review.intake_start($1)", [document]
    ) { try ApplicationDraft($0) }
  }

  /// The applicant's latest application, in whatever state; nil without one. One round trip.
  public func draft(of key: ApplicantKey) async throws(StoreFailure) -> ApplicationDraft? {
    try await first(
      "draft", "SELECT \(ApplicationDraft.columns) FROM review.intake_draft($1, $2, $3, decode($4, 'hex'))",
      key.parameters + [key.session]
    ) { try ApplicationDraft($0) }
  }

  /// Replaces the draft's answers; rows of lists get their numbers, and the files of rows that are gone go. Refused with `not_found`, `wrong_state` {number, state}, `draft_changed` {version}.
  ///
  /// - Parameter version: of the draft that was read; nil = whatever it is.
  public func save(
    _ answers: Answers, expecting version: Int?, of key: ApplicantKey
  ) async throws(StoreFailure) -> SavedDraft {
    try await one(
      "save",
      "SELECT version, saved_at, answers, dropped FROM review.intake_save($1, $2, $3, $4, $5, decode($6, 'hex'))",
      key.parameters + [JSONValue.object(answers.values), version, key.session]
    ) { try SavedDraft($0) }
  }

  /// Puts a file that the content store holds into the draft, replacing the one in the same place; whether the place was empty.
  /// Refused with `not_found`, `wrong_state`, `draft_changed` (a file of a row that the draft does not have).
  @discardableResult
  public func attach(_ file: DraftAttachment, of key: ApplicantKey) async throws(StoreFailure) -> Bool {
    try await one(
      "attach", "SELECT review.intake_attach($1, $2, $3, $4, decode($5, 'hex')) AS is_new",
      key.parameters + [file.stored, key.session]
    ) {
      try $0.decode("is_new")
    }
  }

  /// Takes a file out of the draft; false when there was none. Refused with `not_found`, `wrong_state`.
  public func detach(slot: String, n: Int, of key: ApplicantKey) async throws(StoreFailure) -> Bool {
    try await one(
      "detach", "SELECT review.intake_detach($1, $2, $3, $4, $5, decode($6, 'hex')) AS was_there",
      key.parameters + [slot, n, key.session]
    ) {
      try $0.decode("was_there")
    }
  }

  /// Throws the draft away: of an application that was never submitted everything, of a change the change, else what was changed since the latest revision; false
  /// where there is nothing to throw away. Refused with `wrong_state` {number, state}, `draft_changed` {version}.
  ///
  /// - Parameter version: of the draft that was read; nil = whatever it is.
  @discardableResult
  public func discard(expecting version: Int? = nil, of key: ApplicantKey) async throws(StoreFailure) -> Bool {
    try await one(
      "discard", "SELECT review.intake_discard($1, $2, $3, $4, decode($5, 'hex')) <> 'nothing' AS done",
      key.parameters + [version, key.session]
    ) { try $0.decode("done") }
  }

  /// Begins a change of what is approved: the draft is what is in force, which stays so. Refused with `not_found`, `wrong_state` {number, state}.
  ///
  /// - Parameter commitment: what was agreed to before filling; nil where the form asks for nothing then.
  public func beginChange(
    of key: ApplicantKey, profileVersion: String, channel: String, commitment: CommitmentRecord?
  ) async throws(StoreFailure) -> ApplicationDraft {
    try await one(
      "change",
      "SELECT \(ApplicationDraft.columns) FROM review.intake_change($1, $2, $3, $4, $5, $6, decode($7, 'hex'))",
      key.parameters + [profileVersion, channel, commitment?.json, key.session]
    ) { try ApplicationDraft($0) }
  }

  /// Goes on with the draft through another channel; answers and files stay. Refused with `not_found`, `wrong_state` {number, state}.
  ///
  /// - Parameter commitment: what was agreed to now; nil = what was agreed to before stays.
  public func goOn(
    through channel: String, commitment: CommitmentRecord?, of key: ApplicantKey
  ) async throws(StoreFailure) -> ApplicationDraft {
    try await one(
      "channel",
      "SELECT \(ApplicationDraft.columns) FROM review.intake_channel($1, $2, $3, $4, $5, decode($6, 'hex'))",
      key.parameters + [channel, commitment?.json, key.session]
    ) { try ApplicationDraft($0) }
  }
}

extension IntakeStore {
  /// What an older system knew of the applicant; nil where there is no archive. Recorded.
  public func archive(of key: ApplicantKey) async throws(StoreFailure) -> FoundArchive? {
    try await first(
      "applicant archive", "SELECT answers, fixed_fields, has_password FROM review.archive_find($1, $2, $3)",
      key.parameters
    ) { try FoundArchive($0) }
  }
}
