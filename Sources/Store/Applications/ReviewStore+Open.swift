import Domain
import DomainSQL
import PostgreSQL

extension ReviewStore {
  /// Opens a revision (the latest when nil), with files and the latest return. Whoever holds the lease sees it whole, by the claim that is
  /// on record; for everybody else it is entered first that they look, and they see masks, or with a `purpose`, which is entered too, the
  /// whole.
  public func open(_ number: String, revision: Int? = nil, purpose: String? = nil) async throws(StoreFailure)
    -> OpenedSubmission
  {
    let columns = OpenedSubmission.columns
    if let held = try await first(
      "open held", "SELECT \(columns) FROM review.submission_held($1, $2)", [number, revision],
      { try OpenedSubmission($0) })
    {
      return held
    }
    let ticket = try await ticket(
      .open,
      [
        "number": .string(number), "revision": revision.map(JSONValue.integer) ?? .null,
        "purpose": purpose.map(JSONValue.string) ?? .null, "unmask": .bool(purpose != nil),
      ])
    let opened = try await first("open", "SELECT \(columns) FROM review.submission_open($1)", [ticket]) {
      try OpenedSubmission($0)
    }
    guard let opened else { throw .refused(Refusal(.notFound, ["number": .string(number)])) }
    return opened
  }

  /// Fields that differ between two revisions, compared unmasked; field id to `added`, `removed` or `changed`. Rows are named by their place
  /// in the new revision; one that is gone is one field by its place in the old one, as `qualifications[2]`.
  public func changedFields(_ number: String, from old: Int, to new: Int) async throws(StoreFailure) -> [String: String]
  {
    let pairs = try await query(
      "changed fields", "SELECT field, change FROM review.submission_changed_fields($1, $2, $3)", [number, old, new]
    ) { (try $0.decode(0, as: String.self), try $0.decode(1, as: String.self)) }
    return Dictionary(pairs) { first, _ in first }
  }

  /// A file that differs between two revisions, by content.
  public struct ChangedFile: Sendable, Hashable {
    /// The slot's id.
    public let slot: String
    /// As `StoredAttachment.n`.
    public let n: Int
    /// `added`, `removed` or `changed`.
    public let change: String
  }

  /// Files that differ between two revisions, by slot and n.
  public func changedFiles(_ number: String, from old: Int, to new: Int) async throws(StoreFailure) -> [ChangedFile] {
    try await query(
      "changed files",
      "SELECT slot, n, change FROM review.submission_changed_files($1, $2, $3)", [number, old, new]
    ) { ChangedFile(slot: try $0.decode("slot"), n: try $0.decode("n"), change: try $0.decode("change")) }
  }

  /// Content hash of a revision (the latest when nil) without opening it, for a decision that names the revision. `looked`: the caller has
  /// opened it before, on record.
  public func contentHash(
    _ number: String, revision: Int?
  ) async throws(StoreFailure) -> (revision: Int, hash: String, looked: Bool) {
    let found = try await first(
      "content hash",
      "SELECT revision, content_hash, looked FROM review.submission_hash($1, $2)", [number, revision]
    ) {
      (
        revision: try $0.decode(0, as: Int.self), hash: try $0.decode(1, as: String.self),
        looked: try $0.decode(2, as: Bool.self)
      )
    }
    guard let found else { throw .refused(Refusal(.notFound, ["number": .string(number)])) }
    return found
  }

  /// Numbers that have what was typed in them, at most `limit`, newest first; for shortened numbers.
  public func numbers(matching part: String, limit: Int = 10) async throws(StoreFailure) -> [String] {
    let part = part.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return try await query(
      "numbers", "SELECT number FROM review.numbers_like($1, $2) AS number", [part, limit]
    ) { try $0.decode(0) }
  }
}
