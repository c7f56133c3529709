import CLibPQ
import Glibc
import Synchronization

/// The bell beside a connection's thread: any thread rings it, the connection's own thread answers.
///
/// A cancel request names the operation that it means, so that one which comes too late cannot hit the next operation.
final class Interrupt: Sendable {
  private struct State {
    var last: UInt64 = 0
    var current: UInt64?
    var isRequested = false
    var socket: CInt = -1
  }

  private let state = Mutex(State())
  /// Readable when the bell was rung; −1 when the process is out of descriptors (then waits look up once a second).
  let descriptor: CInt = clibpq_eventfd()

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  /// A number for an operation that is about to wait for its turn.
  func newOperation() -> UInt64 {
    state.withLock { state in
      state.last += 1
      return state.last
    }
  }

  func begin(_ operation: UInt64) {
    state.withLock { state in
      state.current = operation
      state.isRequested = false
      state.socket = -1
    }
  }

  /// - Parameter socket: of a connection that was left ready for the next statement; −1 for any other.
  func end(socket: CInt) {
    state.withLock { state in
      state.current = nil
      state.isRequested = false
      state.socket = socket
    }
  }

  /// Whether no operation runs, the last one left the connection ready, and the server has said nothing since: no farewell, no end of
  /// the stream.
  var isQuiet: Bool {
    state.withLock { state in
      guard state.socket >= 0 else { return false }
      var descriptor = pollfd(fd: state.socket, events: Int16(POLLIN), revents: 0)
      return unsafe poll(&descriptor, 1, 0) == 0
    }
  }

  /// Whether somebody asked that the running operation stop.
  var isRequested: Bool { state.withLock { $0.isRequested } }

  /// Asks `operation`, or with nil whatever runs now, to stop; does nothing when it is not running.
  func cancel(_ operation: UInt64? = nil) {
    let hit = state.withLock { state in
      guard let current = state.current, operation == nil || operation == current else { return false }
      state.isRequested = true
      return true
    }
    if hit { ring() }
  }

  func ring() {
    var one: UInt64 = 1
    unsafe withUnsafeBytes(of: &one) { bytes in _ = unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
  }

  func silence() {
    var count: UInt64 = 0
    unsafe withUnsafeMutableBytes(of: &count) { bytes in
      _ = unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
    }
  }
}
