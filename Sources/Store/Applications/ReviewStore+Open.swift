import Domain
import PostgreSQL

extension ReviewStore {
  /// Opens a revision (the latest when nil), with files and the latest return. It is on record that the caller looked.
  /// `purpose` asks for the whole answers, unmasked; that is on record too, with the purpose.
  public func open(_ number: String, revision: Int? = nil, purpose: String? = nil) async throws(StoreFailure)
    -> OpenedSubmission
  {
    do {
      return try await connection.transaction { transaction in
        let rows = try transaction.query(
          """
          SELECT number, revision, latest_revision, state, department_code, province, profile_version, channel, applicant, holder,
            claimed_at, lease_expires_at, due_on, submitted_at, decided_at, decided_by, answers, masked, content_hash, warnings
          FROM review.submission_open($1, $2, $3, $4)
          """, [number, revision, purpose, purpose != nil], name: "open")
        guard let row = rows.first else { throw StoreFailure.unreadable("open") }
        let canonical: String = try row.decode("number")
        let opened: Int = try row.decode("revision")
        let attachments = try transaction.query(
          """
          SELECT f.slot, f.n, f.sha256, f.bytes, f.width, f.height, f.kind, f.original_name
          FROM review.attachment f JOIN review.application a ON a.id = f.application_id
          WHERE a.number = $1 AND f.revision = $2 ORDER BY f.slot, f.n
          """, [canonical, opened], name: "attachments"
        ).map { try StoredAttachment($0) }
        return try OpenedSubmission(
          row, attachments: attachments, lastReturn: try Self.lastReturn(canonical, transaction))
      }
    } catch { throw StoreFailure(error) }
  }

  /// Fields that differ between two revisions, compared unmasked; field id to `added`, `removed` or `changed`.
  public func changedFields(_ number: String, from old: Int, to new: Int) async throws(StoreFailure) -> [String: String]
  {
    let pairs = try await query(
      "changed fields", "SELECT field, change FROM review.submission_changed_fields($1, $2, $3)", [number, old, new]
    ) { (try $0.decode(0, as: String.self), try $0.decode(1, as: String.self)) }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Files that differ between two revisions, by content: slot (`slot/n` from the second file of a slot on) to `added`, `removed` or
  /// `changed`.
  public func changedFiles(_ number: String, from old: Int, to new: Int) async throws(StoreFailure) -> [String: String]
  {
    let pairs = try await query(
      "changed files",
      """
      WITH file AS (SELECT f.revision, f.slot, f.n, f.sha256 FROM review.attachment f
                    JOIN review.application a ON a.id = f.application_id WHERE a.number = review.number_parse($1))
      SELECT coalesce(n.slot, o.slot) || CASE WHEN coalesce(n.n, o.n) > 1 THEN '/' || coalesce(n.n, o.n) ELSE '' END,
        CASE WHEN o.sha256 IS NULL THEN 'added' WHEN n.sha256 IS NULL THEN 'removed' ELSE 'changed' END
      FROM (SELECT * FROM file WHERE revision = $2) o
      FULL JOIN (SELECT * FROM file WHERE revision = $3) n ON n.slot = o.slot AND n.n = o.n
      WHERE o.sha256 IS DISTINCT FROM n.sha256
      """, [number, old, new]
    ) { (try $0.decode(0, as: String.self), try $0.decode(1, as: String.self)) }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Content hash of a revision (the latest when nil) without opening it, for a decision that names the revision.
  public func contentHash(_ number: String, revision: Int?) async throws(StoreFailure) -> (revision: Int, hash: String)
  {
    let found = try await first(
      "content hash",
      """
      SELECT s.revision, s.content_hash FROM review.submission s JOIN review.application a ON a.id = s.application_id
      WHERE a.number = review.number_parse($1) AND s.revision = coalesce($2, a.revision)
      """, [number, revision]
    ) { (try $0.decode(0, as: Int.self), try $0.decode(1, as: String.self)) }
    guard let found else {
      throw .refused(Refusal(.notFound, ["number": .string(number)]))
    }
    return (found.0, found.1)
  }

  /// Numbers that begin or end with what was typed, at most `limit`, newest first; for shortened numbers.
  public func numbers(matching part: String, limit: Int = 10) async throws(StoreFailure) -> [String] {
    let pattern = part.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return try await query(
      "numbers", "SELECT number FROM review.application WHERE number LIKE $1 ORDER BY id DESC LIMIT $2",
      ["%" + pattern + "%", limit]
    ) { try $0.decode(0) }
  }

  private static func lastReturn(_ number: String, _ transaction: borrowing Transaction) throws -> PastReturn? {
    let rows = try transaction.query(
      """
      SELECT d.revision, d.decided_by, d.decided_at, d.note, r.code, t.text, t.hint, r.target, r.remark
      FROM (SELECT d.* FROM (SELECT x.id, x.application_id, x.revision, x.outcome, x.decided_by, x.decided_at, x.note
                             FROM review.decision x JOIN review.application a ON a.id = x.application_id WHERE a.number = $1) d
            WHERE d.outcome = 'returned' ORDER BY d.id DESC LIMIT 1) d
      JOIN review.decision_reason r ON r.decision_id = d.id
      JOIN review.return_reason t ON t.code = r.code ORDER BY r.ordinal
      """, [number], name: "last return")
    guard let first = rows.first else { return nil }
    return PastReturn(
      revision: try first.decode("revision"), by: try first.decode("decided_by"), at: try first.decode("decided_at"),
      note: try first.decode("note"),
      reasons: try rows.map {
        PastReturn.Reason(
          code: try $0.decode("code"), text: try $0.decode("text"), hint: try $0.decode("hint"),
          target: try $0.decode("target"),
          remark: try $0.decode("remark"))
      })
  }
}
