public import NIOCore
import Synchronization

/// What is known of one connection, shared between the event loop that reads it and the task that answers on it.
public final class ConnectionRecord: Sendable {
  /// The connection that the running task answers on; nil outside of the server.
  @TaskLocal public static var current: ConnectionRecord?

  /// The address at its other end, without port.
  public let peer: String
  private let exchange = Mutex(ExchangeRecord())

  struct Leaving: Sendable {
    var hasLeft = false
    /// Hears of it; one request at a time is answered.
    var told: (@Sendable () -> Void)?
  }
  let leaving = Mutex(Leaving())

  /// A connection that `peer` has opened.
  public init(peer: String) { self.peer = peer }

  /// Reads or notes something of the request that is under way; there is one at a time.
  public func note<T: Sendable>(_ body: (inout ExchangeRecord) -> T) -> T { exchange.withLock { body(&$0) } }
}

/// One request on a connection, for the log and for whoever reads its body.
public struct ExchangeRecord: Sendable {
  /// How far the body has come.
  public enum Body: Sendable, Hashable {
    case coming, complete
    /// It will never be complete, and why.
    case failed(GuardFault)
  }

  /// As the request line has it.
  public var method = "-"
  /// When its header was complete; of what never became a request, when it began.
  public var begun: NIODeadline = .uptimeNanoseconds(0)
  /// How far its body has come.
  public var body = Body.coming
  /// The client waits for `100 Continue` before it sends the body.
  public var expectsContinue = false
  /// Decoded.
  public var bytesIn = 0

  // Noted by whoever answers.
  /// What the request is called.
  public var requestID = "-"
  /// As the table of routes has it, never the path itself.
  public var route = "-"
  /// Further words for the log, by name; no personal data.
  public var labels: [String: String] = [:]
  /// The client, where a trusted proxy stands between.
  public var address: String?
  /// The stable word of the problem that was answered.
  public var problem: String?
  /// Why, for the log; no personal data.
  public var reason: String?

  // Noted by the connection.
  /// The status code that was answered; 0 before.
  public var status = 0
  /// Of the answer's body.
  public var bytesOut = 0
}
