import PostgreSQL
import TestSupport
import Testing

/// The last of what still counts and the first of what does not. Times are set, never waited for: in one transaction now() stands still.
@Suite struct SQLBoundsTests {
  @Test("due today is not overdue, due yesterday is; the same for the queue, the counts, the card and the applicant")
  func overdue() async throws {
    try await World.with { world in
      _ = try await world.submit(1)
      let helpdesk = try await world.connect(.helpdesk)
      for (days, late) in [(0, "f"), (1, "t")] {
        _ = try await world.owner.execute("UPDATE review.application SET due_on = review.today() - $1::integer", [days])
        #expect(
          try await world.owner.text("SELECT overdue::text FROM review.queue_item()")?.prefix(1) == late.prefix(1))
        #expect(
          try await world.owner.text("SELECT (sum(overdue) = $1)::text FROM review.application_counts()", [days])
            == "true")
        #expect(
          try await helpdesk.lookUp(World.idNumber(1))[0].decode("overdue", as: String.self) == late)
        #expect(
          try await world.owner.text(
            "SELECT overdue FROM review.intake_status('zhejiang', '99', $1)", [World.idNumber(1)])
            == late)
      }
    }
  }

  @Test("a lease is over at its end, not after it; for every way of looking")
  func leaseEnd() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      let look = """
        SELECT concat_ws(' ', q.state, q.holder IS NOT NULL, q.claimed_at IS NOT NULL, q.lease_expires_at IS NOT NULL,
          review.effective_state(t.state, t.lease_expires_at), (review.staff_row_of(s)).held, c.state)
        FROM review.queue_item() q JOIN review.application t USING (id) JOIN review.staff s ON s.name = t.holder
        CROSS JOIN review.application_counts() c
        """
      #expect(try await world.owner.text(look) == "in_review t t t in_review 1 in_review")
      try await world.owner.script("BEGIN; UPDATE review.application SET lease_expires_at = now()")
      #expect(try await world.owner.text(look) == "submitted f f f submitted 0 submitted")
      try await world.owner.script("ROLLBACK")
    }
  }

  @Test("a form counts on the first day of its validity and on the last")
  func validity() async throws {
    try await World.with { world in
      let owner = world.owner
      try await owner.script(
        """
        INSERT INTO review.archive (province, id_type, match_key, answers, password_hash, password_scheme, imported_at, imported_by, import,
          source_line)
        VALUES ('zhejiang', '99', 'A1', '{"identity.name": "甲"}', repeat('a', 32), 'md5', now(), 'x', gen_random_uuid(), 1);
        INSERT INTO review.profile (province, version, name, number_letters, valid_from, valid_to, settings) VALUES
          ('zhejiang', 'one-day', '今日系统', 'ZJ', review.today(), review.today(),
           '{"legacy": {"old_password": true, "fixed_fields": ["identity.name"], "prefill": false}}')
        """)
      let find =
        "SELECT concat_ws(' ', answers, fixed_fields, has_password) FROM review.archive_find('zhejiang', '99', 'A1')"
      let old = "SELECT review.legacy_settings('zhejiang') ->> 'old_password'"
      let notify = "SELECT review.account_notify('password_changed', 'zhejiang', '1', '{system}', NULL)"
      let told = "SELECT body || channel || recipient FROM review.notification ORDER BY id DESC LIMIT 1"
      #expect(try await owner.text(find) == "{} {identity.name} t")
      #expect(try await owner.text(old) == "true")
      _ = try await owner.query(notify)
      #expect(try await owner.text(told) == "今日系统sms1")
      // Neither the day before nor the day after.
      for day in [
        "valid_from = review.today() + 1, valid_to = NULL",
        "valid_from = review.today() - 1, valid_to = review.today() - 1",
      ] {
        try await owner.script("UPDATE review.profile SET \(day) WHERE version = 'one-day'")
        #expect(try await owner.text(find) != "{} {identity.name} t")
        #expect(try await owner.text(old) != "true")
      }
    }
  }

  @Test("names of units have 200 characters at most; one character of a name is enough to look it up, none is not")
  func lengths() async throws {
    try await World.with { world in
      let learn = "SELECT review.unit_approved($1, repeat('字', $2::integer), NULL, NULL, 1)"
      _ = try await world.owner.query(learn, [SQLUnitTests.code, 201])
      #expect(try await world.owner.count("SELECT count(*)::int FROM review.unit") == 0)
      _ = try await world.owner.query(learn, [SQLUnitTests.code, 200])
      #expect(try await world.owner.count("SELECT count(*)::int FROM review.unit") == 1)
      let helpdesk = try await world.connect(.helpdesk)
      for (text, kind) in [("·", "nothing"), ("测", "name"), ("测试", "name")] {
        _ = try await helpdesk.lookUp(text)
        #expect(
          try await world.owner.text("SELECT detail ->> 'by' FROM review.event ORDER BY id DESC LIMIT 1") == kind)
      }
    }
  }

  @Test(
    "so many turns an hour and no more; failures are free up to a number, then each wait is twice as long, and time forgives"
  )
  func turns() async throws {
    try await World.with { world in
      let owner = world.owner
      let take = "SELECT review.turn_take('\\x01', 2)"
      for word in [nil, nil, "RC429 too_many_requests"] { #expect(try await refusal(owner, take) == word) }
      let counted = "SELECT failures FROM review.login_attempt WHERE key = '\\x01'"
      #expect(try await owner.count(counted) == 2)
      try await owner.script("UPDATE review.login_attempt SET began_at = began_at - interval '59 minutes'")
      #expect(try await refusal(owner, take) == "RC429 too_many_requests")
      try await owner.script("UPDATE review.login_attempt SET began_at = began_at - interval '2 minutes'")
      #expect(try await refusal(owner, take) == nil)
      #expect(try await owner.count(counted) == 1)
      #expect(try await owner.text("SELECT began_at > now() - interval '1 minute' FROM review.login_attempt") == "t")

      let attempt = "SELECT review.attempt_begin('\\x02', 2, interval '10 minutes')"
      let row = "FROM review.login_attempt WHERE key = '\\x02'"
      var expected: [String?] = []
      for _ in 1...4 {
        _ = try await owner.query(attempt)
        expected.append(
          try await owner.text(
            "SELECT concat_ws(' ', failures, round(extract(epoch FROM blocked_until - last_at))) \(row)"))
        // While it is blocked nobody is let in; then the next.
        if expected.count > 1 { #expect(try await refusal(owner, attempt) == "RC429 too_many_requests") }
        try await owner.script("UPDATE review.login_attempt SET blocked_until = NULL WHERE key = '\\x02'")
      }
      #expect(expected == ["1", "2 2", "3 4", "4 8"])
      // One is forgiven after each such time; what is over begins anew.
      for (minutes, left) in [(11, 4), (20, 3), (31, 1)] {
        try await owner.script(
          "UPDATE review.login_attempt SET began_at = began_at - interval '\(minutes) minutes' WHERE key = '\\x02'")
        _ = try await owner.query(attempt)
        #expect(try await owner.count("SELECT failures \(row)") == left)
        try await owner.script("UPDATE review.login_attempt SET blocked_until = NULL WHERE key = '\\x02'")
      }
      #expect(try await owner.text("SELECT began_at > now() - interval '1 minute' \(row)") == "t")
    }
  }
}
