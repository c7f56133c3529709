/// Everything that can go wrong with a database, as one value.
///
/// `description` is safe to log: it holds no parameter, no row and not the server's detail. The other texts may hold
/// personal data (the server quotes what it refuses) and are for the person at the screen only.
public struct DatabaseError: Error, Sendable, Hashable {
  /// What sort of failure it is, and so what the caller can do about it.
  public enum Kind: String, Sendable, Hashable {
    /// The connection string cannot be understood.
    case invalidSettings
    /// No server could be reached, or none would have us; trying later may help.
    case cannotConnect
    /// The server does not accept this user with this password.
    case authentication
    /// The connection broke; whether the statement took effect is unknown.
    case connectionLost
    /// Stopped on request, or by a time limit of the server.
    case cancelled
    /// Two transactions stood in each other's way; the same again may succeed.
    case conflict
    /// The server checked and refused: constraint, permission, syntax, `RAISE EXCEPTION`.
    case refused
    /// A value or row beyond what PostgreSQL can take; nothing was sent.
    case tooLarge
    /// Text that is not valid UTF-8, or that holds NUL, which PostgreSQL cannot store; nothing was sent.
    case invalidText
    /// A value that does not fit the type asked for.
    case decoding
    /// The connection, or the pool, is occupied or closed.
    case unavailable
    /// The call itself is wrong: COPY through `query`, a transaction ended by hand.
    case misuse
  }

  /// What sort of failure it is.
  public var kind: Kind
  /// The server's five characters (PostgreSQL manual, appendix A); nil when the failure arose on our side.
  public var sqlState: String?
  /// The primary message. May quote data.
  public var message: String
  /// The server's detail; often quotes a row.
  public var detail: String?
  /// The server's hint.
  public var hint: String?
  /// The constraint that was violated.
  public var constraint: String?
  /// The name that the caller gave the statement.
  public var statement: String?

  /// A failure; everything but `kind` and `message` is nil where unknown.
  public init(
    kind: Kind, sqlState: String? = nil, message: String, detail: String? = nil, hint: String? = nil,
    constraint: String? = nil, statement: String? = nil
  ) {
    self.kind = kind
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
    self.constraint = constraint
    self.statement = statement
  }
}

extension DatabaseError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Safe to log: kind, SQLSTATE, constraint, statement name, and the message where it cannot quote data.
  public var description: String {
    var text = kind.rawValue
    if let sqlState { text += " \(sqlState)" }
    if let statement { text += " in \(statement)" }
    if let constraint { text += " (\(constraint))" }
    return quotesData ? text : "\(text): \(message)"
  }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Only what `description` shows, so that `dump` and test output do not tell more.
  public var customMirror: Mirror { Mirror(self, children: ["description": description]) }

  /// Whether the server's message repeats what it was given: data exceptions do (class 22), free RAISE texts and
  /// internal errors may.
  private var quotesData: Bool {
    guard let sqlState else { return false }
    return sqlState.hasPrefix("22") || sqlState == "P0001" || sqlState.hasPrefix("XX")
  }
}
