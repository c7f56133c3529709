import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Every group × every function and table of the schema, as granted and as tried.
@Suite struct SQLRightsTests {
  static let groups = [
    "review_reviewer", "review_manager", "review_helpdesk", "review_admin", "review_intake", "review_dispatcher",
  ]
  /// R reviewer, M manager, H helpdesk, A administrator, I intake, D dispatcher. What is not here is nobody's but the owner's.
  static let functions: [String: String] = [
    "me": "RMHAID", "my_role": "RMHAID", "my_departments": "RMHAID", "today": "RMHAID",
    "is_working_day": "RMHAID", "add_working_days": "RMHAID", "check_character": "RMHAID", "number_parse": "RMHAID",
    "mask": "RMHAID", "effective_state": "RMHAID", "refuse": "RMHAID", "staff_password": "RMHAID",
    "queue": "RM", "queue_counts": "RM", "numbers_like": "RM", "submission_hash": "RM",
    "submission_changed_files": "RM",
    "export_list": "RMA", "ledger": "RM", "unusual": "M", "audit": "A", "figures_flow": "RM", "figures_reviews": "RM",
    "figures_corrections": "RM", "figures_wholes": "RM", "figures_backlog": "RM", "figures_oldest": "RM",
    "figures_notifications": "RM", "figures_standings": "RM", "figures_returns": "RM", "figures_reasons": "RM",
    "figures_structure": "RM", "figures_workload": "RM",
    "application_claim": "RM", "application_next": "RM", "application_release": "RM",
    "application_approve": "RM", "application_return": "RM", "application_transfer": "RM", "application_note": "RM",
    "submission_open": "RM", "submission_held": "RM", "history": "RM", "names": "RM", "ticket": "RMH",
    "staff_change": "MA",
    "staff_sessions_end": "MA", "submission_changed_fields": "RM", "application_reopen": "M",
    "applicant_cards": "RMH", "applicant_find": "RMH", "applicant_found": "RMH", "notification_list": "RMH",
    "notification_resend": "RMH",
    "staff_add": "MA", "staff_disable": "MA", "staff_enable": "MA", "staff_list": "MA",
    "intake_submit": "IA", "intake_notice": "I", "intake_start": "I", "intake_draft": "I", "intake_save": "I",
    "intake_attach": "I", "intake_detach": "I", "intake_status": "I", "intake_receipt": "I", "intake_withdraw": "I",
    "intake_discard": "I", "intake_channel": "I", "intake_change": "I",
    "export_begin": "RM", "export_finish": "RM", "export_abandon": "RM", "export_open": "RM",
    "application_counts": "A",
    "archive_import": "", "archive_find": "I", "archive_salts": "",
    "account_turn": "I", "account_words": "I", "account_register": "I", "account_login_begin": "I",
    "account_login": "I",
    "account_session_find": "I", "account_session_end": "I", "account_password": "I", "account_reset_request": "I",
    "account_reset": "I", "account_rehash": "I", "account_sessions": "I", "account_contact_request": "I",
    "account_contact_confirm": "I", "account_vouch": "RM", "account_close": "RM", "idle_sweep": "MAI",
    "unit_find": "IA", "unit_import": "A", "contact_list": "RMHAID", "contact_import": "A", "registered_import": "A",
    "figures_registered": "RM",
    "profile_add": "", "profile_list": "A", "calendar_import": "A", "unknown_year": "RMHAID",
  ]
  /// Tables with a column that the group may read: those that are the same for everybody. None holds rows about persons or cases.
  static let tables: [String: String] = [
    "region": "RMHAID", "department": "RMHAID", "holiday": "RMHAID", "return_reason": "RMHAID", "profile": "RMHAID",
    "transition": "RMHAID", "migration": "RMHAID", "build": "RMHAID", "event_action": "RMHAID",
    "profile_file": "RMHAID", "staff": "RMHA",
  ]

  static func letter(_ group: String) -> Character { Character(group.dropFirst(7).prefix(1).uppercased()) }

  @Test("functions: granted exactly as the matrix says, to PUBLIC nothing; definers have a fixed search path")
  func grantedFunctions() async throws {
    try await World.with { world in
      let rows = try await world.owner.query(
        """
        SELECT p.proname, g.rolname, has_function_privilege(g.rolname, p.oid, 'EXECUTE') AS may
        FROM pg_proc p, pg_roles g WHERE p.pronamespace = 'review'::regnamespace AND g.rolname = ANY ($1)
        """, [Self.groups])
      #expect(rows.count > 6 * 60)
      for row in rows {
        let (function, group): (String, String) = (try row["proname"], try row["rolname"])
        let may: Bool = try row["may"]
        #expect(may == (Self.functions[function]?.contains(Self.letter(group)) ?? false), "\(function) \(group)")
      }
      let open = try await world.owner.query(
        """
        SELECT p.proname FROM pg_proc p CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE p.pronamespace = 'review'::regnamespace AND a.grantee = 0
        UNION ALL
        SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'review'::regnamespace AND p.prosecdef
          AND array_remove(array_remove(p.proconfig, 'plan_cache_mode=force_custom_plan'), 'work_mem=64MB') IS DISTINCT FROM ARRAY['search_path=pg_catalog, review, pg_temp', 'standard_conforming_strings=on', 'client_min_messages=notice',
            'debug_print_parse=off', 'debug_print_rewritten=off', 'debug_print_plan=off']
        UNION ALL
        SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'review'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL
        """)
      #expect(try open.map { try $0.decode(0, as: String.self) } == [])
    }
  }

  @Test("tables: nobody writes, sensitive columns are nobody's, the rest as the matrix says")
  func grantedTables() async throws {
    try await World.with { world in
      let rows = try await world.owner.query(
        """
        SELECT c.relname, g.rolname, has_any_column_privilege(g.rolname, c.oid, 'SELECT') AS reads,
          has_table_privilege(g.rolname, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
            OR has_any_column_privilege(g.rolname, c.oid, 'INSERT, UPDATE, REFERENCES') AS writes
        FROM pg_class c, pg_roles g
        WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'S') AND g.rolname = ANY ($1)
          AND c.relkind <> 'S'
        """, [Self.groups])
      for row in rows {
        let (table, group): (String, String) = (try row["relname"], try row["rolname"])
        #expect(try row.decode("writes", as: Bool.self) == false, "\(table) \(group)")
        #expect(
          try row.decode("reads", as: Bool.self) == (Self.tables[table]?.contains(Self.letter(group)) ?? false),
          "\(table) \(group)")
      }
      for column in [
        "application.draft", "submission.answers", "notification.recipient", "notification.body",
        "decision.idempotency_key", "account.digest", "account_setting.secret", "reset_code.code",
        "applicant.id_number", "applicant.phone", "applicant.name",
      ] {
        let parts = column.split(separator: ".").map(String.init)
        for group in Self.groups {
          let may: Bool = try await world.owner.query(
            "SELECT has_column_privilege($1, 'review.' || $2, $3, 'SELECT')", [group, parts[0], parts[1]])[0][0]
          #expect(!may, "\(column) \(group)")
        }
      }
      let bare = try await world.owner.query(
        """
        SELECT relname FROM pg_class WHERE relnamespace = 'review'::regnamespace AND relkind = 'r' AND NOT relrowsecurity
          AND relname <> ALL (ARRAY['region', 'department', 'holiday', 'return_reason', 'profile', 'transition', 'migration',
            'build', 'event_action', 'profile_file'])
        """)
      #expect(try bare.map { try $0.decode(0, as: String.self) } == [])
    }
  }

  @Test("tried: what each person may not do is refused, by grant or by function, and leaves nothing")
  func tried() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let before = try await world.owner.text("SELECT md5(string_agg(a::text, ',')) FROM review.application a")
      let events = try await world.owner.count("SELECT count(*) FROM review.event")
      let calls: [(String, String)] = [
        ("RM", "SELECT review.application_claim('\(a.number)')"), ("RM", "SELECT review.application_next()"),
        ("RM", "SELECT review.application_note('\(a.number)', 'x')"),
        ("RM", "SELECT review.submission_held('\(a.number)')"), ("RM", "SELECT review.submission_open(1)"),
        ("RM", "SELECT review.history(1)"), ("RM", "SELECT review.names(1)"),
        ("RMH", "SELECT review.ticket('lookup', '{\"text\": \"测试甲\", \"purpose\": \"来电\"}')"),
        ("MA", "SELECT review.staff_change('nobody', 'reviewer', '330102')"),
        ("MA", "SELECT review.staff_sessions_end('nobody')"),
        ("RM", "SELECT review.application_approve('\(a.number)', 1, '\(a.hash)', gen_random_uuid())"),
        ("RM", "SELECT review.application_transfer('\(a.number)', '330106', 'x')"),
        ("M", "SELECT review.application_reopen('\(a.number)', 'x')"),
        ("RMH", "SELECT review.applicant_cards(1)"), ("RMH", "SELECT review.applicant_found(1)"),
        ("RMH", "SELECT review.notification_list(1)"),
        ("MA", "SELECT review.staff_list()"), ("A", "SELECT review.application_counts()"),
        ("I", "SELECT review.intake_withdraw('\(a.number)', '99', 'nobody')"),
        ("RM", "SELECT * FROM review.queue()"), ("RM", "SELECT * FROM review.queue_counts()"),
        ("RM", "SELECT * FROM review.numbers_like('0')"), ("RM", "SELECT * FROM review.submission_hash('\(a.number)')"),
        ("RM", "SELECT * FROM review.submission_changed_files('\(a.number)', 1, 1)"),
        ("RMA", "SELECT * FROM review.export_list()"),
        ("RM", "SELECT * FROM review.ledger()"), ("RM", "SELECT * FROM review.unusual()"),
        ("A", "SELECT * FROM review.audit()"),
        ("RM", "SELECT * FROM review.figures_backlog(NULL, NULL, NULL, NULL, NULL)"),
        ("RM", "SELECT * FROM review.figures_structure(NULL, NULL, NULL, 'approved', false)"),
        ("", "UPDATE review.application SET state = 'approved'"), ("", "DELETE FROM review.event"),
        ("", "INSERT INTO review.staff (name, role, display_name) VALUES ('x', 'administrator', 'x')"),
        ("", "SELECT answers FROM review.submission"), ("", "SELECT * FROM review.applicant"),
        ("", "SELECT id FROM review.application"), ("", "SELECT at FROM review.event"),
        ("", "SELECT body FROM review.notification"), ("", "SELECT * FROM review.application"),
        ("", "SELECT review.decide('\(a.number)', 'approved', 1, '', NULL, NULL, gen_random_uuid())"),
        ("", "SELECT review.write_staff_event(NULL, 'exported', 'x')"),
        ("", "SELECT review.number_take('ZJ', current_date)"),
        ("", "SET ROLE \"\(try #require(try await world.owner.text("SELECT current_user::text")))\""),
        ("", "CREATE TABLE review.mine ()"), ("", "CREATE ROLE mine"), ("", "TRUNCATE review.event"),
      ]
      for person in World.Person.allCases {
        let connection = try await world.connect(person)
        let letter = Self.letter("review_" + (person == .administrator ? "admin" : person.role))
        for (who, call) in calls where !who.contains(letter) {
          let word = try await refusal(connection, call)
          #expect(word == "42501" || word == "RC403 not_permitted", "\(person) \(call)")
        }
        await connection.close()
      }
      #expect(
        try await world.owner.text("SELECT md5(string_agg(a::text, ',')) FROM review.application a") == before)
      #expect(try await world.owner.count("SELECT count(*) FROM review.event") == events)
    }
  }

  @Test("SET ROLE to a colleague's group does not change who acts")
  func setRole() async throws {
    try await World.with { world in
      _ = try await world.submit(1)
      let neighbour = try await world.connect(.neighbour)
      try await neighbour.script("SET ROLE review_reviewer")
      #expect(try await neighbour.query("SELECT number FROM review.queue()").isEmpty)
      #expect(try await neighbour.text("SELECT name FROM review.me()") == world.name(.neighbour))
    }
  }
}
