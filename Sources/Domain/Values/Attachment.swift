/// A file in a slot of the form (材料).
public struct Attachment: Hashable, Sendable {
  /// The slot's id, as `diploma_full_time`.
  public let slot: String
  /// Which file of the slot, from 1; where the slot takes one file a row, the row's own number (`Answers.rowNumbers`).
  public let n: Int
  /// SHA-256 of the content in lower-case hexadecimal; empty when the file could not be read.
  public let sha256: String
  /// What looking at the file told; nil when nobody has looked.
  public let facts: PictureFacts?
  /// Where the file lies; nil where it is not at hand.
  public let path: String?
  /// The name it had on the applicant's machine; never used to tell the kind.
  public let originalName: String?

  /// A file in a slot.
  public init(
    slot: String, n: Int = 1, sha256: String, facts: PictureFacts?, path: String? = nil, originalName: String? = nil
  ) {
    self.slot = slot
    self.n = n
    self.sha256 = sha256
    self.facts = facts
    self.path = path
    self.originalName = originalName
  }

  /// Size in bytes, 0 when nobody has looked.
  public var bytes: Int { facts?.bytes ?? 0 }
  /// Pixels, 0 when unknown.
  public var width: Int { facts?.width ?? 0 }
  /// Pixels, 0 when unknown.
  public var height: Int { facts?.height ?? 0 }
  /// nil when unknown, or neither JPEG nor PNG.
  public var kind: PictureKind? { facts?.kind }
}
