import Foundation

/// A secret in a file that nobody else may read.
struct DevelopmentKeyFile: Sendable {
  let path: String

  /// The text; nil when there is no file.
  ///
  /// - Throws: when the file is somebody else's, no plain file, or readable for others.
  func read() throws(DevelopmentKeyFault) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw DevelopmentKeyFault(path: path)
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0, let data = try? handle.read(upToCount: 4096)
    else { throw DevelopmentKeyFault(path: path) }
    return String(decoding: data, as: UTF8.self)
  }

  /// Puts a new file there in one step, unless there is one already.
  func put(_ text: String) throws(DevelopmentKeyFault) {
    let temporary = "\(path).\(UUID().uuidString)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw DevelopmentKeyFault(path: path) }
    defer { unlink(temporary) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
    } catch { throw DevelopmentKeyFault(path: path) }
    guard link(temporary, path) == 0 || errno == EEXIST else { throw DevelopmentKeyFault(path: path) }
  }
}
