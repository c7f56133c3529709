import Domain
import DomainSQL
public import Foundation
import PostgreSQL

extension ReviewStore {
  /// Takes the lease; prolongs one's own; `takeOver` (managers) takes it from who has it.
  public func claim(_ number: String, takeOver: Bool = false) async throws(StoreFailure) -> Change {
    try await one("claim", "SELECT \(Change.columns) FROM review.application_claim($1, $2)", [number, takeOver]) {
      try Change($0)
    }
  }

  /// Claims the oldest due application that nobody holds, nil when there is none. `department` narrows to it and what is below it.
  public func claimNext(department: String? = nil) async throws(StoreFailure) -> Change? {
    try await first("next", "SELECT \(Change.columns) FROM review.application_next($1)", [department]) {
      try Change($0)
    }
  }

  /// Gives the lease back.
  public func release(_ number: String) async throws(StoreFailure) -> Change {
    try await one("release", "SELECT \(Change.columns) FROM review.application_release($1)", [number]) {
      try Change($0)
    }
  }

  /// Hands the application to another department of the province and tells the applicant why.
  public func transfer(_ number: String, to department: String, note: String) async throws(StoreFailure) -> Change {
    try await one(
      "transfer", "SELECT \(Change.columns) FROM review.application_transfer($1, $2, $3)", [number, department, note]
    ) { try Change($0) }
  }

  /// Whether the caller may hand it on, as far as nothing has to be written for that: asked without saying why, which changes nothing.
  ///
  /// - Parameter department: nil where nobody has said which.
  public func checkTransfer(_ number: String, to department: String?) async throws(StoreFailure) {
    try await passing(department == nil ? [.noteMissing, .unknownDepartment] : [.noteMissing]) {
      () throws(StoreFailure) in
      _ = try await transfer(number, to: department ?? "", note: "")
    }
  }

  /// Takes a decision back for review (managers) and tells the applicant why.
  public func reopen(_ number: String, note: String) async throws(StoreFailure) -> Change {
    try await one("reopen", "SELECT \(Change.columns) FROM review.application_reopen($1, $2)", [number, note]) {
      try Change($0)
    }
  }

  /// Whether the caller may take the decision back, likewise.
  public func checkReopening(_ number: String) async throws(StoreFailure) {
    try await passing([.noteMissing]) { () throws(StoreFailure) in _ = try await reopen(number, note: "") }
  }

  /// Approves the revision with the content hash that the caller saw. The same key again gives the same answer and changes nothing.
  public func approve(_ number: String, revision: Int, contentHash: String, key: UUID) async throws(StoreFailure)
    -> DecisionMade
  {
    try await one(
      "approve", "SELECT \(Self.decided) FROM review.application_approve($1, $2, $3, $4)",
      [number, revision, contentHash, key]
    ) { try DecisionMade($0) }
  }

  /// Returns the revision that the caller saw, with at least one reason; reasons and note go to the applicant.
  public func `return`(
    _ number: String, revision: Int, contentHash: String, reasons: [GivenReason], note: String?, key: UUID
  ) async throws(StoreFailure) -> DecisionMade {
    try await one(
      "return", "SELECT \(Self.decided) FROM review.application_return($1, $2, $3, $4, $5, $6)",
      [number, revision, contentHash, JSONValue.array(reasons.map(\.json)), note, key]
    ) { try DecisionMade($0) }
  }

  /// Whether the caller may decide about the revision: asked as a return without a reason, which changes nothing.
  public func checkDecision(_ number: String, revision: Int, contentHash: String) async throws(StoreFailure) {
    try await passing([.reasonMissing]) { () throws(StoreFailure) in
      _ = try await `return`(
        number, revision: revision, contentHash: contentHash, reasons: [], note: nil, key: UUID())
    }
  }

  /// What is refused for one of these causes alone would do.
  private func passing(
    _ causes: [Refusal.Word], _ ask: () async throws(StoreFailure) -> Void
  ) async throws(StoreFailure) {
    do { try await ask() } catch .refused(let refusal) where causes.contains(refusal.word) {}
  }

  /// Writes an internal remark, which applicants never see; answers its number.
  public func addNote(_ number: String, _ body: String) async throws(StoreFailure) -> Int {
    try await one("note", "SELECT review.application_note($1, $2)", [number, body]) { try $0.decode(0) }
  }

  private static let decided =
    "number, outcome, revision, notification_id, channel, recipient_masked, body, decided_at, repeated, also"
}
