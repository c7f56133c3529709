import Crypto
public import Foundation
public import Pictures
import Synchronization

extension ContentStore {
  /// A file on its way in: written beside the store's files, and gone with this object unless it was kept.
  ///
  /// Calls block; whoever serves many at once makes them on threads of their own. One caller at a time.
  public final class Upload: Sendable {
    /// Where the bytes are until they are kept; for looking at them.
    public let path: String
    private let store: ContentStore
    private let state: Mutex<State>

    private struct State: ~Copyable {
      let file: OpenFile
      var hash = SHA256()
      var bytes = 0
    }

    init(_ store: ContentStore) throws(Failure) {
      self.store = store
      path = "\(store.incoming)/\(UUID().uuidString)"
      try store.makeFolder(store.incoming)
      do { state = Mutex(State(file: try OpenFile(creating: path))) } catch {
        throw .store(operation: error.operation, code: error.code)
      }
    }

    deinit { unsafe unlink(path) }

    /// How many bytes were written.
    public var bytes: Int { state.withLock { $0.bytes } }

    /// Adds what came next.
    public func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
      try state.withLock { state throws(Failure) in
        unsafe bytes.withUnsafeBytes { unsafe state.hash.update(bufferPointer: $0) }
        state.bytes += bytes.count
        do throws(SystemFailure) { try state.file.write(bytes) } catch {
          throw .store(operation: error.operation, code: error.code)
        }
      }
    }

    /// Brings the bytes to the disk and gives them their name. What has the same content is kept once.
    ///
    /// - Parameter length: how many bytes from the first on are the picture; the rest is cut.
    public func keep(as kind: PictureKind, length: Int) throws(Failure) -> Entry {
      let (digest, bytes) = try state.withLock { state throws(Failure) in
        do throws(SystemFailure) {
          if length < state.bytes {
            try state.file.cut(to: length)
            let file = try OpenFile(reading: path)
            (state.hash, state.bytes) = (try file.hash(), length)
          }
          try state.file.sync()
        } catch {
          throw .store(operation: error.operation, code: error.code)
        }
        return (state.hash.finalize().hexadecimal, state.bytes)
      }
      guard let path = store.path(digest, kind) else { throw .malformedHash }
      try store.publish(self.path, as: path, digest, kind)
      return Entry(sha256: digest, bytes: bytes, path: path)
    }
  }

  /// Begins to take in a file whose bytes come bit by bit.
  public func upload() throws(Failure) -> Upload { try Upload(self) }

  /// Removes what processes that were killed have left half written: files in `incoming` older than an hour. Returns how many.
  @discardableResult
  public func sweep(now: Date = Date()) -> Int {
    ((try? abandonedUploads(now)) ?? []).count { unsafe unlink($0) == 0 }
  }
}
