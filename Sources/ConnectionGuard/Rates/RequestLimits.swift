/// How many requests an address and a caller may make.
///
/// `Caller` is whoever the server knows a request to be of, once it knows.
public struct RequestLimits<Caller: Hashable & Sendable>: Sendable {
  private let addresses: RequestThrottle<[UInt8]>
  private let networks: RequestThrottle<[UInt8]>
  private let attempts: RequestThrottle<[UInt8]>
  private let callers: RequestThrottle<Caller>
  private let uploads: UploadMeter<Caller>

  /// A session of a caller.
  private struct Place: Hashable {
    let caller: Caller
    let session: String
  }

  /// However many sessions it has.
  private let atOnce = RequestsAtOnce<Caller>(most: 8)
  /// As many as a browser sends. Fewer than of the caller, so that whoever has got hold of one session does not shut out the others.
  private let ofSession = RequestsAtOnce<Place>(most: 6)

  /// Nobody has been counted yet.
  public init(_ rates: RequestRates) {
    let network = RequestRates.Rate(perMinute: rates.perAddress.perMinute * rates.perNetwork)
    let attempt = Bucket(size: Double(rates.attemptsPerNetwork), perSecond: Double(rates.attemptsPerNetwork) / 3600)
    addresses = RequestThrottle(rates.perAddress, remembered: rates.remembered)
    networks = RequestThrottle(network, remembered: rates.remembered)
    attempts = RequestThrottle(attempt, remembered: rates.remembered)
    callers = RequestThrottle(rates.perCaller, remembered: rates.remembered)
    uploads = UploadMeter(rates.uploads, remembered: rates.remembered)
  }

  /// Counts a request of an address, and of the network that it is of.
  ///
  /// - Throws: `tooManyRequests`.
  public func check(address: String) throws(GuardFault) {
    if let network = AddressRange.network(address), let seconds = networks.take(network) {
      throw .tooManyRequests(of: .network, seconds: seconds)
    }
    if let seconds = addresses.take(AddressRange.counted(address)) {
      throw .tooManyRequests(of: .address, seconds: seconds)
    }
  }

  /// Counts an attempt at somebody's account, whoever's, for the network of the address.
  ///
  /// - Throws: `tooManyRequests`.
  public func checkAttempt(address: String) throws(GuardFault) {
    if let network = AddressRange.network(address), let seconds = attempts.take(network) {
      throw .tooManyRequests(of: .network, seconds: seconds)
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
    guard atOnce.enter(caller) else { throw GuardFault.tooManyRequests(of: .callerAtOnce, seconds: 1) }
    defer { atOnce.leave(caller) }
    guard let session else { return try await work() }
    let place = Place(caller: caller, session: session)
    guard ofSession.enter(place) else { throw GuardFault.tooManyRequests(of: .callerAtOnce, seconds: 1) }
    defer { ofSession.leave(place) }
    return try await work()
  }

  /// - Throws: `tooManyRequests` where the caller may upload nothing now, so that it need not be sent.
  public func checkUpload(_ caller: Caller) throws(GuardFault) {
    if let seconds = uploads.wait(caller, bytes: 1) { throw .tooManyRequests(of: .uploads, seconds: seconds) }
  }

  /// Counts a file that has come whole.
  ///
  /// - Throws: `tooManyRequests`.
  public func countUpload(_ caller: Caller, bytes: Int) throws(GuardFault) {
    if let seconds = uploads.take(caller, bytes: bytes) { throw .tooManyRequests(of: .uploads, seconds: seconds) }
  }
}
