import Domain
import Foundation
import Store

/// An agreement that was asked for and given (R4).
struct Agreement: Sendable {
  /// What is recorded: the text as it was shown; nil where nothing was asked for, or nothing given that may be left out.
  let record: CommitmentRecord?

  /// Refuses what is missing, not accepted, or about another edition of the text. Whose tick may be left out is refused only what is about
  /// another edition.
  init(_ given: CommitmentRecord?, to asked: [Commitment], in language: Language) throws(ProblemDetails) {
    guard let commitment = asked.first, commitment.isRequired || given?.accepted == true else {
      record = nil
      return
    }
    guard given?.accepted == true, given?.version == nil || given?.version == commitment.version else {
      let next = commitment.button.map { "，再点击【\($0.zh)】" } ?? ""
      let detail = Text(
        zh: "请阅读并同意：“\(commitment.text.zh)”（第\(commitment.version)版）\(next)。",
        en: "Read and agree to “\(commitment.text.en)” (edition \(commitment.version)) first.")
      throw ProblemDetails(
        .commitmentMissing, detail,
        errors: [.init(pointer: "/commitment", code: "commitment_missing", detail: detail)],
        members: ["commitment": ["id": .string(commitment.id), "version": .string(commitment.version)]])
    }
    record = commitment.agreed(in: language)
  }
}

extension CommitmentRecord {
  /// What was read and ticked, as its applicant reads it again; nulls where nobody knows.
  var shown: JSONValue {
    [
      "id": id.map(JSONValue.string) ?? .null, "version": version.map(JSONValue.string) ?? .null,
      "accepted": .bool(accepted), "text": text.map(JSONValue.string) ?? .null,
      "paragraphs": .array(paragraphs.map(JSONValue.string)), "at": at.map { .string($0.iso8601) } ?? .null,
    ]
  }

  static let schema = Schema.object([
    "id": .optional(.string), "version": .optional(.string), "accepted": .boolean, "text": .optional(.string),
    "paragraphs": .array(.string), "at": .optional(.time),
  ])
}

extension Schema {
  /// What the applicant agrees to, and in which edition.
  static let agreement = object(["accepted": .boolean, "version?": .optional(.string)], closed: true)
}
