extension Connection {
  /// Hands over a statement's rows one by one as they arrive, in constant memory; returns how many.
  ///
  /// - Parameter each: synchronous, on the connection's thread. When it throws, the server is told to stop, the rest is
  ///   dropped, and its error goes on.
  @discardableResult
  public func stream(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String? = nil,
    _ each: @Sendable (Row) throws -> Void
  ) async throws -> Int {
    try await runAny { session in try session.stream(sql, parameters, name: name, each) }
  }

  /// Sends rows through `COPY … FROM STDIN` (text format) in constant memory; returns how many the server stored.
  ///
  /// - Parameter body: synchronous, on the connection's thread. When it throws, nothing is stored, and its error goes on.
  @discardableResult
  public func copyIn(
    _ sql: String, name: String? = nil, _ body: @Sendable (inout CopyWriter) throws -> Void
  ) async throws -> Int {
    try await runAny { session in try session.copyIn(sql, name: name, body) }
  }
}
