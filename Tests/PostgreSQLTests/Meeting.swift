import Foundation

/// Where so many threads of connections wait for each other, once: who comes again goes through.
final class Meeting: Sendable {
  private let condition = NSCondition()
  private let all: Int
  // Behind the condition's lock.
  private nonisolated(unsafe) var arrived = 0

  init(of all: Int) { self.all = all }

  func wait() {
    condition.withLock {
      arrived += 1
      condition.broadcast()
      while arrived < all { condition.wait() }
    }
  }
}
