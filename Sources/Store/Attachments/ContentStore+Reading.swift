public import Domain
import Foundation
import Synchronization

extension ContentStore {
  /// A stored file that is read piece by piece, so that showing it costs no more memory than one piece.
  ///
  /// Calls block; whoever serves many at once makes them on threads of their own. One caller at a time.
  public final class Reading: Sendable {
    /// Size in bytes.
    public let bytes: Int
    private let file: Mutex<OpenFile>

    init(_ path: String) throws(Failure) {
      do throws(SystemFailure) {
        let file = try OpenFile(reading: path)
        bytes = try file.size
        self.file = Mutex(file)
      } catch {
        throw .store(operation: error.operation, code: error.code)
      }
    }

    /// What comes next, at most 64 KiB; empty at the end.
    public func next() throws(Failure) -> ArraySlice<UInt8> {
      try file.withLock { file throws(Failure) in
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        do throws(SystemFailure) {
          let count = try file.read(into: &buffer)
          return buffer[..<count]
        } catch {
          throw .store(operation: error.operation, code: error.code)
        }
      }
    }
  }

  /// Opens content for reading. Where nothing lies under the hash, the failure is that of opening a file that is not there.
  public func reading(_ sha256: String, as kind: Domain.PictureKind) throws(Failure) -> Reading {
    guard let path = path(of: sha256, as: kind) else { throw .malformedHash }
    return try Reading(path)
  }
}
