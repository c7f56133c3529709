/// Why the guard refuses something. Whoever serves says what the client is told.
public enum GuardFault: Error, Sendable, Hashable {
  /// Not to be read, or to be read in two ways; why, in words without personal data.
  case malformed(String)
  /// The request target has too many bytes.
  case targetTooLong
  /// The header fields are too many or too long; why, as `malformed` has it.
  case headerTooLarge(String)
  /// The header, or the body, did not come in time.
  case tooSlow(Part)
  /// The body is larger than this many bytes.
  case bodyTooLarge(limit: Int)
  /// One address has too many connections.
  case tooManyConnections
  /// A caller asks too often; in how many whole seconds to come back.
  case tooManyRequests(of: Bound, seconds: Int)

  /// A part of a request.
  public enum Part: String, Sendable, Hashable {
    case header, body
  }

  /// What is counted.
  public enum Bound: Sendable, Hashable {
    /// Requests of one address.
    case address
    /// Requests of one IPv6 /48.
    case network
    /// Requests of one caller.
    case caller
    /// Requests of one caller that are answered at the same time.
    case callerAtOnce
    /// What one caller uploads.
    case uploads
  }
}
