extension ReconciliationCheck {
  /// SQL: a name and whether it is off, a row for each thing that is looked at; nil where the store is asked and not the database.
  var rows: String? {
    switch self {
    case .decisionsTold:
      """
      SELECT a.number::text, n.decision_id IS NULL FROM review.decision d JOIN review.application a ON a.id = d.application_id
      LEFT JOIN (SELECT DISTINCT m.decision_id FROM review.notification m) AS n ON n.decision_id = d.id
      """
    case .decisionsEntered:
      """
      SELECT coalesce(a.number::text, 'id ' || application_id), d.times IS DISTINCT FROM e.times
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
      -- A change that is taken back or given up leaves its submissions behind.
      SELECT a.number::text, coalesce(s.times, 0) <> coalesce(s.latest, 0) OR a.revision > coalesce(s.latest, 0)
        OR a.revision < s.latest AND NOT EXISTS (SELECT FROM review.event e
          WHERE e.application_id = a.id AND e.action IN ('withdrawn', 'change_given_up'))
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
      SELECT n.id::text, \(Self.unanswered) FROM review.notification n WHERE n.state IN ('pending', 'sending')
      """
    case .filesThere:
      """
      SELECT r.sha256, f.sha256 IS NULL OR f.bytes <> r.bytes
      FROM (SELECT sha256::text, kind, bytes FROM review.attachment UNION SELECT sha256::text, kind, bytes FROM review.draft_attachment) AS r
      LEFT JOIN stored_file f ON f.sha256 = r.sha256 AND f.kind = r.kind
      """
    case .filesNamed: "SELECT x.sha256, x.off FROM (\(Self.strayFiles)) AS x"
    case .incoming: nil
    }
  }

  /// Files in the store, and whether they are nobody's.
  static let strayFiles = """
    SELECT f.sha256, f.kind, f.is_settled AND NOT EXISTS (SELECT FROM review.attachment a WHERE a.sha256 = f.sha256 AND a.kind = f.kind)
      AND NOT EXISTS (SELECT FROM review.draft_attachment d WHERE d.sha256 = f.sha256 AND d.kind = f.kind) AS off
    FROM stored_file f
    """

  /// Taken to be sent a day ago, and nothing heard of since.
  static let unanswered = "n.state = 'sending' AND n.next_attempt_at < clock_timestamp() - interval '1 day'"
}
