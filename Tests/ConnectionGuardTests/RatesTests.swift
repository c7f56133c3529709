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
