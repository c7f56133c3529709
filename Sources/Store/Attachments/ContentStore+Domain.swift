import Crypto
public import Domain

extension ContentStore {
  /// SHA-256 of bytes, 64 lower-case hexadecimal digits: the name that they have or would have here.
  static func hash(of bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).hexadecimal
  }

  /// Keeps a file of a known kind.
  @discardableResult
  public func add(_ kind: Domain.PictureKind, file path: String) throws(Failure) -> Entry {
    try add(file: path, kind.inPictures)
  }

  /// Where an attachment lies, nil when its kind is not known or its submission is masked.
  public func path(of attachment: StoredAttachment) -> String? {
    guard let kind = attachment.kind, let sha256 = attachment.sha256 else { return nil }
    return path(sha256, kind.inPictures)
  }

  /// Where content of this hash is or would be; nil for what is no hash.
  public func path(of sha256: String, as kind: Domain.PictureKind) -> String? { path(sha256, kind.inPictures) }
}

extension ContentStore.Upload {
  /// Brings a picture's bytes to the disk, without what was appended to it, and gives them their name.
  public func keep(_ facts: PictureFacts, as kind: Domain.PictureKind) throws(ContentStore.Failure)
    -> ContentStore.Entry
  {
    try keep(as: kind.inPictures, length: facts.bytes)
  }
}
