/// What a client is told whose request the guard refused.
public struct FaultAnswer: Sendable {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: String
  let requestID: String
  let problem: String
  let reason: String?

  /// - Parameters:
  ///   - headers: without `Content-Length` and `Connection`.
  ///   - requestID: for the journal, as `problem` and `reason`: `ExchangeRecord`.
  public init(
    status: Int, headers: [(name: String, value: String)], body: String, requestID: String, problem: String,
    reason: String?
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.requestID = requestID
    self.problem = problem
    self.reason = reason
  }
}
