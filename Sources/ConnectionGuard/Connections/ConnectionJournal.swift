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
