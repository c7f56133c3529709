/// What all connections share: their limits, their number, who hears of requests that are done, and how a refusal is worded.
public struct ConnectionGate: Sendable {
  let limits: ConnectionLimits
  let census: ConnectionCensus
  let journal: any ConnectionJournal
  let answer: @Sendable (GuardFault) -> FaultAnswer

  /// - Parameter answer: words what is sent instead of an answer when something never becomes a request.
  public init(
    limits: ConnectionLimits, census: ConnectionCensus, journal: any ConnectionJournal,
    answer: @escaping @Sendable (GuardFault) -> FaultAnswer
  ) {
    self.limits = limits
    self.census = census
    self.journal = journal
    self.answer = answer
  }
}

/// Hears of every request. It is called on the event loops and must not block.
public protocol ConnectionJournal: Sendable {
  /// A request has begun; `finished` follows, once.
  func begun()

  /// There were too many connections for even an answer.
  func connectionRefused()

  /// - Parameters:
  ///   - peer: the address at the other end of the connection.
  ///   - isComplete: whether the client got all of the answer.
  func finished(_ record: ExchangeRecord, peer: String, isComplete: Bool)
}
