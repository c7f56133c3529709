import CLibPQ
import Dispatch
import Glibc

/// One conversation with a server: synchronous, on the connection's own thread, never blocking in a way that a cancel
/// request could not end. What `Connection` and `Transaction` have in common.
final class Session {
  let handle: ConnectionHandle
  let interrupt: Interrupt
  let limit: Int
  /// SQL texts that are prepared on the server, as far as we know: behind a pooler it may be another session's server.
  var prepared: Set<String> = []
  /// The first failure that the server reported in the transaction that runs; tells whether it is worth repeating.
  var transactionFailure: DatabaseError?
  /// A transaction is open of which others are parts.
  var isWhole = false
  private var isBusy = false
  /// Set when we ourselves want no more of the statement under way; ends with it.
  var isStopping = false
  private var cancelInFlight: (sent: ContinuousClock.Instant, first: ContinuousClock.Instant, done: DispatchSemaphore)?

  /// Hears of a server that says nothing.
  private let onSilence: (@Sendable () -> Void)?
  private var mayBeSilent = false

  init(_ handle: ConnectionHandle, interrupt: Interrupt, limit: Int, onSilence: (@Sendable () -> Void)? = nil) {
    self.onSilence = onSilence
    self.handle = handle
    self.interrupt = interrupt
    self.limit = limit
  }

  /// How long the server may take to stop after a cancel request before the connection is given up.
  private static let patience = Duration.seconds(10)

  /// After what time somebody who waits is told so.
  private static let silence = Duration.seconds(5)

  // MARK: Operations

  /// Every statement runs between `begin` and `end`, so that no second one starts while one is under way (a row's
  /// closure that asks for more rows), and none after a cancel request.
  func begin() throws(DatabaseError) {
    guard !isBusy else {
      throw DatabaseError(kind: .misuse, message: "a statement is still under way on this connection")
    }
    if interrupt.isRequested { throw cancelled }
    isBusy = true
    mayBeSilent = onSilence != nil
  }

  func end() {
    isBusy = false
    isStopping = false
    settleCancel()
  }

  var cancelled: DatabaseError { DatabaseError(kind: .cancelled, message: "cancelled on request") }

  func lost(_ statement: String? = nil) -> DatabaseError {
    let message = handle.message
    return DatabaseError(
      kind: .connectionLost, message: message.isEmpty ? "the connection to the server is closed" : message,
      statement: statement)
  }

  /// After a send that libpq refused.
  func sendFailure(_ statement: String?) -> DatabaseError {
    guard handle.isConnected else { return lost(statement) }
    return DatabaseError(kind: .misuse, message: handle.message, statement: statement)
  }

  // MARK: Waiting

  /// Sends what libpq has buffered, reading meanwhile, because the server may not read before we do.
  func flush() throws(DatabaseError) {
    while true {
      switch unsafe PQflush(handle.pointer) {
      case 0: return
      case 1:
        if try wait(for: CInt(POLLIN | POLLOUT)) & CInt(POLLIN) != 0 { try consume() }
      default: throw lost()
      }
    }
  }

  /// The next result of the statement under way; nil after the last.
  func nextResult() throws(DatabaseError) -> ResultHandle? {
    while unsafe PQisBusy(handle.pointer) == 1 {
      _ = try wait(for: CInt(POLLIN))
      // A broken connection shows itself in the result that follows, with the server's own reason if it sent one.
      if unsafe PQconsumeInput(handle.pointer) == 0 { break }
    }
    guard let result = unsafe PQgetResult(handle.pointer) else { return nil }
    return unsafe ResultHandle(owning: result)
  }

  func consume() throws(DatabaseError) {
    if unsafe PQconsumeInput(handle.pointer) == 0 { throw lost() }
  }

  /// Waits until the socket is ready and returns how; passes a cancel request on to the server meanwhile.
  func wait(for events: CInt) throws(DatabaseError) -> CInt {
    while true {
      let mustStop = isStopping || interrupt.isRequested
      if mustStop { try passCancel() }
      let asked = ContinuousClock.now
      if let ready = try poll(events, mustStop ? .milliseconds(100) : mayBeSilent ? Self.silence : nil) { return ready }
      if mayBeSilent, !mustStop, ContinuousClock.now - asked >= Self.silence {
        mayBeSilent = false
        onSilence?()
      }
    }
  }

  /// One wait for the socket or the bell; nil when the socket is not ready.
  func poll(_ events: CInt, _ timeout: Duration?) throws(DatabaseError) -> CInt? {
    guard handle.socket >= 0 else { throw lost() }
    var descriptors = [
      pollfd(fd: handle.socket, events: Int16(events), revents: 0),
      pollfd(fd: interrupt.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let forever = interrupt.descriptor < 0 ? 1_000 : -1
    // A moment that has just passed is no time at all; below zero poll(2) would wait for ever.
    let milliseconds = timeout.map { max(0, $0.milliseconds) } ?? forever
    guard unsafe Glibc.poll(&descriptors, nfds_t(descriptors.count), CInt(milliseconds)) > 0 else { return nil }
    if descriptors[1].revents != 0 { interrupt.silence() }
    let ready = CInt(descriptors[0].revents)
    return ready == 0 ? nil : ready
  }

  /// Asks the server to stop; again and again, because a request that overtakes its statement is forgotten.
  private func passCancel() throws(DatabaseError) {
    let now = ContinuousClock.now
    guard let flight = cancelInFlight else {
      if let done = handle.cancelHandle?.send() { cancelInFlight = (now, now, done) }
      return
    }
    if now - flight.first > Self.patience {
      handle.abandon()
      throw DatabaseError(kind: .connectionLost, message: "the server did not answer a request to cancel")
    }
    if now - flight.sent > .milliseconds(200), flight.done.wait(timeout: .now()) == .success {
      guard let done = handle.cancelHandle?.send() else { return }
      cancelInFlight = (now, flight.first, done)
    }
  }

  /// A cancel request still on its way would hit the next statement: wait for it.
  private func settleCancel() {
    guard let flight = cancelInFlight else { return }
    cancelInFlight = nil
    if flight.done.wait(timeout: .now() + 5) == .timedOut { handle.abandon() }
  }

  // MARK: Failures

  /// The error in `result`, remembered for the transaction's sake.
  func failure(_ result: borrowing ResultHandle, _ statement: String?) -> DatabaseError {
    let failure = DatabaseError(result, isConnected: handle.isConnected, statement: statement)
    if transactionFailure == nil { transactionFailure = failure }
    return failure
  }

  /// Reads on to the end of the statement and throws its results away.
  func drain(copyingOut: Bool = false) {
    if copyingOut { drainCopyOut() }
    while let result = try? nextResult() {
      switch result.status {
      case PGRES_COPY_IN, PGRES_COPY_BOTH: endCopyIn(refusing: "the rest is not wanted")
      case PGRES_COPY_OUT: drainCopyOut()
      default: if !handle.isConnected { return }
      }
    }
  }

  func endCopyIn(refusing reason: String?) {
    while true {
      let sent =
        if let reason { unsafe PQputCopyEnd(handle.pointer, reason) } else { unsafe PQputCopyEnd(handle.pointer, nil) }
      guard sent == 0 else { break }
      guard (try? flush()) != nil else { return }
    }
    _ = try? flush()
  }

  private func drainCopyOut() {
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let length = unsafe PQgetCopyData(handle.pointer, &buffer, 1)
      if let buffer = unsafe buffer { unsafe PQfreemem(buffer) }
      if length > 0 { continue }
      guard length == 0, (try? wait(for: CInt(POLLIN))) != nil, (try? consume()) != nil else { return }
    }
  }
}
