import Foundation

/// Whether the disk of the attachments can take more.
enum AttachmentDisk: String, Sendable {
  case ok
  case notWritable = "not_writable"
  /// Less is free than the settings leave for what must still be written.
  case full

  /// The state of the store below `root`. It makes its folder with the first file: until then the one above it counts.
  ///
  /// - Parameter minimum: bytes that stay free.
  init(_ root: String, leaving minimum: Int) {
    let files = FileManager.default
    var folder = URL(filePath: root)
    while !files.fileExists(atPath: folder.path), folder.path != "/" { folder.deleteLastPathComponent() }
    let free = (try? files.attributesOfFileSystem(forPath: folder.path))?[.systemFreeSize] as? NSNumber
    guard files.isWritableFile(atPath: folder.path), let free else {
      self = .notWritable
      return
    }
    self = free.intValue >= minimum ? .ok : .full
  }
}

extension Services {
  /// - Throws: `unavailable` where the disk is as good as full: what is left is for the database.
  func checkDisk() async throws {
    let (root, minimum) = (contents.root, settings.minimumFreeBytes)
    let disk = try await IncomingFile.storing { AttachmentDisk(root, leaving: minimum) }
    if disk == .full { throw ProblemDetails.notStored(reason: "content store: the disk is full") }
  }
}
