import NIOCore
import Testing

@testable import ConnectionGuard

/// How often somebody may ask.
@Suite struct RatesTests {
  @Test("nobody has more requests answered at once than are meant for one, and others are not counted with them")
  func atOnce() {
    let requests = RequestsAtOnce<String>(most: 2)
    #expect(requests.enter("a") && requests.enter("a") && !requests.enter("a"))
    #expect(requests.enter("b"))
    requests.leave("a")
    #expect(requests.enter("a") && !requests.enter("a"))
    for _ in 1...2 { requests.leave("a") }
    requests.leave("a")
    #expect(requests.enter("a") && requests.enter("a") && !requests.enter("a"))
  }

  @Test("a line that has many networks of hosts is counted as a whole, too")
  func networksAreCounted() throws {
    var rates = RequestRates()
    rates.perAddress.perMinute = 1
    rates.perNetwork = 8
    rates.attemptsPerNetwork = 2
    let limits = RequestLimits<String>(rates)
    func refused(_ body: () throws(GuardFault) -> Void) -> GuardFault.Bound? {
      do { try body() } catch { if case .tooManyRequests(let bound, _) = error { return bound } }
      return nil
    }
    let asked = ["2001:db8::1", "2001:db8::2", "2001:db8:0:2::1", "2001:db8:1::1", "192.0.2.1", "192.0.2.1", "junk"]
    let verdictsOfRequests = asked.map { address in
      refused { () throws(GuardFault) in try limits.check(address: address) }
    }
    #expect(verdictsOfRequests == [nil, .address, .network, nil, nil, .address, nil])
    let tried = ["2001:db8::1", "2001:db8:0:ffff::1", "2001:db8:0:2::1", "2001:db8:1::1"]
    let verdictsOfAttempts = tried.map { address in
      refused { () throws(GuardFault) in try limits.checkAttempt(address: address) }
    }
    #expect(verdictsOfAttempts == [nil, nil, .network, nil])
    var connections = ConnectionLimits()
    (connections.connectionsPerAddress, connections.perNetwork) = (1, 2)
    let census = ConnectionCensus(connections, trusted: [])
    let verdicts = ["2001:db8::1", "2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:1::1"].map(census.enter)
    #expect(verdicts == [.admitted, .admitted, .tooManyOfAddress, .admitted])
    for address in ["2001:db8::1", "2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:1::1"] { census.leave(address) }
    #expect(census.enter("2001:db8:0:2::1") == .admitted && census.total == 1)
  }

  @Test("one session has most of what its caller may have at once, and not all of it")
  func sessionsShareWhatACallerHas() async throws {
    let limits = RequestLimits<String>(RequestRates())
    /// How many more of these sessions can be under way, one inside the other.
    func admitted(_ sessions: [String?]) async -> Int {
      guard let session = sessions.first else { return 0 }
      do {
        return try await limits.within("a", session: session) { await 1 + admitted(Array(sessions.dropFirst())) }
      } catch { return await admitted(Array(sessions.dropFirst())) }
    }
    #expect(await admitted(Array(repeating: "one", count: 9)) == 6)
    #expect(await admitted(Array(repeating: "one", count: 9) + Array(repeating: "two", count: 9)) == 8)
    #expect(await admitted(Array(repeating: nil, count: 9)) == 8)
  }

  @Test func uploadsAreCountedByNumberAndSize() {
    var allowance = UploadAllowance()
    (allowance.filesAnHour, allowance.bytesADay) = (3, 1000)
    let meter = UploadMeter<String>(allowance, remembered: 100)
    #expect(meter.take("a", bytes: 400) == nil && meter.take("a", bytes: 400) == nil)
    // Too large for what is left, and counted as nothing; a small one goes.
    #expect(meter.take("a", bytes: 400) != nil && meter.wait("a", bytes: 1) == nil)
    #expect(meter.take("a", bytes: 1) == nil)
    #expect(meter.wait("a", bytes: 1) != nil && meter.wait("b", bytes: 1) == nil)
    // Fifteen places, each tried ten times with what a phone takes.
    let generous = UploadMeter<String>(UploadAllowance(), remembered: 100)
    for _ in 0..<150 { #expect(generous.take("a", bytes: 3 << 20) == nil) }
  }

  @Test func whoHasLeftIsWaitedForNoLonger() async throws {
    let record = ConnectionRecord(peer: "192.0.2.1")
    @Sendable func wait() async throws {
      let (stream, end) = AsyncStream.makeStream(of: Void.self)
      for await _ in stream {}
      withExtendedLifetime(end) {}
      try Task.checkCancellation()
    }
    try await ConnectionRecord.$current.withValue(record) {
      let done = try await ConnectionRecord.whileConnected { 7 }
      #expect(done == 7)
      let task = Task { try await ConnectionRecord.whileConnected { try await wait() } }
      record.leave()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(record.hasLeft)
      await #expect(throws: CancellationError.self) { try await ConnectionRecord.whileConnected { try await wait() } }
    }
    let done = try await ConnectionRecord.whileConnected { 7 }
    #expect(done == 7)
  }

  @Test func bucketsFillAgainAndMemoryIsBounded() {
    let throttle = RequestThrottle<Int>(.init(perMinute: 60), remembered: 100)
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    for _ in 0..<15 { #expect(throttle.take(1, at: start) == nil) }
    #expect(throttle.take(1, at: start) == 1)
    #expect(throttle.take(1, at: start + .milliseconds(900)) == 1)
    #expect(throttle.take(1, at: start + .milliseconds(1100)) == nil)
    // Whoever was seen lately is still known after many others, and forgotten after very many.
    for other in 2..<50 { _ = throttle.take(other, at: start + .seconds(1)) }
    #expect(throttle.take(1, at: start + .milliseconds(1200)) == 1)
    for other in 1000..<1200 { _ = throttle.take(other, at: start + .seconds(1)) }
    #expect(throttle.take(1, at: start + .milliseconds(1200)) == nil)
  }
}
