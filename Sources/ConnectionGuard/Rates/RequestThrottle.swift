import NIOCore
import Synchronization

/// What a caller has, and how fast it comes back.
struct Bucket: Sendable {
  /// When it is full.
  let size: Double
  let perSecond: Double
}

/// Counts requests of callers, or what they take, in buckets that fill again with time. Memory is bounded: when too many callers are
/// remembered, those that were not seen for longest are forgotten and begin anew.
final class RequestThrottle<Caller: Hashable & Sendable>: Sendable {
  private struct Level {
    var left: Double
    var at: NIODeadline
  }

  private struct State {
    var recent: [Caller: Level] = [:]
    var older: [Caller: Level] = [:]
  }

  private let bucket: Bucket
  private let remembered: Int
  private let state = Mutex(State())

  init(_ bucket: Bucket, remembered: Int) {
    self.bucket = bucket
    self.remembered = remembered
  }

  convenience init(_ rate: RequestRates.Rate, remembered: Int) { self.init(rate.bucket, remembered: remembered) }

  /// Takes one request from the caller's bucket, or what else it costs; in how many whole seconds to come back when there is not so
  /// much in it, else nil.
  func take(_ caller: Caller, cost: Double = 1, at now: NIODeadline = .now()) -> Int? {
    state.withLock { state in
      var level = state.recent[caller] ?? state.older.removeValue(forKey: caller) ?? Level(left: bucket.size, at: now)
      level.left = left(level, now)
      level.at = now
      let seconds = wait(level, cost)
      if seconds == nil { level.left -= cost }
      if state.recent[caller] == nil, state.recent.count >= max(1, remembered / 2) {
        state.older = state.recent
        state.recent = [:]
      }
      state.recent[caller] = level
      return seconds
    }
  }

  /// As `take`, and takes nothing.
  func wait(_ caller: Caller, cost: Double = 1, at now: NIODeadline = .now()) -> Int? {
    state.withLock { state in
      guard var level = state.recent[caller] ?? state.older[caller] else { return nil }
      level.left = left(level, now)
      return wait(level, cost)
    }
  }

  private func left(_ level: Level, _ now: NIODeadline) -> Double {
    min(bucket.size, level.left + Double((now - level.at).nanoseconds) / 1e9 * bucket.perSecond)
  }

  private func wait(_ level: Level, _ cost: Double) -> Int? {
    // What is larger than the bucket waits until that is full.
    let missing = min(cost, bucket.size) - level.left
    return missing <= 0 ? nil : max(1, Int((missing / bucket.perSecond).rounded(.up)))
  }
}
