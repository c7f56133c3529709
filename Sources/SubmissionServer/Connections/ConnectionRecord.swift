import Domain
import NIOCore
import Synchronization

/// What is known of one connection, shared between the event loop that reads it and the task that answers on it.
final class ConnectionRecord: Sendable {
  /// The connection that the running task answers on; nil outside of the server.
  @TaskLocal static var current: ConnectionRecord?

  /// The address at its other end, without port.
  let peer: String
  private let exchange = Mutex(ExchangeRecord())

  init(peer: String) { self.peer = peer }

  /// Reads or notes something of the request that is under way; there is one at a time.
  func note<T: Sendable>(_ body: (inout ExchangeRecord) -> T) -> T { exchange.withLock { body(&$0) } }
}

/// One request on a connection, for the log and for whoever reads its body.
struct ExchangeRecord: Sendable {
  /// How far the body has come.
  enum Body: Sendable, Hashable {
    case coming, complete
    /// It will never be complete, and why.
    case failed(ProblemCode, reason: String)
  }

  var method = "-"
  var begun: NIODeadline = .uptimeNanoseconds(0)
  var body = Body.coming
  /// The client waits for `100 Continue` before it sends the body.
  var expectsContinue = false
  /// Decoded.
  var bytesIn = 0

  // Noted by the endpoint.
  var requestID = "-"
  /// As the table of routes has it, never the path itself.
  var route = "-"
  var province: String?
  /// The client, where a trusted proxy stands between.
  var address: String?
  /// The problem that was answered.
  var problem: ProblemCode?
  /// Why, for the log; no personal data.
  var reason: String?

  // Noted by the connection.
  var status = 0
  var bytesOut = 0
}
