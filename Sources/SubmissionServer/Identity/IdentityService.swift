import Crypto
import Domain
import Foundation

/// Tells who shows a bearer token: one of the province's service network, or a session of a local account.
struct IdentityService: Sendable {
  /// By province.
  let verifiers: [String: TokenVerifier]
  /// The clock.
  let now: @Sendable () -> Date
  /// Where accounts and sessions are; nil where there are none.
  let accounts: Accounts?
  private let verified = VerifiedTokens()

  init(
    verifiers: [String: TokenVerifier] = [:], accounts: Accounts? = nil,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.verifiers = verifiers
    self.accounts = accounts
    self.now = now
  }

  /// The applicant whom the token vouches for, in the province of `profile`.
  ///
  /// - Throws: `unauthorized`, with the reason for the log only; `identity_incomplete` where a token that holds lacks what the form
  ///   takes from it.
  func applicant(token: String, profile: Profile) async throws -> Applicant {
    switch profile.identity.kind {
    case .sso: return try await person(token, profile)
    case .local:
      guard let accounts else { throw ProblemDetails(.unauthorized, reason: TokenFault.notConfigured.rawValue) }
      return try await accounts.applicant(token: token, profile: profile, today: Day(of: now()))
    }
  }

  private func person(_ token: String, _ profile: Profile) async throws -> Applicant {
    let now = now()
    let key = VerifiedTokens.Key(
      digest: SHA256.hash(data: Array(token.utf8)), province: profile.province, version: profile.version)
    if let known = verified.applicant(key, now: now) { return known }
    do {
      guard let verifier = verifiers[profile.province] else { throw TokenFault.notConfigured }
      let (compact, end) = try await verifier.verify(token, now: now)
      let identity = try IdentityAnswers(compact.claims, profile: profile, today: Day(of: now))
      guard identity.problems.isEmpty, let applicant = Applicant(identity, profile: profile) else {
        throw Self.incomplete(identity, profile)
      }
      verified.remember(applicant, key, end: end, now: now)
      return applicant
    } catch let fault as TokenFault {
      throw ProblemDetails(.unauthorized, reason: fault.rawValue)
    } catch let fault as KeySetFault {
      throw ProblemDetails.busy(reason: fault.rawValue)
    }
  }

  private static func incomplete(_ identity: IdentityAnswers, _ profile: Profile) -> ProblemDetails {
    ProblemDetails(
      .identityIncomplete, profile.identity.correction,
      errors: identity.problems.map {
        ProblemDetails.Entry(pointer: "/answers/\($0.field)", code: $0.code, detail: $0.text)
      }, reason: identity.problems.map { "\($0.field) \($0.code)" }.joined(separator: ", "))
  }
}
