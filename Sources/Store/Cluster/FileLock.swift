import Glibc

/// An exclusive lock between programs, held through an open file; the system frees it when the program dies.
struct FileLock: ~Copyable {
  private let descriptor: CInt

  /// Waits for its turn without holding up a thread, at most `patience`.
  static func acquire(_ path: String, patience: Duration) async throws(ClusterFailure) -> FileLock {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .fileUnusable(path: path, code: errno) }
    let deadline = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let code = errno
        close(descriptor)
        throw .fileUnusable(path: path, code: code)
      }
      let isLate = ContinuousClock.now > deadline
      let isCancelled = (try? await Task.sleep(for: .milliseconds(20))) == nil
      if isLate || isCancelled {
        close(descriptor)
        throw isCancelled ? .cancelled : .busy(lock: path)
      }
    }
    return FileLock(descriptor: descriptor)
  }

  private init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
