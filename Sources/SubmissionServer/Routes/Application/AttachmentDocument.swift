import Domain
import Store

extension DraftAttachment {
  /// A file of the draft as its applicant reads it.
  var json: JSONValue {
    [
      "slot": .string(slot), "n": .integer(n), "sha256": .string(sha256), "bytes": .integer(bytes),
      "kind": .string(kind.rawValue), "width": facts.map { .integer($0.width) } ?? .null,
      "height": facts.map { .integer($0.height) } ?? .null,
      "background": facts?.background.map { .string($0.rawValue) } ?? .null,
      "original_name": originalName.map(JSONValue.string) ?? .null, "added_at": .string(addedAt.iso8601),
    ]
  }

  static let schema = Schema.object([
    "slot": .string, "n": .integer, "sha256": .string, "bytes": .integer, "kind": .string, "width": .optional(.integer),
    "height": .optional(.integer), "background": .optional(.string), "original_name": .optional(.string),
    "added_at": .time,
  ])
}
