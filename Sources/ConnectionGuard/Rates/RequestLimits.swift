/// How many requests an address and a caller may make.
///
/// `Caller` is whoever the server knows a request to be of, once it knows.
public struct RequestLimits<Caller: Hashable & Sendable>: Sendable {
  private let addresses: RequestThrottle<[UInt8]>
  private let callers: RequestThrottle<Caller>
  /// A session of a caller.
  private struct Place: Hashable {
    let caller: Caller
    let session: String?
  }

  /// A browser sends six at once, and each may wait for a row. Of a session, so that one that is over holds none of another's.
  private let atOnce = RequestsAtOnce<Place>(most: 8)

  /// Nobody has been counted yet.
  public init(_ rates: RequestRates) {
    addresses = RequestThrottle(rates.perAddress, remembered: rates.remembered)
    callers = RequestThrottle(rates.perCaller, remembered: rates.remembered)
  }

  /// Counts a request of an address.
  ///
  /// - Throws: `tooManyRequests`.
  public func check(address: String) throws(GuardFault) {
    if let seconds = addresses.take(AddressRange.counted(address)) {
      throw .tooManyRequests(of: .address, seconds: seconds)
    }
  }

  /// Counts a request of a caller and does it.
  ///
  /// - Parameter session: what tells sessions of the caller apart; nil where there are none.
  /// - Throws: `tooManyRequests`, and what the work throws.
  public func within<Result>(
    _ caller: Caller, session: String? = nil, _ work: () async throws -> Result
  ) async throws -> Result {
    if let seconds = callers.take(caller) { throw GuardFault.tooManyRequests(of: .caller, seconds: seconds) }
    let place = Place(caller: caller, session: session)
    guard atOnce.enter(place) else { throw GuardFault.tooManyRequests(of: .callerAtOnce, seconds: 1) }
    defer { atOnce.leave(place) }
    return try await work()
  }
}
