public import NIOCore

/// What one connection, and all together, may take of the server.
public struct ConnectionLimits: Sendable {
  /// From the connection, or the first byte of a further request, until the header is complete.
  public var header: TimeAmount = .seconds(10)
  /// How long a body may take whatever its size; beyond it, it must have come at the minimum rate.
  public var bodyGrace: TimeAmount = .seconds(30)
  /// Bytes a second.
  public var minimumRate = 8 << 10
  /// How long a connection may stay open between two requests.
  public var keepAlive: TimeAmount = .seconds(30)
  /// How long a client may take to accept the next piece of an answer.
  public var stalledAnswer: TimeAmount = .seconds(20)
  /// After an answer that ended before its request: how long the client may still send, so that it gets to read the answer.
  public var linger: TimeAmount = .seconds(3)
  /// Connections in all.
  public var connections = 4096
  /// Connections of one address; proxies that are trusted have no such bound.
  public var connectionsPerAddress = 64
  /// An IPv6 /48 may have as many connections as so many of its /64s.
  public var perNetwork = 8
  /// Bytes of all header fields.
  public var headerBytes = 16 << 10
  /// Number of header fields.
  public var headerFields = 100

  /// The limits of a server on the open net.
  public init() {}
}
