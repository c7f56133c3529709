internal import Foundation

/// Reads a file whole, within a limit.
enum PictureFile {
  static func read(_ path: String, limit: Int) throws(PictureFailure) -> [UInt8] {
    // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .unreadable(code: errno) }
    defer { close(file) }

    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw .unreadable(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(code: EINVAL) }
    guard status.st_size <= limit else { throw .tooManyBytes(Int(status.st_size), limit: limit) }

    // One byte more than the size, to see a file that grows; a file that shrinks just ends earlier.
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while filled < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Foundation.read(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(code: errno) }
      guard got > 0 else { break }
      filled += got
    }
    guard filled <= Int(status.st_size) else { throw .unreadable(code: EBUSY) }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}
