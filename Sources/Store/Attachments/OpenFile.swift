internal import Crypto
internal import Foundation

/// A system call that failed: its name and errno.
struct SystemFailure: Error {
  let operation: String
  let code: Int32

  init(_ operation: String) {
    self.operation = operation
    code = errno
  }
}

/// An open file that closes itself.
struct OpenFile: ~Copyable {
  private let descriptor: Int32

  /// Regular files only, because a pipe would make the reader wait for ever.
  init(reading path: String) throws(SystemFailure) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw SystemFailure("open") }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      errno = EINVAL
      throw SystemFailure("open")
    }
    descriptor = opened
  }

  /// A new file that only its owner reads and writes; one that exists is an error.
  init(creating path: String) throws(SystemFailure) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFailure("open") }
  }

  private init(folder path: String) throws(SystemFailure) {
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure("open") }
  }

  /// Makes the names in a folder durable (fsync of the folder itself).
  static func syncFolder(_ path: String) throws(SystemFailure) {
    let folder = try OpenFile(folder: path)
    try folder.sync()
  }

  /// Size in bytes at this moment.
  var size: Int {
    get throws(SystemFailure) {
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFailure("fstat") }
      return Int(status.st_size)
    }
  }

  /// Fills `buffer` from its start with what comes next; returns how many bytes, 0 at the end of the file.
  func read(into buffer: inout [UInt8]) throws(SystemFailure) -> Int {
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes { unsafe Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if got >= 0 { return got }
      guard errno == EINTR else { throw SystemFailure("read") }
    }
  }

  /// Writes all of `bytes`.
  func write(_ bytes: ArraySlice<UInt8>) throws(SystemFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let put = unsafe rest.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if put < 0, errno == EINTR { continue }
      guard put >= 0 else { throw SystemFailure("write") }
      rest.removeFirst(put)
    }
  }

  /// Drops what lies behind the first `length` bytes.
  func cut(to length: Int) throws(SystemFailure) {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw SystemFailure("ftruncate") }
  }

  /// The SHA-256 of what comes from here to the end.
  func hash() throws(SystemFailure) -> SHA256 {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var hash = SHA256()
    while true {
      let count = try read(into: &buffer)
      guard count > 0 else { return hash }
      unsafe buffer[..<count].withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    }
  }

  /// Returns when the content has reached the disk.
  func sync() throws(SystemFailure) {
    guard fsync(descriptor) == 0 else { throw SystemFailure("fsync") }
  }

  deinit { close(descriptor) }
}
