public import Foundation

/// The applicant's agreement (R4): as it came in, and as it is kept with the revision, so that what was read and ticked can be shown years later.
public struct CommitmentRecord: Hashable, Sendable {
  /// Whether the box was ticked.
  public let accepted: Bool
  /// The text's version that was shown; nil where the sender does not say.
  public let version: String?
  /// Which of the form's commitments it was; nil where the sender does not say.
  public let id: String?
  /// The sentence beside the box as it was shown; nil where nobody can say what was shown.
  public let text: String?
  /// The longer text that was shown above it; empty = none, or nobody can say.
  public let paragraphs: [String]
  /// The language of the texts; nil without one.
  public let language: Language?
  /// When it was agreed to, by the database's clock; nil where nobody knows.
  public let at: Date?

  /// An agreement.
  public init(
    accepted: Bool, version: String? = nil, id: String? = nil, text: String? = nil, paragraphs: [String] = [],
    language: Language? = nil, at: Date? = nil
  ) {
    self.accepted = accepted
    self.version = version
    self.id = id
    self.text = text
    self.paragraphs = paragraphs
    self.language = language
    self.at = at
  }
}

extension Commitment {
  /// The record of somebody who read it in a language and ticked it.
  ///
  /// - Parameter time: nil where the database says when.
  public func agreed(in language: Language, at time: Date? = nil) -> CommitmentRecord {
    CommitmentRecord(
      accepted: true, version: version, id: id, text: text(language), paragraphs: paragraphs.map { $0(language) },
      language: language, at: time)
  }

  /// Whether a record is one of this very text.
  public func isAgreed(by record: CommitmentRecord?) -> Bool {
    record?.accepted == true && record?.id == id && record?.version == version
  }
}

extension Profile {
  /// What came in from elsewhere as it is kept: with the text where the version says which one it was, else as it came.
  public func recorded(_ record: CommitmentRecord?, channel id: String?) -> CommitmentRecord? {
    guard let record, record.accepted, let version = record.version, let channel = channel(id),
      let commitment = commitments(in: channel).last(where: { $0.version == version })
    else { return record }
    return commitment.agreed(in: .zh)
  }
}
