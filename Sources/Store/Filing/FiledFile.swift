import Domain

/// A file of a submission, kept in the content store.
struct FiledFile: Sendable, Hashable {
  let attachment: Attachment
  let kind: PictureKind
  /// Size in bytes.
  let bytes: Int

  /// As a submission holds it.
  var json: JSONValue {
    [
      "slot": .string(attachment.slot), "n": .integer(attachment.n), "sha256": .string(attachment.sha256),
      "bytes": .integer(bytes), "width": attachment.facts.map { .integer($0.width) } ?? .null,
      "height": attachment.facts.map { .integer($0.height) } ?? .null, "kind": .string(kind.rawValue),
      "original_name": attachment.originalName.map(JSONValue.string) ?? .null,
    ]
  }
}
