public import PostgreSQL

/// What must agree with what, in the database and between it and the files of applicants.
public enum ReconciliationCheck: String, Sendable, CaseIterable {
  case decisionsTold = "decisions_told", decisionsEntered = "decisions_entered", submissionsEntered =
    "submissions_entered"
  case revisions, states, leases, messages
  case filesThere = "files_there", filesNamed = "files_named", incoming

  /// Whether `--repair` puts it right: without losing or deciding anything.
  public var isRepairable: Bool { self == .messages || self == .filesNamed || self == .incoming }
}

/// What one check came to.
public struct ReconciliationResult: Sendable, Hashable {
  /// What was compared.
  public let check: ReconciliationCheck
  /// How many were looked at.
  public let total: Int
  /// How many of them do not agree.
  public let off: Int
  /// Some of those: numbers of applications, of messages, hashes of files. Nobody's data.
  public let examples: [String]
  /// How many were put right.
  public var repaired = 0

  /// Whether something is left that does not agree.
  public var isOff: Bool { off > repaired }
}

/// Compares what was acknowledged with what is there, all rows of it, in one snapshot.
public enum Reconciliation {
  /// How old a file is that no row names before it is nobody's, in seconds: an upload has its name a little before its row.
  static let settled = 86_400

  /// Every check, in order.
  ///
  /// - Parameters:
  ///   - connection: of the owner of the schema, who alone sees all rows.
  ///   - attachments: where the files of applicants lie.
  ///   - repairs: whether what `isRepairable` is put right at once.
  public static func run(
    _ connection: Connection, attachments: ContentStore, repairs: Bool = false
  ) async throws -> [ReconciliationResult] {
    try await connection.transaction(TransactionMode(.repeatableRead)) { transaction in
      try transaction.script("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'")
      // One snapshot for all, and the files after it began: a row that it has was written behind its file.
      let leftOver = try list(attachments, transaction)
      return try ReconciliationCheck.allCases.map { check in
        var result =
          check == .incoming
          ? ReconciliationResult(check: check, total: leftOver, off: leftOver, examples: [])
          : try ask(check, transaction)
        if repairs, result.off > 0 { result.repaired = try repair(check, attachments, transaction) }
        return result
      }
    }
  }

  private static func ask(
    _ check: ReconciliationCheck, _ transaction: borrowing Transaction
  ) throws -> ReconciliationResult {
    let row = try transaction.query(
      """
      SELECT count(*) AS total, count(*) FILTER (WHERE x.off) AS off,
        coalesce((array_agg(x.name ORDER BY x.name) FILTER (WHERE x.off))[1:20], '{}') AS examples
      FROM (\(check.rows)) AS x (name, off)
      """, name: "reconcile \(check.rawValue)")[0]
    return ReconciliationResult(
      check: check, total: try row.decode("total"), off: try row.decode("off"), examples: try row.decode("examples"))
  }

  /// Puts what lies in the store beside the tables; returns how many were left half written.
  private static func list(
    _ attachments: ContentStore, _ transaction: borrowing Transaction
  ) throws -> Int {
    try transaction.script(
      "CREATE TEMPORARY TABLE stored_file (sha256 text, kind text, bytes bigint, is_settled boolean) ON COMMIT DROP",
      name: "reconcile files")
    var leftOver = 0
    _ = try transaction.copyIn("COPY stored_file FROM STDIN", name: "reconcile files") { writer in
      leftOver = try attachments.list(settled: settled) { file in
        try writer.write([file.sha256, file.kind, file.bytes, file.isSettled])
      }
    }
    try transaction.script("ANALYZE stored_file", name: "reconcile files")
    return leftOver
  }

  private static func repair(
    _ check: ReconciliationCheck, _ attachments: ContentStore, _ transaction: borrowing Transaction
  ) throws -> Int {
    switch check {
    case .messages:
      return try transaction.execute(
        """
        UPDATE review.notification n SET state = 'pending', next_attempt_at = clock_timestamp()
        WHERE n.state = 'sending' AND n.next_attempt_at < clock_timestamp() - interval '1 day'
        """, name: "reconcile repair")
    case .filesNamed:
      var removed = 0
      for row in try transaction.query(
        "SELECT x.sha256, x.kind FROM (\(ReconciliationCheck.strayFiles)) AS x WHERE x.off", name: "reconcile repair")
      where try attachments.remove(row.decode("sha256"), kind: row.decode("kind"), settled: settled) { removed += 1 }
      return removed
    case .incoming: return attachments.sweep()
    default: return 0
    }
  }
}

extension ReconciliationCheck {
  /// SQL: a name and whether it is off, a row for each thing that is looked at.
  var rows: String {
    switch self {
    case .decisionsTold:
      """
      SELECT a.number::text, n.decision_id IS NULL FROM review.decision d JOIN review.application a ON a.id = d.application_id
      LEFT JOIN (SELECT DISTINCT m.decision_id FROM review.notification m) AS n ON n.decision_id = d.id
      """
    case .decisionsEntered:
      """
      SELECT a.number::text, d.times IS DISTINCT FROM e.times
      FROM (SELECT application_id, revision, outcome, count(*) AS times FROM review.decision GROUP BY 1, 2, 3) AS d
      FULL JOIN (SELECT application_id, revision, action AS outcome, count(*) AS times FROM review.event
        WHERE action IN ('approved', 'returned') AND application_id IS NOT NULL GROUP BY 1, 2, 3) AS e USING (application_id, revision, outcome)
      LEFT JOIN review.application a ON a.id = application_id
      """
    case .submissionsEntered:
      """
      SELECT a.number::text, e.application_id IS NULL FROM review.submission s JOIN review.application a ON a.id = s.application_id
      LEFT JOIN (SELECT DISTINCT application_id, revision FROM review.event WHERE action = 'submitted') AS e
        ON e.application_id = s.application_id AND e.revision = s.revision
      """
    case .revisions:
      """
      SELECT a.number::text, (coalesce(s.times, 0), coalesce(s.latest, 0)) <> (a.revision, a.revision)
      FROM review.application a LEFT JOIN (SELECT application_id, count(*) AS times, max(revision) AS latest FROM review.submission GROUP BY 1) AS s
        ON s.application_id = a.id
      """
    case .states:
      """
      SELECT a.number::text, CASE WHEN a.state IN ('approved', 'returned') THEN d.id IS NULL ELSE a.decided_at IS NOT NULL END
      FROM review.application a LEFT JOIN review.decision d
        ON d.application_id = a.id AND d.revision = a.revision AND d.outcome = a.state AND d.decided_at = a.decided_at
          AND d.decided_by = a.decided_by
      """
    case .leases:
      """
      SELECT a.number::text, s.name IS NULL AND a.lease_expires_at > clock_timestamp()
      FROM review.application a LEFT JOIN review.staff s ON s.name = a.holder AND s.active AND s.role IN ('reviewer', 'manager')
      WHERE a.state = 'in_review'
      """
    case .messages:
      """
      SELECT n.id::text, n.state = 'sending' AND n.next_attempt_at < clock_timestamp() - interval '1 day'
      FROM review.notification n WHERE n.state IN ('pending', 'sending')
      """
    case .filesThere:
      """
      SELECT r.sha256, f.sha256 IS NULL OR f.bytes <> r.bytes
      FROM (SELECT sha256::text, kind, bytes FROM review.attachment UNION SELECT sha256::text, kind, bytes FROM review.draft_attachment) AS r
      LEFT JOIN stored_file f ON f.sha256 = r.sha256 AND f.kind = r.kind
      """
    case .filesNamed: "SELECT x.sha256, x.off FROM (\(Self.strayFiles)) AS x"
    case .incoming: "SELECT NULL::text, false WHERE false"
    }
  }

  /// Files in the store, and whether they are nobody's.
  static let strayFiles = """
    SELECT f.sha256, f.kind, f.is_settled AND NOT EXISTS (SELECT FROM review.attachment a WHERE a.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM review.draft_attachment d WHERE d.sha256 = f.sha256) AS off
    FROM stored_file f
    """
}
