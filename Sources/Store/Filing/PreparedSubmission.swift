public import Domain

/// What a submission would send now: the draft without what the form no longer asks for, and the judgement of it.
public struct PreparedSubmission: Sendable {
  /// What it was made of.
  public let draft: ApplicationDraft
  /// The form that judged it.
  public let profile: Profile
  /// Files that go in, by slot and n.
  public let files: [DraftAttachment]
  /// Left out, because the answers no longer ask for them.
  public let dropped: [Dropped]
  /// All problems, the answers as they are stored, the bureau.
  public let verdict: Validation

  /// An answer or a file that was given and is no longer asked for.
  public struct Dropped: Sendable, Hashable {
    /// The field's or slot's id.
    public let target: String
    /// The file's number (`DraftAttachment.n`); nil for an answer.
    public let n: Int?
    /// Where the file's row stands, from 1; nil for what is no row's, and for a row that is gone.
    public let place: Int?
    /// What the row is called; nil likewise, and for a row that says nothing.
    public let row: Text?

    /// - Parameter answers: those in which the file's row is looked for.
    public init(target: String, n: Int?, answers: Answers, profile: Profile) {
      self.target = target
      self.n = n
      guard let n, let list = profile.list(ofSlot: target), let place = answers.place(ofRow: n, in: list) else {
        (place, row) = (nil, nil)
        return
      }
      self.place = place
      row = profile.name(ofRow: answers.list(list)[place - 1], in: list)
    }
  }

  /// Judges a draft.
  ///
  /// - Parameter commitment: nil where only the rest is to be judged: what is agreed to comes with the submission itself.
  public init(
    draft: ApplicationDraft, profile: Profile, locked: LockedFields, commitment: CommitmentRecord?, today: Day
  ) {
    let given = locked.imposed(on: draft.answers)
    let preparation = profile.prepare(
      given, attachments: draft.attachments.map(\.attachment),
      commitment: commitment ?? CommitmentRecord(accepted: true), channel: draft.channel, today: today)
    let admitted = Set(preparation.files)
    files = draft.attachments.filter { admitted.contains($0.attachment) }
    dropped =
      preparation.leftOut.map { Dropped(target: $0, n: nil, answers: given, profile: profile) }
      + draft.attachments.filter { !admitted.contains($0.attachment) }.map {
        Dropped(target: $0.slot, n: $0.n, answers: given, profile: profile)
      }
    self.draft = draft
    self.profile = profile
    verdict = preparation.validation
  }

  /// As `IntakeStore.submit` takes it.
  ///
  /// - Parameters:
  ///   - idempotency: {key, fingerprint}; nil where a repeated request is a new one.
  ///   - expecting: the draft's version, which the database has to have; nil = whatever it is.
  ///   - unchanged: whether a returned application is meant to go in as it was.
  public func document(
    of identity: Filing.Identity, department: Department, agreed: CommitmentRecord?, idempotency: JSONValue?,
    expecting: Int?, unchanged: Bool = false
  ) -> JSONValue {
    let filing = Filing(
      profile: profile, channel: draft.channel, department: department, identity: identity, verdict: verdict,
      files: files.map { FiledFile(attachment: $0.attachment, kind: $0.kind, bytes: $0.bytes) }, commitment: agreed)
    var document = filing.document
    // The database has the draft of that version.
    let stored = JSONValue.object(verdict.answers.values)
    if expecting != nil, stored.isIdentical(to: .object(draft.answers.values)) { document["answers"] = nil }
    document["idempotency"] = idempotency
    if unchanged { document["unchanged"] = true }
    document["expected_version"] = expecting.map(JSONValue.integer)
    return .object(document)
  }
}
