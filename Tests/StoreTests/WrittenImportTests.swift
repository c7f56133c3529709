import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Imports write whole rows, replace what a line says and keep what it does not say; what nothing is new in stays untouched.
@Suite struct WrittenImportTests {
  private func entry(
    _ world: World, _ subject: String, _ run: UUID, _ counts: String, province: String = "", by: String? = nil
  )
    async throws
    -> String
  {
    try await world.differenceOfLatestEvent(
      from: """
        {"actor": "\(by ?? world.name(.administrator))", "action": "imported", "has_application": false, "revision": null,
         "department_code": null, "subject": "\(subject)", "purpose": null,
         "detail": {\(province)"import": "\(run.uuidString.lowercased())", "first_line": 2, "last_line": 2, \(counts)}}
        """)
  }

  @Test func archives() async throws {
    try await World.with { world in
      let owner = world.owner
      let by = try #require(try await owner.text("SELECT session_user"))
      let statement = "SELECT review.archive_import('zhejiang', $1, $2)"
      let (md5, sha1) = (String(repeating: "a", count: 32), String(repeating: "b", count: 40))
      func line(_ members: String, line: Int = 2) -> String {
        #"[{"line": \#(line), "id_type": "01", "match_key": "K1", \#(members)}]"#
      }
      func row(_ members: String, _ run: UUID, line: Int = 2) async throws -> String {
        try await world.difference(
          "SELECT * FROM review.archive",
          from: """
            {"province": "zhejiang", "id_type": "01", "match_key": "K1", "imported_by": "\(by)", "source_line": \(line),
             "import": "\(run.uuidString.lowercased())", \(members)}
            """, but: ["imported_at", "former"])
      }
      let runs = (1...6).map { _ in UUID() }
      let (former, later) = (
        #""answers": {"identity.name": "甲"}, "original_number": "O1", "password_hash": "\#(md5)", "password_scheme": "md5", "scrypt_n": 16, "scrypt_r": 8, "scrypt_p": 1"#,
        #""answers": {"identity.name": "乙"}, "original_number": "O2", "password_hash": "\#(sha1)", "password_scheme": "sha1", "scrypt_n": 32, "scrypt_r": 4, "scrypt_p": 2"#
      )
      _ = try await owner.query(statement, [runs[0], line(former)])
      #expect(try await row(former + #", "name": "甲""#, runs[0]) == "")
      #expect(
        try await entry(
          world, "archives", runs[0], #""added": 1, "updated": 0, "unchanged": 0"#,
          province: #""province": "zhejiang", "#, by: by)
          == "")
      let first = try await world.owner.text("SELECT imported_at::text FROM review.archive")
      _ = try await owner.query(statement, [runs[1], line(later)])
      #expect(try await row(later + #", "name": "乙""#, runs[1]) == "")
      #expect(try await world.owner.text("SELECT imported_at > $1::timestamptz FROM review.archive", [first]) == "t")
      #expect(
        try await entry(
          world, "archives", runs[1], #""added": 0, "updated": 1, "unchanged": 0"#,
          province: #""province": "zhejiang", "#, by: by)
          == "")
      // The same again, and what says less, leaves the row with its run.
      for (run, lines) in [
        (runs[2], line(later, line: 3)), (runs[2], line(#""answers": {"identity.name": "乙"}"#, line: 3)),
      ] {
        _ = try await owner.query(statement, [run, lines])
        #expect(try await row(later + #", "name": "乙""#, runs[1]) == "")
      }
      // One thing new at a time, each enough.
      _ = try await owner.query(
        statement, [runs[3], line(#""answers": {"identity.name": "丙"}"#, line: 4)])
      let kept =
        #""original_number": "O2", "password_hash": "\#(sha1)", "password_scheme": "sha1", "scrypt_n": 32, "scrypt_r": 4, "scrypt_p": 2"#
      #expect(try await row(#""answers": {"identity.name": "丙"}, "name": "丙", "# + kept, runs[3], line: 4) == "")
      _ = try await owner.query(
        statement, [runs[4], line(#""answers": {"identity.name": "丙"}, "original_number": "O3""#, line: 5)])
      let renumbered = kept.replacing("O2", with: "O3")
      #expect(try await row(#""answers": {"identity.name": "丙"}, "name": "丙", "# + renumbered, runs[4], line: 5) == "")
      _ = try await owner.query(
        statement,
        [
          runs[5],
          line(#""answers": {"identity.name": "丙"}, "password_hash": "\#(md5)", "password_scheme": "md5""#, line: 6),
        ])
      #expect(
        try await row(
          #""answers": {"identity.name": "丙"}, "name": "丙", "original_number": "O3", "password_hash": "\#(md5)", "password_scheme": "md5", "scrypt_n": null, "scrypt_r": null, "scrypt_p": null"#,
          runs[5], line: 6) == "")
    }
  }

  @Test("the entry of an import is about the applications of its people; an empty password takes the old one away")
  func archivesAreAbout() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      _ = try await world.submit(2)
      let statement = "SELECT review.archive_import('zhejiang', gen_random_uuid(), $1)"
      func line(_ password: String) -> String {
        """
        [{"line": 2, "id_type": "99", "match_key": "\(World.idNumber(1))", "answers": {"identity.name": "张甲"}, \(password)},
         {"line": 3, "id_type": "99", "match_key": "\(World.idNumber(9))", "answers": {}}]
        """
      }
      _ = try await world.owner.query(
        statement, [line(#""password_hash": "\#(String(repeating: "a", count: 32))", "password_scheme": "md5""#)])
      let about = """
        SELECT string_agg(t.number, ' ') FROM review.event_about l JOIN review.application t ON t.id = l.application_id
        WHERE l.event_id = (SELECT max(id) FROM review.event WHERE action = 'imported')
        """
      #expect(try await world.owner.text(about) == a.number)
      let kept = "SELECT count(*) FROM review.archive WHERE password_hash IS NOT NULL AND password_scheme IS NOT NULL"
      #expect(try await world.owner.count(kept) == 1)
      _ = try await world.owner.query(statement, [line(#""password_hash": """#)])
      #expect(try await world.owner.count(kept) == 0)
      #expect(try await world.owner.text(about) == nil)
      // What an earlier file told is known on.
      _ = try await world.owner.query(statement, [line(#""original_number": "O1""#).replacing("张甲", with: "李乙")])
      #expect(try await world.owner.text("SELECT former::text FROM review.archive WHERE former <> '[]'") == #"["张甲"]"#)
      let administrator = try await world.connect(.administrator)
      #expect(
        try await administrator.count(
          "SELECT count(*) FROM review.audit(of_number => $1, of_action => 'imported')", [a.number]) == 2)
    }
  }

  @Test func units() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      let statement = "SELECT review.unit_import($1, $2)"
      func line(_ members: String) -> String {
        #"[{"line": 2, "code": "\#(SQLUnitTests.code)", \#(members)}]"#
      }
      func row(_ members: String) async throws -> String {
        try await world.difference(
          "SELECT * FROM review.unit",
          from: """
            {"code": "\(SQLUnitTests.code)", "source": "import", "other_name": null, "other_application": null, \(members)}
            """, but: ["updated_at"])
      }
      let runs = [UUID(), UUID()]
      _ = try await administrator.query(
        statement, [runs[0], line(#""name": " 甲公司 ", "unit_type": "06", "region": "330113""#)])
      #expect(try await row(#""name": "甲公司", "unit_type": "06", "region": "330113""#) == "")
      #expect(try await entry(world, "units", runs[0], #""added": 1, "updated": 0, "unchanged": 0"#) == "")
      // One thing new at a time, each enough; what a line does not say stays.
      var since = try await world.owner.text("SELECT updated_at::text FROM review.unit")
      for (members, expected) in [
        (#""name": "乙公司""#, #""name": "乙公司", "unit_type": "06", "region": "330113""#),
        (#""name": "乙公司", "unit_type": "07""#, #""name": "乙公司", "unit_type": "07", "region": "330113""#),
        (#""name": "乙公司", "region": "330102""#, #""name": "乙公司", "unit_type": "07", "region": "330102""#),
      ] {
        _ = try await administrator.query(statement, [runs[1], line(members)])
        #expect(try await row(expected) == "")
        #expect(try await entry(world, "units", runs[1], #""added": 0, "updated": 1, "unchanged": 0"#) == "")
        #expect(try await world.owner.text("SELECT updated_at > $1::timestamptz FROM review.unit", [since]) == "t")
        since = try await world.owner.text("SELECT updated_at::text FROM review.unit")
      }
      // What approvals told is outranked, and what they were about to tell forgotten.
      try await world.owner.script(
        "UPDATE review.unit SET source = 'approved', other_name = '丙公司', other_application = 1")
      _ = try await administrator.query(statement, [UUID(), line(#""name": "乙公司""#)])
      #expect(try await row(#""name": "乙公司", "unit_type": "07", "region": "330102""#) == "")
    }
  }

  @Test func contacts() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      let statement = "SELECT review.contact_import($1, $2)"
      let runs = [UUID(), UUID()]
      func line(_ members: String) -> String { #"[{"line": 2, "department": "330102", \#(members)}]"# }
      func row(_ members: String, by: String) async throws -> String {
        try await world.difference(
          "SELECT * FROM review.department_contact",
          from: #"{"department_code": "330102", "updated_by": "\#(by)", \#(members)}"#, but: ["updated_at"])
      }
      let full = #""phone": "0571-1", "address": "某路1号", "hours": "工作日""#
      _ = try await world.owner.query(statement, [UUID(), line(#""phone": "0571-0""#)])
      let owner = try #require(try await world.owner.text("SELECT session_user::text"))
      #expect(try await row(#""phone": "0571-0", "address": null, "hours": null"#, by: owner) == "")
      let since = try await world.owner.text("SELECT updated_at::text FROM review.department_contact")
      _ = try await administrator.query(statement, [runs[0], line(full)])
      #expect(try await row(full, by: world.name(.administrator)) == "")
      #expect(
        try await world.owner.text("SELECT updated_at > $1::timestamptz FROM review.department_contact", [since]) == "t"
      )
      #expect(try await entry(world, "contacts", runs[0], #""added": 0, "updated": 1, "unchanged": 0"#) == "")
      // The same again is nobody's doing.
      _ = try await world.owner.query(statement, [runs[1], line(full)])
      #expect(try await row(full, by: world.name(.administrator)) == "")
      let listed = try await administrator.query("SELECT phone, address, hours FROM review.contact_list('zhejiang')")[0]
      #expect(try listed.decode("address", as: String.self) == "某路1号")
      #expect(try listed.decode("hours", as: String.self) == "工作日")
    }
  }

  @Test func registered() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      let statement = "SELECT review.registered_import($1, $2)"
      func lines(_ persons: Int) -> String {
        #"[{"line": 2, "department": "330102", "date": "2026-09-30", "registered": \#(persons)}]"#
      }
      func row(_ persons: Int, by: String) async throws -> String {
        try await world.difference(
          "SELECT * FROM review.registered",
          from:
            #"{"department_code": "330102", "on_day": "2026-09-30", "persons": \#(persons), "updated_by": "\#(by)"}"#,
          but: ["updated_at"])
      }
      let run = UUID()
      _ = try await world.owner.query(statement, [UUID(), lines(7)])
      let since = try await world.owner.text("SELECT updated_at::text FROM review.registered")
      _ = try await administrator.query(statement, [run, lines(8)])
      #expect(try await row(8, by: world.name(.administrator)) == "")
      #expect(
        try await world.owner.text("SELECT updated_at > $1::timestamptz FROM review.registered", [since]) == "t")
      #expect(try await entry(world, "registered", run, #""added": 0, "updated": 1, "unchanged": 0"#) == "")
      // The same again is nobody's doing.
      _ = try await world.owner.query(statement, [UUID(), lines(8)])
      #expect(try await row(8, by: world.name(.administrator)) == "")
      for wrong in [
        #"[{"line": 2, "department": "999999", "date": "2026-09-30", "registered": 1}]"#,
        #"[{"line": 2, "department": "330102", "date": "2026-09-31", "registered": 1}]"#,
        #"[{"line": 2, "department": "330102", "date": "2026-09-30", "registered": -1}]"#,
      ] {
        #expect(try await refusal(administrator, statement, [UUID(), wrong]) == "RC460 bad_document")
      }
    }
  }

  @Test("an import without a run, without lines or for a province without a profile is refused, whichever it is")
  func withoutRun() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      for (call, connection) in [
        ("archive_import('zhejiang', $1, $2)", world.owner), ("unit_import($1, $2)", administrator),
        ("contact_import($1, $2)", administrator), ("registered_import($1, $2)", administrator),
      ] {
        for (run, lines) in [(nil, "[]"), (UUID(), nil), (UUID(), "{}")] as [(UUID?, String?)] {
          #expect(
            try await refusal(connection, "SELECT review.\(call)", [run, lines]) == "RC460 bad_document",
            "\(call) \(String(describing: run)) \(lines ?? "")")
        }
      }
      let elsewhere = "SELECT review.archive_import($1, gen_random_uuid(), '[]')"
      #expect(try await refusal(world.owner, elsewhere, ["hebei"]) == "RC460 bad_document")
      #expect(try await refusal(world.owner, elsewhere, ["zhejiang"]) == nil)
    }
  }

  @Test("names of units that would steer a screen are refused, whoever brings them")
  func unitNames() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      for name in [#"a\u001b]0;x\u0007"#, #"a\u202eb"#, #"a\u0085"#, String(repeating: "字", count: 201)] {
        let lines = #"[{"line": 2, "code": "\#(SQLUnitTests.code)", "name": "\#(name)"}]"#
        #expect(
          try await refusal(administrator, "SELECT review.unit_import($1, $2)", [UUID(), lines]) == "RC463 bad_text",
          "\(name.prefix(20))")
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.unit") == 0)
    }
  }

  @Test("what an approval tells of a unit is kept whole")
  func approvedUnit() async throws {
    try await World.with { world in
      let approved = "SELECT review.unit_approved($1, $2, $3, $4, $5::bigint)"
      func row(_ members: String) async throws -> String {
        try await world.difference(
          "SELECT * FROM review.unit", from: #"{"code": "\#(SQLUnitTests.code)", "source": "approved", \#(members)}"#,
          but: ["updated_at"])
      }
      for (name, type, region, application, expected) in [
        (
          "甲公司", "06", "330113", 1,
          #""name": "甲公司", "unit_type": "06", "region": "330113", "other_name": null, "other_application": 1"#
        ),
        (
          "乙公司", "07", nil, 2,
          #""name": "甲公司", "unit_type": "07", "region": "330113", "other_name": "乙公司", "other_application": 2"#
        ),
        (
          "乙公司", nil, "330102", 2,
          #""name": "甲公司", "unit_type": "07", "region": "330102", "other_name": "乙公司", "other_application": 2"#
        ),
        (
          "乙公司", nil, nil, 3,
          #""name": "乙公司", "unit_type": "07", "region": "330102", "other_name": null, "other_application": 3"#
        ),
      ] as [(String, String?, String?, Int, String)] {
        let since = try await world.owner.text("SELECT coalesce(max(updated_at), '-infinity')::text FROM review.unit")
        _ = try await world.owner.query(approved, [SQLUnitTests.code, name, type, region, application])
        #expect(try await row(expected) == "")
        #expect(try await world.owner.text("SELECT updated_at > $1::timestamptz FROM review.unit", [since]) == "t")
      }
    }
  }
}
