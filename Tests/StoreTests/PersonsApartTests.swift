import PostgreSQL
import TestSupport
import Testing

/// One number can be two persons: under another kind of document, and in another province. What one of them does is nothing to the others.
@Suite struct PersonsApartTests {
  private static let persons = [("zhejiang", "99"), ("zhejiang", "01"), ("jiangsu", "99")]
  private static let number = World.idNumber(1)

  /// Everything that is kept about everybody but one.
  private func others(_ world: World, _ province: String, _ type: String) async throws -> String? {
    try await world.owner.text(
      """
      WITH o AS (SELECT p.id FROM review.applicant p WHERE (p.province, p.id_type) <> ($1, $2)), a AS (
        SELECT t.* FROM review.application t JOIN o ON o.id = t.applicant_id)
      SELECT concat_ws('; ', (SELECT string_agg(p::text, ',' ORDER BY p.id) FROM review.applicant p JOIN o USING (id)),
        (SELECT string_agg(a::text, ',' ORDER BY id) FROM a),
        (SELECT string_agg(d::text, ',' ORDER BY d) FROM review.draft_attachment d JOIN a ON a.id = d.application_id),
        (SELECT string_agg(s::text, ',' ORDER BY s) FROM review.submission s JOIN a ON a.id = s.application_id),
        (SELECT string_agg(r::text, ',' ORDER BY r) FROM review.notice_reading r WHERE (r.province, r.id_type) <> ($1, $2)))
      """, [province, type])
  }

  @Test("notice, start, save, upload, removal, submission, status, withdrawal: each the person's own")
  func apart() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"notices": {"before": 0}}' WHERE version = 'test';
        INSERT INTO review.profile (province, version, name, number_letters, valid_from, targets, settings)
        SELECT 'jiangsu', version, name, 'JS', valid_from, targets, settings FROM review.profile WHERE version = 'test';
        -- The same version of two provinces: only one of them shows the notice.
        INSERT INTO review.profile (province, version, name, number_letters, valid_from, settings) VALUES
          ('zhejiang', 'former', '浙江', 'ZJ', '2020-01-01', '{"notices": {"before": 0}}'),
          ('jiangsu', 'former', '江苏', 'JS', '2020-01-01', '{"notices": {"before": 0}}'),
          ('zhejiang', 'bare', '浙江', 'ZJ', '2020-01-01', '{}'), ('jiangsu', 'bare', '江苏', 'JS', '2020-01-01', '{"notices": {"before": 0}}')
        """)
      let intake = try await world.connect(.intake)
      let at = "$1, $2, '\(Self.number)'"
      func step(_ sql: String, _ person: (String, String), as connection: Connection? = nil) async throws -> String? {
        let before = try await others(world, person.0, person.1)
        let answer = try await (connection ?? intake).text(sql, [person.0, person.1])
        #expect(try await others(world, person.0, person.1) == before, "\(person): \(sql)")
        return answer
      }
      #expect(
        try await refusal(intake, "SELECT review.intake_notice('zhejiang', '99', '\(Self.number)', 'bare', 'before')")
          == "RC460 bad_document")
      var numbers: [String] = []
      for (n, person) in Self.persons.enumerated() {
        // Who has begun nothing has nothing, whatever the others have.
        #expect(try await step("SELECT number FROM review.intake_draft(\(at))", person) == nil)
        #expect(try await step("SELECT number FROM review.intake_status(\(at))", person) == nil)
        let save = "SELECT review.intake_save(\(at), '{\"who\": \"\(n)\"}')"
        #expect(try await refusal(intake, save, [person.0, person.1]) == "RC404 not_found")
        let start = """
          SELECT number FROM review.intake_start(jsonb_build_object('province', $1::text, 'id_type', $2::text, 'id_number', '\(Self.number)',
            'profile_version', 'test', 'channel', 'pc', 'name', 'P\(n)', 'answers', '{"who": "-"}'::jsonb))
          """
        // Shown with another version of the form it was not shown with this one.
        _ = try await intake.text(
          "SELECT shown_at::text FROM review.intake_notice(\(at), 'former', 'before')", [person.0, person.1])
        #expect(try await refusal(intake, start, [person.0, person.1]) == "RC461 notice_unread")
        #expect(
          try await step("SELECT shown_at::text FROM review.intake_notice(\(at), 'test', 'before')", person) != nil)
        numbers.append(try #require(try await step(start, person)))
        #expect(try await step(save, person) != nil)
        let file =
          #"{"slot": "photo", "n": 1, "sha256": "\#(String(repeating: "\(n)", count: 64))", "bytes": 5, "kind": "jpeg"}"#
        for slot in ["photo", "letter"] {
          let attach = "SELECT review.intake_attach(\(at), '\(file.replacing("photo", with: slot))')"
          #expect(try await step(attach, person) == "t")
        }
      }
      for (n, person) in Self.persons.enumerated() {
        #expect(try await step("SELECT answers ->> 'who' FROM review.intake_draft(\(at))", person) == "\(n)")
        #expect(try await step("SELECT count(*) FROM review.intake_notice(\(at), 'test', 'before')", person) == "1")
        #expect(try await step("SELECT number FROM review.intake_status(\(at))", person) == numbers[n])
        #expect(try await step("SELECT review.intake_detach(\(at), 'letter', 2)", person) == "f")
        #expect(try await step("SELECT review.intake_detach(\(at), 'letter', 1)", person) == "t")
        let files =
          "SELECT string_agg(f ->> 'slot' || left(f ->> 'sha256', 1), ',') FROM review.intake_draft(\(at)), json_array_elements(attachments) f"
        #expect(try await step(files, person) == "photo\(n)")
      }
      for (n, person) in Self.persons.enumerated() {
        let submit = """
          SELECT number FROM review.intake_submit(jsonb_build_object('province', $1::text, 'profile_version', 'test', 'channel', 'pc',
            'department', CASE $1 WHEN 'jiangsu' THEN '320102' ELSE '330102' END, 'expected_version', 5,
            'identity', jsonb_build_object('id_type', $2::text, 'id_number', '\(Self.number)', 'name', 'Q\(n)'),
            'idempotency', '{"key": "k", "fingerprint": "f"}'::jsonb, 'attachments', jsonb_build_array(jsonb_build_object('slot', 'photo',
              'n', 1, 'sha256', '\(String(repeating: "\(n)", count: 64))', 'bytes', 5, 'kind', 'jpeg'))))
          """
        // Another's file is not one's own.
        let foreign = submit.replacing(
          String(repeating: "\(n)", count: 64), with: String(repeating: "\((n + 1) % 3)", count: 64))
        #expect(try await refusal(intake, foreign, [person.0, person.1]) == "RC462 draft_changed")
        #expect(try await step(submit, person) == numbers[n])
        #expect(try await step("SELECT state FROM review.intake_status(\(at))", person) == "submitted")
        #expect(
          try await step(
            "SELECT number FROM review.intake_receipt(\(at), '{\"key\": \"k\", \"fingerprint\": \"f\"}')", person)
            == numbers[n])
        #expect(
          try await step(
            "SELECT number FROM review.intake_receipt(\(at), '{\"key\": \"l\", \"fingerprint\": \"f\"}')", person)
            == nil)
      }
      // What was told then is told again, with the hash of one's own.
      for (n, person) in Self.persons.enumerated() {
        #expect(
          try await step(
            """
            SELECT r.number || (r.content_hash = s.content_hash) FROM review.intake_receipt(\(at), '{"key": "k", "fingerprint": "f"}') r
            JOIN review.application a USING (number) JOIN review.submission s ON s.application_id = a.id
            """, person, as: world.owner) == numbers[n] + "true")
      }
      for (n, person) in Self.persons.enumerated() {
        let withdraw = "SELECT review.intake_withdraw('\(numbers[n])', $1, $2)"
        for wrong in [("98", Self.number), (person.1, "T1")] {
          #expect(try await refusal(intake, withdraw, [wrong.0, wrong.1]) == "RC404 not_found")
        }
        let taken = "SELECT state || ($1 <> '') FROM review.intake_withdraw('\(numbers[n])', $2, '\(Self.number)')"
        #expect(try await step(taken, person) == "drafttrue")
        #expect(try await step("SELECT answers ->> 'who' FROM review.intake_draft(\(at))", person) == "\(n)")
      }
      #expect(
        try await world.owner.text("SELECT string_agg(name, ',' ORDER BY id) FROM review.applicant") == "Q0,Q1,Q2")
    }
  }
}
