import Domain

/// Tells who shows a bearer token.
struct IdentityService: Sendable {
  /// The applicant whom the token vouches for, in the province of `profile`; `address` is where the request came from.
  ///
  /// - Throws: `ProblemDetails(.unauthorized)`, with the reason for the log only.
  func applicant(token: String, profile: Profile, address: String) async throws -> Applicant {
    throw ProblemDetails(.unauthorized, reason: "no identity source is configured")
  }
}
