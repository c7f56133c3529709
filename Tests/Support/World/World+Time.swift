import PostgreSQL

/// Time in a world stands or passes as a test says; no test waits for a day or depends on which one it is.
extension World {
  /// From now on it is this day, `yyyy-mm-dd`, for everything that asks `review.today()`.
  public func setToday(_ day: String) async throws {
    try await owner.script(
      """
      CREATE OR REPLACE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT date '\(day)' $$
      """)
  }

  /// Puts back all that happened so far, dates of applications included: as if so many days had gone by since.
  public func letPass(days: Int) async throws {
    try await owner.script(
      """
      BEGIN;
      UPDATE review.application SET submitted_at = submitted_at - \(span(days)),
        first_submitted_at = first_submitted_at - \(span(days)), started_at = started_at - \(span(days)),
        draft_saved_at = draft_saved_at - \(span(days)), due_on = due_on - \(days),
        claimed_at = claimed_at - \(span(days)), lease_expires_at = lease_expires_at - \(span(days)),
        decided_at = decided_at - \(span(days)), approved_at = approved_at - \(span(days));
      UPDATE review.before_change SET approved_at = approved_at - \(span(days)), changed_at = changed_at - \(span(days)),
        approved_row = approved_row || jsonb_build_object('submitted_at', (approved_row ->> 'submitted_at')::timestamptz - \(span(days)),
          'first_submitted_at', (approved_row ->> 'first_submitted_at')::timestamptz - \(span(days)),
          'decided_at', (approved_row ->> 'decided_at')::timestamptz - \(span(days)),
          'approved_at', (approved_row ->> 'approved_at')::timestamptz - \(span(days)));
      UPDATE review.submission SET submitted_at = submitted_at - \(span(days));
      UPDATE review.decision SET decided_at = decided_at - \(span(days)), began_at = began_at - \(span(days)),
        due_on = due_on - \(days);
      UPDATE review.notification SET created_at = created_at - \(span(days)),
        delivered_at = delivered_at - \(span(days)), next_attempt_at = next_attempt_at - \(span(days));
      ALTER TABLE review.event DISABLE TRIGGER USER;
      UPDATE review.event SET at = at - \(span(days)), detail = CASE WHEN detail ? 'due_on'
        THEN detail || jsonb_build_object('due_on', (detail ->> 'due_on')::date - \(days)) ELSE detail END;
      ALTER TABLE review.event ENABLE TRIGGER USER;
      COMMIT
      """)
  }

  private func span(_ days: Int) -> String { "interval '\(days) days'" }
}
