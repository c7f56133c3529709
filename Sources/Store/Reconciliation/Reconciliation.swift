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
  /// Seconds after which a file must be named by a row: until then its upload may still be under way.
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
      // One snapshot for all, taken before the files are listed: each row that it has came after its file.
      let leftOver = try list(attachments, transaction)
      return try ReconciliationCheck.allCases.map { check in
        var result =
          try check.rows.map { rows in try ask(check, rows, transaction) }
          ?? ReconciliationResult(check: check, total: leftOver, off: leftOver, examples: [])
        if repairs, check.isRepairable, result.off > 0 { result.repaired = try repair(check, attachments, transaction) }
        return result
      }
    }
  }

  private static func ask(
    _ check: ReconciliationCheck, _ rows: String, _ transaction: borrowing Transaction
  ) throws -> ReconciliationResult {
    let row = try transaction.query(
      """
      SELECT count(*) AS total, count(*) FILTER (WHERE x.off) AS off,
        coalesce((array_agg(x.name ORDER BY x.name) FILTER (WHERE x.off))[1:20], '{}') AS examples
      FROM (\(rows)) AS x (name, off)
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
        WHERE \(ReconciliationCheck.unanswered)
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
