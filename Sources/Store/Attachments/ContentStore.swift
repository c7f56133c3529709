internal import Crypto
internal import Foundation
public import Pictures

/// Files named by what is in them: `root/ab/cd/<sha256>.jpg`. A path therefore never comes to mean another content, the
/// same picture is kept once however often it is sent, and whoever has the hash can prove that nothing was changed.
///
/// A file appears under its name only when it is complete and on the disk: it is written beside, synced, then linked.
/// Memory is constant whatever the size. Folders are 0700, files 0600. Several processes may add at once.
public struct ContentStore: Sendable {
  /// Where the files are; absolute, without a slash at its end.
  public let root: String

  /// A store under `root`, which is made with the first file.
  public init(root: String) {
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
  }

  /// What was stored.
  public struct Entry: Sendable, Hashable {
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    public let sha256: String
    /// Size in bytes.
    public let bytes: Int
    /// Where it is.
    public let path: String
  }

  /// What is found under a hash.
  public enum Verdict: Sendable, Hashable {
    case intact, missing
    /// The content is not what the name says: damaged or tampered with.
    case altered
  }

  /// Why nothing was stored or verified.
  public enum Failure: Error, Sendable, Hashable {
    /// The source cannot be read; errno.
    case source(code: Int32)
    /// The store cannot be written or read: which call failed, and errno.
    case store(operation: String, code: Int32)
    /// Under the hash there is a file with other content. It is left as it is, because it is evidence.
    case altered(sha256: String)
    /// Not 64 lower-case hexadecimal digits.
    case malformedHash
  }

  /// Where content of this hash is or would be; nil for what is no hash (so that no hash can lead out of the store).
  public func path(_ sha256: String, _ kind: PictureKind) -> String? {
    guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    return "\(root)/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256).\(kind.fileExtension)"
  }

  /// Stores a copy of the file at `path`. Storing the same content again changes nothing and gives the same entry.
  public func add(file path: String, _ kind: PictureKind) throws(Failure) -> Entry {
    let source = try ContentStore.open(path)
    var buffer = [UInt8](repeating: 0, count: ContentStore.chunk)
    return try add(kind) { () throws(Failure) -> ArraySlice<UInt8>? in
      do throws(SystemFailure) {
        let count = try source.read(into: &buffer)
        return count > 0 ? buffer[..<count] : nil
      } catch {
        throw .source(code: error.code)
      }
    }
  }

  /// Stores bytes that are in memory already.
  public func add(_ bytes: [UInt8], _ kind: PictureKind) throws(Failure) -> Entry {
    var rest: ArraySlice<UInt8>? = bytes[...]
    return try add(kind) { () throws(Failure) -> ArraySlice<UInt8>? in
      defer { rest = nil }
      return rest
    }
  }

  /// Reads the whole file and compares.
  public func verify(_ sha256: String, _ kind: PictureKind) throws(Failure) -> Verdict {
    guard let path = path(sha256, kind) else { throw .malformedHash }
    do throws(SystemFailure) {
      return try OpenFile(reading: path).hash().finalize().hexadecimal == sha256 ? .intact : .altered
    } catch {
      if error.code == ENOENT { return .missing }
      throw .store(operation: error.operation, code: error.code)
    }
  }

  private static let chunk = 64 << 10

  private static func open(_ source: String) throws(Failure) -> OpenFile {
    do { return try OpenFile(reading: source) } catch { throw .source(code: error.code) }
  }

  private func add(_ kind: PictureKind, next: () throws(Failure) -> ArraySlice<UInt8>?) throws(Failure) -> Entry {
    let upload = try upload()
    while let bytes = try next() { try upload.write(bytes) }
    return try upload.keep(as: kind, length: upload.bytes)
  }

  /// Where files are while they are not complete.
  var incoming: String { root + "/incoming" }

  /// Gives the finished file its name. `link` refuses a name that exists, so nobody's file is ever overwritten.
  func publish(_ temporary: String, as path: String, _ sha256: String, _ kind: PictureKind) throws(Failure) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try makeFolder(folder)
    var attempts = 0
    while unsafe link(temporary, path) != 0 {
      let failure = SystemFailure("link")
      guard failure.code == EEXIST else { throw .store(operation: failure.operation, code: failure.code) }
      // Whoever tidies up leaves what was just touched. If he has taken it away before, its place is free.
      let touched = unsafe utimes(path, nil) == 0
      let verdict: Verdict = touched ? try verify(sha256, kind) : .missing
      if verdict == .intact { break }
      attempts += 1
      guard verdict == .missing, attempts < 3 else { throw .altered(sha256: sha256) }
    }
    // Also of a name that was there: who gave it may not have come to this yet, and the caller is going to rely on it.
    try syncFolder(folder)
  }

  /// Makes a folder of the store and what is missing above it, each durable in its parent.
  func makeFolder(_ path: String) throws(Failure) {
    if unsafe access(path, F_OK) == 0 { return }
    let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    if !parent.isEmpty { try makeFolder(parent) }
    if unsafe mkdir(path, 0o700) != 0 {
      let failure = SystemFailure("mkdir")
      // Another process may have made it in the meantime.
      guard failure.code == EEXIST else { throw .store(operation: failure.operation, code: failure.code) }
    }
    if !parent.isEmpty { try syncFolder(parent) }
  }

  private func syncFolder(_ path: String) throws(Failure) {
    do { try OpenFile.syncFolder(path) } catch { throw .store(operation: error.operation, code: error.code) }
  }
}
