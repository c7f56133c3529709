import Foundation
import Glibc

/// A file of bytes that is written from beginning to end, readable by its maker alone (0600). Where nothing may be seen before it is whole,
/// it is written by way of `AtomicFiles`. Not for use from two tasks at once.
public final class TextFile {
  private static let piece = 1 << 16

  private let path: String
  private let descriptor: Int32
  /// What is written next.
  private var pending: [UInt8] = []

  /// Makes the file; one of that name is a failure.
  public init(path: String) throws(FileFailure) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFailure(errno, path: path) }
    pending.reserveCapacity(Self.piece * 2)
  }

  deinit { close(descriptor) }

  /// Appends to what is there; hands the bytes that are to be appended to `add`.
  public func append(_ add: (inout [UInt8]) -> Void) throws(FileFailure) {
    add(&pending)
    if pending.count >= Self.piece { try flush() }
  }

  /// Ends the file, safe on the disk.
  public func finish() throws(FileFailure) -> FileDigest {
    try flush()
    guard let digest = FileDigest(path: path, isSynced: true) else { throw FileFailure(errno, path: path) }
    return digest
  }

  private func flush() throws(FileFailure) {
    var rest = pending[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written == 0 || errno != EINTR {
        throw FileFailure(written == 0 ? ENOSPC : errno, path: path)
      }
    }
    pending.removeAll(keepingCapacity: true)
  }
}
