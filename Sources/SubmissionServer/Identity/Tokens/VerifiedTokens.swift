import Crypto
import Foundation
import Synchronization

/// Tokens that were verified a short while ago, by their SHA-256, so that the next request with one costs nothing. Bounded: when too
/// many are remembered, the older half is forgotten and verified anew.
final class VerifiedTokens: Sendable {
  struct Key: Hashable, Sendable {
    let digest: SHA256Digest
    /// A form that changes overnight makes other answers of the same claims.
    let province: String
    let version: String
  }

  private struct Entry {
    let applicant: Applicant
    let until: Date
  }

  private struct State {
    var recent: [Key: Entry] = [:]
    var older: [Key: Entry] = [:]
  }

  private let most: Int
  private let state = Mutex(State())

  /// A key that its issuer withdrew must not go on for as long as the token says.
  static let longest: TimeInterval = 600

  init(most: Int = 20_000) { self.most = most }

  func applicant(_ key: Key, now: Date) -> Applicant? {
    state.withLock { state in
      guard let entry = state.recent[key] ?? state.older[key], entry.until > now else { return nil }
      return entry.applicant
    }
  }

  /// - Parameter end: when the token ends.
  func remember(_ applicant: Applicant, _ key: Key, end: Date, now: Date) {
    let entry = Entry(applicant: applicant, until: min(end, now.addingTimeInterval(Self.longest)))
    state.withLock { state in
      if state.recent.count >= max(1, most / 2) {
        state.older = state.recent
        state.recent = [:]
      }
      state.recent[key] = entry
    }
  }
}
