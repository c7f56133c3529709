import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The state table, working days, numbers and hashes in SQL against the same rules in Swift.
@Suite struct SQLRulesTests {
  @Test("all states × actions × actors: SQL and Swift agree")
  func stateTable() async throws {
    try await World.with { world in
      for state in ApplicationState.allCases {
        for action in Action.allCases {
          for actor in Actor.allCases {
            let target: String? = try await world.owner.query(
              """
              SELECT (SELECT to_state FROM review.transition WHERE from_state = $1 AND action = $2 AND actor = $3)
              """, [state.rawValue, action.rawValue, actor.rawValue])[0][0]
            #expect(
              target == StateTable.target(from: state, action: action, by: actor)?.rawValue,
              "\(state.rawValue) \(action.rawValue) \(actor.rawValue)")
          }
        }
      }
      let rows = try await world.owner.count("SELECT count(*) FROM review.transition")
      #expect(rows == StateTable.transitions.map(\.actors.count).reduce(0, +))
    }
  }

  @Test("all states × forms × what an applicant can do: SQL and Swift agree")
  func possibilities() async throws {
    try await World.with { world in
      let number = try await world.submit(1).number
      let person = "'zhejiang', '99', '\(World.idNumber(1))'"
      let file =
        #"{"slot": "photo", "n": 1, "sha256": "\#(String(repeating: "ab", count: 32))", "bytes": 7, "kind": "jpeg"}"#
      // What is approved goes in only as a draft that was read.
      let draft = #"{"expected_version": 1, "attachments": []}"#
      try await world.owner.script("UPDATE review.application SET draft_version = 1")
      let actions: [(Possibility, String)] = [
        (.save, "SELECT review.intake_save(\(person), '{}')"),
        (.attach, "SELECT review.intake_attach(\(person), '\(file)')"),
        (.step(.change), "SELECT review.intake_change(\(person), 'test', 'test')"),
        (.step(.submit), "SELECT review.intake_submit('\(World.document(1))'::jsonb || '\(draft)')"),
        (.step(.withdraw), "SELECT review.intake_withdraw('\(number)', '99', '\(World.idNumber(1))')"),
        (.discard, "SELECT review.intake_discard(\(person))"),
        (.status, "SELECT review.intake_status(\(person))"),
      ]
      for withdrawal in ProfileSettings.Withdrawal.allCases {
        for (state, changing) in Self.moments {
          let possible = StateTable.possibilities(
            in: state, for: .applicant, withdrawal: withdrawal, changing: changing)
          for (possibility, sql) in actions {
            try await world.owner.script(
              """
              BEGIN;
              UPDATE review.profile SET settings = settings || '{"withdraw_until": "\(withdrawal.rawValue)", "change": \(changing != .never)}';
              UPDATE review.application SET state = '\(state.rawValue)',
                holder = CASE WHEN '\(state.rawValue)' = 'in_review' THEN 'somebody' END,
                claimed_at = CASE WHEN '\(state.rawValue)' = 'in_review' THEN now() END,
                lease_expires_at = CASE WHEN '\(state.rawValue)' = 'in_review' THEN now() + interval '1 hour' END,
                decided_at = CASE WHEN '\(state.rawValue)' IN ('approved', 'returned') THEN now() END,
                decided_by = CASE WHEN '\(state.rawValue)' IN ('approved', 'returned') THEN 'somebody' END,
                approved_at = CASE WHEN '\(state.rawValue)' = 'approved' THEN now() END, changing = \(changing == .begun);
              """)
            let refusal = try await refusal(world.owner, sql)
            try await world.owner.script("ROLLBACK")
            #expect(
              (refusal == nil) == possible.contains(possibility),
              "\(state.rawValue) \(changing) \(withdrawal.rawValue) \(possibility.word): \(refusal ?? "done")")
          }
          // Nothing is possible for an applicant that was not tried.
          #expect(Set(possible).isSubset(of: actions.map(\.0)))
        }
      }
    }
  }

  /// All states, what is approved with and without a way on.
  private static let moments: [(ApplicationState, Changing)] =
    ApplicationState.allCases.map { ($0, .never) } + [(.approved, .allowed), (.approved, .begun)]

  @Test("working days: the check value over a national holiday, a weekend and a make-up day")
  func workingDays() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        INSERT INTO review.holiday (date, kind, name)
        SELECT d::date, 'holiday', 'National Day' FROM unnest(ARRAY['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06',
          '2026-10-07']) AS d UNION ALL SELECT '2026-10-10', 'makeup_workday', 'National Day' ON CONFLICT DO NOTHING
        """)
      for (start, days, end) in [
        ("2026-09-28", 5, "2026-10-10"), ("2026-09-30", 1, "2026-10-08"), ("2026-10-09", 1, "2026-10-10"),
        ("2031-06-06", 1, "2031-06-09"), ("2031-06-06", 0, "2031-06-06"),
      ] {
        let due = try await world.owner.text("SELECT review.add_working_days($1, $2)::text", [start, days])
        #expect(due == end, "\(days) after \(start)")
      }
      // Counted by arithmetic, they are as many as one by one: over every span of a year's months, and of the wrong way round none.
      let wrong = try await world.owner.text(
        """
        SELECT coalesce(string_agg(s.a::date || '..' || s.b::date, ' '), '') FROM (
          SELECT a, b FROM generate_series(date '2025-12-20', '2027-01-10', interval '3 days') AS a,
            generate_series(date '2025-12-20', '2027-01-10', interval '11 days') AS b) AS s
        WHERE review.working_days(s.a::date, s.b::date) <> (
          SELECT count(*) FILTER (WHERE review.is_working_day(d::date)) FROM generate_series(s.a + interval '1 day', s.b, interval '1 day') AS d)
        """)
      #expect(wrong == "")
      #expect(try await world.owner.count("SELECT review.working_days('2026-09-30', '2026-10-10')") == 3)
    }
  }

  @Test("application numbers: check character, forgiving spelling, mistyping, growth beyond six digits")
  func numbers() async throws {
    try await World.with { world in
      #expect(try await world.owner.text("SELECT review.check_character('ZJ26000123')") == "X")
      for spelling in ["ZJ26-000123-X", "zj26000123x", " ＺＪ２６－０００１２３－Ｘ "] {
        #expect(try await world.owner.text("SELECT review.number_parse($1)", [spelling]) == "ZJ26-000123-X")
      }
      for wrong in ["ZJ26-000123-Y", "ZJ26-000132-X", "ZJ26-123-X", "330102199001310000", "", "'; DROP TABLE x"] {
        let word = try await refusal(world.owner, "SELECT review.number_parse($1)", [wrong])
        #expect(word == "RC405 mistyped_number", "\(wrong)")
      }
      let taken = try await world.owner.query("SELECT review.number_take('QQ', '2031-02-03', 3)").map { row in
        try row.decode(0, as: String.self)
      }
      #expect(taken.map { $0.prefix(11) } == ["QQ31-000001", "QQ31-000002", "QQ31-000003"])
      _ = try await world.owner.query("SELECT setval('review.number_qq31', 999999)")
      let next = try #require(try await world.owner.text("SELECT review.number_take('QQ', '2031-02-03')"))
      #expect(next.hasPrefix("QQ31-1000000-"))
      for number in taken + [next] {
        #expect(try ApplicationNumber(parsing: number).description == number)
      }
    }
  }

  @Test("content hash: answers' order does not matter, every fact of an attachment does")
  func contentHash() async throws {
    try await World.with { world in
      let a = String(repeating: "a", count: 64)
      let b = String(repeating: "b", count: 64)
      func hash(_ answers: String, _ files: [(String, Int, String)]) async throws -> String? {
        let list = files.map { #"{"slot": "\#($0)", "n": \#($1), "sha256": "\#($2)"}"# }.joined(separator: ",")
        return try await world.owner.text("SELECT review.content_hash($1, $2)", [answers, "[\(list)]"])
      }
      let base = try await hash(#"{"x": 1, "yy": "2"}"#, [("photo", 1, a), ("id_front", 1, b)])
      #expect(base?.count == 64)
      #expect(try await hash(#"{"yy": "2",   "x": 1}"#, [("id_front", 1, b), ("photo", 1, a)]) == base)
      #expect(try await hash(#"{"x": 2, "yy": "2"}"#, [("photo", 1, a), ("id_front", 1, b)]) != base)
      #expect(try await hash(#"{"x": 1, "yy": "2"}"#, [("photo", 1, b), ("id_front", 1, a)]) != base)
      #expect(try await hash(#"{"x": 1, "yy": "2"}"#, [("photo", 2, a), ("id_front", 1, b)]) != base)
      #expect(try await hash(#"{"x": 1, "yy": "2"}"#, [("photo", 1, a)]) != base)
    }
  }

  @Test("masks keep what a person needs to recognise and no more")
  func masks() async throws {
    try await World.with { world in
      for (value, shown) in [
        ("33011319850312011X", "3****************X"), ("13800000000", "1*********0"), ("T0001002", "T******2"),
        ("someone@example.org", "s***@example.org"), ("123456", "******"), ("1234567", "1*****7"),
        ("1990-01-31", "1990"), ("", ""),
      ] {
        let masked = try await world.owner.text("SELECT review.mask($1)", [value])
        #expect(masked == shown)
      }
    }
  }

  @Test("departments know their ancestors whatever order they arrive in")
  func ancestors() async throws {
    try await World.with { world in
      let path = try await world.owner.text("SELECT ancestors::text FROM review.department WHERE code = '330102'")
      #expect(path == "{330000,330100,330102}")
      try await world.owner.script("UPDATE review.department SET parent_code = '330000' WHERE code = '330102'")
      #expect(
        try await world.owner.text("SELECT ancestors::text FROM review.department WHERE code = '330102'")
          == "{330000,330102}")
    }
  }
}
