import NIOCore
import Synchronization

/// Counts requests of callers in buckets that fill again with time. Memory is bounded: when too many callers are remembered, those
/// that were not seen for longest are forgotten and begin anew.
final class RequestThrottle<Caller: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var left: Double
    var at: NIODeadline
  }

  private struct State {
    var recent: [Caller: Bucket] = [:]
    var older: [Caller: Bucket] = [:]
  }

  private let rate: RequestRates.Rate
  private let remembered: Int
  private let state = Mutex(State())

  init(_ rate: RequestRates.Rate, remembered: Int) {
    self.rate = rate
    self.remembered = remembered
  }

  /// Takes one request from the caller's bucket; in how many whole seconds to come back when it is empty, else nil.
  func take(_ caller: Caller, at now: NIODeadline = .now()) -> Int? {
    let perSecond = Double(rate.perMinute) / 60
    let burst = Double(rate.burst)
    return state.withLock { state in
      var bucket = state.recent[caller] ?? state.older.removeValue(forKey: caller) ?? Bucket(left: burst, at: now)
      bucket.left = min(burst, bucket.left + Double((now - bucket.at).nanoseconds) / 1e9 * perSecond)
      bucket.at = now
      let isAllowed = bucket.left >= 1
      if isAllowed { bucket.left -= 1 }
      if state.recent[caller] == nil, state.recent.count >= max(1, remembered / 2) {
        state.older = state.recent
        state.recent = [:]
      }
      state.recent[caller] = bucket
      return isAllowed ? nil : max(1, Int(((1 - bucket.left) / perSecond).rounded(.up)))
    }
  }
}
