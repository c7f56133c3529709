import Crypto
import Domain
import Foundation
import Glibc

/// Size and SHA-256 of a file, by which it is known again.
public struct FileDigest: Hashable, Sendable {
  /// Bytes.
  public let bytes: Int
  /// 64 hexadecimal digits.
  public let sha256: String

  /// Reads the file once, in pieces; nil when the system refuses, and `errno` says why.
  ///
  /// - Parameter isSynced: first waits until the content is safely on the disk.
  public init?(path: String, isSynced: Bool = false) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer {
      let cause = errno
      close(descriptor)
      errno = cause
    }
    guard !isSynced || fsync(descriptor) == 0 else { return nil }
    var hash = SHA256()
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      hash.update(data: buffer[..<count])
      total += count
    }
    bytes = total
    sha256 = hash.finalize().hexadecimal
  }
}
