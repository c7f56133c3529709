import Domain

extension ContentStore {
  /// Where an attachment lies, nil when its kind or hash is not known.
  public func path(of attachment: StoredAttachment) -> String? {
    attachment.kind.flatMap { path(attachment.sha256, $0.inPictures) }
  }
}
