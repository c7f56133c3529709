public import Domain
import DomainSQL
import PostgreSQL

extension IntakeStore {
  /// Submits a validated document (its form: `review.intake_submit` in `sql/`), as the next revision. The same idempotency key and
  /// fingerprint get the first receipt again. Refused with `duplicate_application` {number, state}, `draft_changed`, `key_reused`.
  public func submit(_ document: JSONValue) async throws(StoreFailure) -> Receipt {
    try await one("applicant submit", "SELECT \(Receipt.columns) FROM review.intake_submit($1)", [document]) {
      try Receipt($0)
    }
  }

  /// What an earlier request of the applicant with this {key, fingerprint} was told; nil when there was none. Refused with `key_reused`.
  public func receipt(for idempotency: JSONValue, of key: ApplicantKey) async throws(StoreFailure) -> Receipt? {
    try await first(
      "receipt", "SELECT \(Receipt.columns) FROM review.intake_receipt($1, $2, $3, $4)", key.parameters + [idempotency]
    ) { try Receipt($0) }
  }

  /// Takes the latest submission back. Refused with `not_found`, `wrong_state` {number, state}.
  public func withdraw(of key: ApplicantKey) async throws(StoreFailure) -> Receipt {
    let receipt = try await first(
      "applicant withdraw",
      """
      SELECT w.number, w.revision, w.due_on, w.content_hash, w.state, w.department_code
      FROM review.intake_draft($1, $2, $3, decode($4, 'hex')) AS d, review.intake_withdraw(d.number, $2, $3, decode($4, 'hex')) AS w
      """, key.parameters + [key.session]
    ) { try Receipt($0) }
    guard let receipt else { throw .refused(Refusal(.notFound)) }
    return receipt
  }

  /// Where the applicant's latest application is; nil without one.
  public func status(of key: ApplicantKey) async throws(StoreFailure) -> ApplicationStatus? {
    try await first(
      "status", "SELECT \(ApplicationStatus.columns) FROM review.intake_status($1, $2, $3, decode($4, 'hex'))",
      key.parameters + [key.session]
    ) { try ApplicationStatus($0) }
  }
}
