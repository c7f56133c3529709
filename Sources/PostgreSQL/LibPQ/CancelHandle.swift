import CLibPQ
import Dispatch
import Foundation

/// Owns one `PGcancel`, which asks the server, over a connection of its own, to stop what it does for us.
// @unchecked: the pointer never changes, and libpq documents PQcancel as safe from any thread.
@safe final class CancelHandle: @unchecked Sendable {
  private let pointer: OpaquePointer

  /// nil when libpq has none, because the connection is closed.
  init?(_ connection: OpaquePointer) {
    guard let pointer = unsafe PQgetCancel(connection) else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe PQfreeCancel(pointer) }

  /// Sends the request from a thread of its own, because PQcancel has no time limit; the semaphore says when it is done.
  func send() -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [self] in
      var message = [CChar](repeating: 0, count: 256)
      _ = unsafe message.withUnsafeMutableBufferPointer { buffer in
        unsafe PQcancel(pointer, buffer.baseAddress, CInt(buffer.count))
      }
      done.signal()
    }
    return done
  }
}
