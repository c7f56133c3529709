public import Domain

extension ContentStore {
  /// Keeps a file of a known kind.
  @discardableResult
  public func add(_ kind: Domain.PictureKind, file path: String) throws(Failure) -> Entry {
    try add(file: path, kind.inPictures)
  }

  /// Where an attachment lies, nil when its kind or hash is not known.
  public func path(of attachment: StoredAttachment) -> String? {
    attachment.kind.flatMap { path(attachment.sha256, $0.inPictures) }
  }
}
