import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The applicant's side writes whole rows: every column is compared, also those that only reports read.
@Suite struct WrittenIntakeTests {
  /// Two documents that have nothing in common but the person.
  private static func document(_ second: Bool, key: String? = nil) -> String {
    let idempotency = key.map { #", "idempotency": {"key": "\#($0)", "fingerprint": "f"}"# } ?? ""
    return second
      ? """
      {"province": "zhejiang", "profile_version": "test-2", "channel": "window", "department": "330106",
       "identity": {"id_type": "99", "id_number": "\(World.idNumber(1))", "name": "测试乙", "phone": "13900000000"},
       "answers": {"identity.name": "测试乙"}, "attachments": [], "warnings": [], "commitment": {"version": "2"},
       "facts": \(facts(true))\(idempotency)}
      """
      : """
      {"province": "zhejiang", "profile_version": "test", "channel": "pc", "department": "330102",
       "identity": {"id_type": "99", "id_number": "\(World.idNumber(1))", "name": "测试甲", "phone": "13800000000"},
       "answers": {"identity.name": "测试甲"}, "attachments": \(files), "warnings": [{"field": "photo"}, {"field": "post"}],
       "commitment": {"version": "1"}, "facts": \(facts(false))\(idempotency)}
      """
  }

  private static let files = """
    [{"slot": "photo", "n": 2, "sha256": "\(String(repeating: "ab", count: 32))", "bytes": 70000, "width": 500, "height": 700,
      "kind": "jpeg", "original_name": "证件照.jpg"},
     {"slot": "letter", "sha256": "\(String(repeating: "cd", count: 32))", "bytes": 5, "kind": "pdf"}]
    """

  /// Every statistics column of an application.
  private static func facts(_ second: Bool) -> String {
    let texts = [
      "sex", "country", "ethnic", "political", "education_level", "degree", "part_time_level", "qualification_level",
      "qualification_type", "title", "post", "admin_post", "unit_type", "work_status", "unit_region",
    ].map { #""\#($0)": "\#($0) \#(second ? 2 : 1)""# }
    return "{" + texts.joined(separator: ", ")
      + (second
        ? #", "birth_date": "1980-02-29", "cpa": false, "work_started_on": "2001-03-01"}"#
        : #", "birth_date": "1990-01-31", "cpa": true, "work_started_on": "2015-07-01"}"#)
  }

  /// An application as it is expected, facts included.
  private static func application(_ second: Bool, _ members: String) -> String {
    facts(second).dropLast() + """
      , "province": "zhejiang", "holder": null, "claimed_at": null, "lease_expires_at": null, "decided_at": null, "decided_by": null,
        "approved_at": null, "draft": null, "state": "submitted", "commitment": null, "rows_given": 0, \(members)}
      """
  }

  private static let unknown = [
    "id", "number", "applicant_id", "submitted_at", "first_submitted_at", "due_on", "draft_saved_at", "started_at",
    "birth_year", "leased_in",
  ]

  @Test("a submission and its next revision write every column")
  func submissions() async throws {
    try await World.with { world in
      let owner = world.owner
      try await owner.script(
        """
        INSERT INTO review.profile (province, version, name, number_letters, valid_from, targets, settings)
        SELECT province, 'test-2', name, number_letters, valid_from, targets, settings FROM review.profile WHERE version = 'test'
        """)
      let (intake, reviewer) = (try await world.connect(.intake), try await world.connect(.reviewer))
      let submit = "SELECT number, content_hash FROM review.intake_submit($1)"
      let first = try await intake.query(submit, [Self.document(false, key: "one")])[0]
      let (number, hash): (String, String) = (try first["number"], try first["content_hash"])
      #expect(
        try await world.difference(
          "SELECT * FROM review.application",
          from: Self.application(
            false,
            """
            "department_code": "330102", "profile_version": "test", "channel": "pc", "revision": 1, "applicant_name": "测试甲",
            "warnings": 2, "draft_version": 2, "answers_version": 2, "draft_begun": false, "changing": false
            """), but: Self.unknown) == "")
      #expect(
        try await world.difference(
          "SELECT * FROM review.applicant",
          from: """
            {"province": "zhejiang", "id_type": "99", "id_number": "\(World.idNumber(1))", "name": "测试甲", "folded_name": "测试甲", "phone": "13800000000", "folded_phone": "13800000000"}
            """, but: ["id"]) == "")
      #expect(
        try await world.difference(
          "SELECT * FROM review.submission",
          from: """
            {"revision": 1, "answers": {"identity.name": "测试甲"}, "content_hash": "\(hash)", "profile_version": "test", "channel": "pc",
             "commitment": {"version": "1"}, "warnings": [{"field": "photo"}, {"field": "post"}]}
            """, but: ["application_id", "submitted_at"]) == "")
      #expect(
        try await owner.text(
          """
          SELECT a.submitted_at = s.submitted_at AND a.first_submitted_at = s.submitted_at AND k.due_on = a.due_on AND p.id = a.applicant_id
            AND k.key = 'one' AND k.fingerprint = 'f' AND k.revision = 1 AND k.department_code = '330102'
          FROM review.application a JOIN review.submission s ON s.application_id = a.id JOIN review.submission_key k ON k.application_id = a.id
          CROSS JOIN review.applicant p
          """) == "t")
      #expect(
        try await world.difference(
          "SELECT jsonb_agg(to_jsonb(f) - 'application_id' - 'revision' ORDER BY f.slot) AS files FROM review.attachment f WHERE f.revision = 1",
          from: """
            {"files": [
              {"slot": "letter", "n": 1, "sha256": "\(String(repeating: "cd", count: 32))", "bytes": 5, "kind": "pdf", "width": null,
               "height": null, "original_name": null},
              {"slot": "photo", "n": 2, "sha256": "\(String(repeating: "ab", count: 32))", "bytes": 70000, "width": 500, "height": 700,
               "kind": "jpeg", "original_name": "证件照.jpg"}]}
            """) == "")
      let due = try #require(try await owner.text("SELECT due_on::text FROM review.application"))
      #expect(
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "applicant", "action": "submitted", "has_application": true, "revision": 1, "department_code": "330102", "subject": null,
             "purpose": null, "detail": {"channel": "pc", "due_on": "\(due)", "warnings": 2, "content_hash": "\(hash)"}}
            """) == "")

      _ = try await reviewer.decide(SQLDecisionTests.return, [number, 1, hash, #"[{"code": "T01"}]"#, nil, UUID()])
      _ = try await intake.query("SELECT review.intake_save('zhejiang', '99', $1, '{}')", [World.idNumber(1)])
      // Opened for editing, the draft has the files that were sent.
      #expect(
        try await owner.count(
          """
          SELECT count(*)::int FROM review.draft_attachment d JOIN review.attachment f
          ON (f.application_id, f.slot, f.n, f.sha256, f.bytes, f.kind) = (d.application_id, d.slot, d.n, d.sha256, d.bytes, d.kind)
          AND f.original_name IS NOT DISTINCT FROM d.original_name
          """) == 2)
      // Another channel: the draft is gone, and with it its files.
      let again = try await owner.query(submit, [Self.document(true)])[0]
      #expect(try again.decode("number", as: String.self) == number)
      #expect(
        try await world.difference(
          "SELECT * FROM review.application",
          from: Self.application(
            true,
            """
            "department_code": "330106", "profile_version": "test-2", "channel": "window", "revision": 2, "applicant_name": "测试乙",
            "warnings": 0, "draft_version": 4, "answers_version": 4, "draft_begun": false, "changing": false
            """), but: Self.unknown) == "")
      #expect(try await owner.text("SELECT name || phone FROM review.applicant") == "测试乙13900000000")
      #expect(try await owner.count("SELECT count(*)::int FROM review.draft_attachment") == 0)
      #expect(
        try await owner.text(
          """
          SELECT a.submitted_at = s.submitted_at AND s.submitted_at > f.submitted_at AND s.commitment = '{"version": "2"}' AND s.channel = 'window'
            AND s.profile_version = 'test-2' AND s.warnings = '[]'
          FROM review.application a JOIN review.submission s ON s.application_id = a.id AND s.revision = 2
          JOIN review.submission f ON f.application_id = a.id AND f.revision = 1
          """) == "t")
      #expect(try await owner.text("SELECT actor = session_user FROM review.event ORDER BY id DESC LIMIT 1") == "t")
    }
  }

  @Test("a draft from its start to its taking back writes every column")
  func drafts() async throws {
    try await World.with { world in
      let owner = world.owner
      let intake = try await world.connect(.intake)
      let person = World.idNumber(1)
      _ = try await intake.query(
        "SELECT review.intake_start($1)",
        [
          """
          {"province": "zhejiang", "profile_version": "test", "channel": "pc", "id_type": "99", "id_number": "\(person)", "name": "测试甲",
           "phone": "13800000000", "commitment": {"version": "1"}, "answers": {"a": "1"}}
          """
        ])
      let nothing = """
        "first_submitted_at": null, "due_on": null, "submitted_at": null, "warnings": 0, "revision": 0, "department_code": null,
        "applicant_name": "测试甲", "profile_version": "test", "channel": "pc", "state": "draft"
        """
      let empty = try #require(
        try await owner.text(
          "SELECT (SELECT jsonb_object_agg(k, NULL) FROM jsonb_object_keys($1::jsonb) k)::text", [Self.facts(true)]))
      let expected = Self.application(
        false,
        nothing
          + #", "draft": {"a": "1"}, "draft_version": 1, "answers_version": 1, "draft_begun": true, "changing": false, "commitment": {"version": "1"}"#
      )
      let facts = try #require(try await owner.text("SELECT ($1::jsonb || $2::jsonb)::text", [expected, empty]))
      #expect(
        try await world.difference(
          "SELECT * FROM review.application", from: facts,
          but: ["id", "number", "applicant_id", "draft_saved_at", "started_at", "birth_year", "leased_in"])
          == "")
      #expect(
        try await owner.text(
          """
          SELECT a.draft_saved_at = a.started_at AND p.name = '测试甲' AND p.phone = '13800000000' AND p.id_type = '99'
          FROM review.application a JOIN review.applicant p ON p.id = a.applicant_id
          """
        ) == "t")
      #expect(
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "applicant", "action": "started", "has_application": true, "revision": 0, "department_code": null, "subject": null,
             "purpose": null, "detail": {"channel": "pc", "profile_version": "test"}}
            """) == "")

      let attach = "SELECT review.intake_attach('zhejiang', '99', $1, $2)"
      let former =
        """
        {"slot": "photo", "n": 1, "sha256": "\(String(repeating: "ab", count: 32))", "bytes": 70000, "kind": "jpeg",
         "facts": {"width": 500}, "original_name": "a.jpg"}
        """
      let later =
        """
        {"slot": "photo", "n": 1, "sha256": "\(String(repeating: "cd", count: 32))", "bytes": 5, "kind": "png",
         "facts": {"width": 6}, "original_name": "b.png"}
        """
      for file in [former, later] {
        let earlier = try await owner.text(
          "SELECT coalesce(max(added_at), '-infinity')::text FROM review.draft_attachment")
        _ = try await intake.query(attach, [person, file])
        #expect(
          try await world.difference(
            "SELECT * FROM review.draft_attachment", from: file, but: ["application_id", "added_at"]) == "")
        #expect(
          try await owner.text("SELECT added_at > $1::timestamptz FROM review.draft_attachment", [earlier]) == "t")
      }
      _ = try await intake.query("SELECT review.intake_save('zhejiang', '99', $1, '{\"a\": \"2\"}')", [person])
      #expect(
        try await owner.text(
          "SELECT draft_version = 4 AND answers_version = 4 AND draft_saved_at > started_at AND draft = '{\"a\": \"2\"}' FROM review.application"
        )
          == "t")
    }
  }
}
