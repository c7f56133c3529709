import Foundation

/// Verifies the tokens of one province's identity source.
struct TokenVerifier: Sendable {
  let rules: TokenRules
  let keys: KeySource

  /// The token with a signature that fits and claims that hold, and when it ends.
  ///
  /// - Throws: `TokenFault`; `KeySetFault.unreachable` while there are no keys to verify with.
  func verify(_ token: String, now: Date) async throws -> (token: CompactToken, end: Date) {
    let compact = try CompactToken(token)
    guard let key = try await keys.key(compact.keyID) else { throw TokenFault.keyUnknown }
    guard compact.algorithm == key.algorithm else { throw TokenFault.algorithm }
    guard key.isSignature(compact.signature, of: compact.signed) else { throw TokenFault.signature }
    return (compact, try rules.check(compact.claims, now: now))
  }
}
