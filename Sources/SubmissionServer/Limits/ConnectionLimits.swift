import NIOCore

/// What one connection, and all together, may take of the server.
struct ConnectionLimits: Sendable {
  /// From the connection, or the first byte of a further request, until the header is complete.
  var header: TimeAmount = .seconds(10)
  /// How long a body may take whatever its size; beyond it, it must have come at the minimum rate.
  var bodyGrace: TimeAmount = .seconds(30)
  /// Bytes a second.
  var minimumRate = 8 << 10
  /// How long a connection may stay open between two requests.
  var keepAlive: TimeAmount = .seconds(30)
  /// How long a client may take to accept the next piece of an answer.
  var stalledAnswer: TimeAmount = .seconds(20)
  /// After an answer that ended before its request: how long the client may still send, so that it gets to read the answer.
  var linger: TimeAmount = .seconds(3)
  /// Connections in all.
  var connections = 4096
  /// Connections of one address; proxies that are trusted have no such bound.
  var connectionsPerAddress = 64
  /// Bytes of all header fields.
  var headerBytes = 16 << 10
  /// Number of header fields.
  var headerFields = 100
}
