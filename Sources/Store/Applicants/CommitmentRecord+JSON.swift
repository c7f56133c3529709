public import Domain
import Foundation

extension CommitmentRecord {
  /// As a submission records it (`review.submission.commitment`): what nobody knows is left out.
  public var json: JSONValue {
    var members: [String: JSONValue] = ["accepted": .bool(accepted)]
    members["id"] = id.map(JSONValue.string)
    members["version"] = version.map(JSONValue.string)
    members["text"] = text.map(JSONValue.string)
    if !paragraphs.isEmpty { members["paragraphs"] = .array(paragraphs.map(JSONValue.string)) }
    members["language"] = language.map { .string($0.rawValue) }
    members["at"] = at.map { .string($0.formatted(.iso8601)) }
    return .object(members)
  }

  /// One record; nil for what says of nothing that it was agreed to.
  init?(_ json: JSONValue?) {
    guard let accepted = json?["accepted"]?.bool else { return nil }
    self.init(
      accepted: accepted, version: json?["version"]?.string, id: json?["id"]?.string, text: json?["text"]?.string,
      paragraphs: json?["paragraphs"]?.array?.compactMap(\.string) ?? [],
      language: json?["language"]?.string.flatMap(Language.init),
      at: json?["at"]?.string.flatMap { try? Date($0, strategy: .iso8601) })
  }

  /// All that is recorded with one revision, the earlier first: before filling and at the submission, where the form asks twice.
  static func all(_ json: JSONValue?) -> [CommitmentRecord] {
    [CommitmentRecord(json?["before_filling"]), CommitmentRecord(json)].compactMap(\.self)
  }
}
