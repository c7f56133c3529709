import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// Units that the forms look up, and how bureaus are reached.
@Suite struct SQLUnitTests {
  static let code = "91330113MA2XX0019U"

  /// A world whose form looks units up.
  private func withWorld(_ body: @Sendable (World) async throws -> Void) async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"unit_lookup": {"code": "work.unit_code", "name": "work.unit_name"}}'
        WHERE version = 'test'
        """)
      try await body(world)
    }
  }

  private func approve(_ world: World, _ person: Int, _ answers: [String: String]) async throws {
    let a = try await world.submit(person, answers: answers)
    let reviewer = try await world.connect(.reviewer)
    try await reviewer.decide(SQLDecisionTests.approve, [a.number, a.revision, a.hash, UUID()])
    await reviewer.close()
  }

  @Test("an approval does not wait for whoever is at the same unit")
  func heldUnit() async throws {
    try await withWorld { world in
      let answers = ["work.unit_code": Self.code, "work.unit_name": "某某公司"]
      let held = try await world.submit(1, answers: answers)
      let other = try await world.connect(.colleague)
      try await other.query("SELECT review.application_claim($1)", [held.number])
      try await other.script("BEGIN")
      try await other.decide(SQLDecisionTests.approve, [held.number, held.revision, held.hash, UUID()])
      try await approve(world, 2, answers)
      #expect(try await name(world) == nil)
      try await other.script("COMMIT")
      #expect(try await name(world) == "某某公司")
    }
  }

  private func name(_ world: World, _ code: String = SQLUnitTests.code) async throws -> String? {
    let intake = try await world.connect(.intake)
    let unit = try await IntakeStore(connection: intake).unit(code)
    await intake.close()
    return unit?.name
  }

  @Test("an approval names a unit; one typo does not, two in a row do; confirming forgets")
  func approvals() async throws {
    try await withWorld { world in
      let right = ["work.unit_code": Self.code, "work.unit_name": "某某公司"]
      let wrong = ["work.unit_code": Self.code, "work.unit_name": "某某公词"]
      #expect(try await name(world) == nil)
      try await approve(world, 1, right)
      #expect(try await name(world) == "某某公司")
      try await approve(world, 2, wrong)
      #expect(try await name(world) == "某某公司")
      try await approve(world, 3, right)
      try await approve(world, 4, wrong)
      #expect(try await name(world) == "某某公司")
      try await approve(world, 5, wrong)
      #expect(try await name(world) == "某某公词")
      // The same application approved again is one voice.
      try await approve(world, 6, right)
      let manager = try await world.connect(.chief)
      let number = try #require(
        try await world.owner.text("SELECT number FROM review.application ORDER BY id DESC LIMIT 1"))
      try await manager.query("SELECT review.application_reopen($1, '再看一遍')", [number])
      let hash = try await world.owner.text(
        "SELECT s.content_hash FROM review.submission s JOIN review.application a ON a.id = s.application_id WHERE a.number = $1",
        [number])
      try await manager.decide(SQLDecisionTests.approve, [number, 1, hash, UUID()])
      await manager.close()
      #expect(try await name(world) == "某某公词")
      try await approve(world, 7, right)
      #expect(try await name(world) == "某某公司")
    }
  }

  @Test("blank names, wrong codes and forms without a lookup teach nothing and stop nothing")
  func nothingLearnt() async throws {
    try await withWorld { world in
      try await approve(world, 1, ["work.unit_code": Self.code, "work.unit_name": "  "])
      try await approve(world, 2, ["work.unit_code": "91330113", "work.unit_name": "某某公司"])
      try await approve(world, 3, ["work.unit_name": "某某公司"])
      try await approve(
        world, 4, ["work.unit_code": Self.code, "work.unit_name": String(repeating: "字", count: 201)])
      try await world.owner.script("UPDATE review.profile SET settings = settings - 'unit_lookup'")
      try await approve(world, 5, ["work.unit_code": Self.code, "work.unit_name": "某某公司"])
      #expect(try await world.owner.count("SELECT count(*) FROM review.unit") == 0)
      #expect(try await world.owner.count("SELECT count(*) FROM review.application WHERE state = 'approved'") == 5)
    }
  }

  @Test("an import outranks approvals, is safe to repeat, recorded, and an organisation code finds the credit code")
  func imports() async throws {
    try await withWorld { world in
      try await approve(world, 1, ["work.unit_code": Self.code, "work.unit_name": "某某公词"])
      let administrator = try await world.connect(.administrator)
      let lines = #"[{"line": 2, "code": "\#(Self.code)", "name": "某某公司", "unit_type": "06", "region": "330113"}]"#
      let statement = "SELECT added, updated, unchanged FROM review.unit_import($1, $2)"
      let first = try await administrator.query(statement, [UUID(), lines])[0]
      #expect(try first.decode("updated", as: Int.self) == 1)
      let second = try await administrator.query(statement, [UUID(), lines])[0]
      #expect(try second.decode("unchanged", as: Int.self) == 1)
      for person in 2...3 {
        try await approve(world, person, ["work.unit_code": Self.code, "work.unit_name": "别名"])
      }
      #expect(try await name(world) == "某某公司")
      #expect(try await name(world, "MA2XX0019") == "某某公司")
      #expect(try await name(world, "MA2XX001X") == nil)
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'imported' AND subject = 'units'")
          == 2)
      #expect(
        try await refusal(administrator, statement, [UUID(), #"[{"code": "1", "name": "x"}]"#]) == "RC460 bad_document")
      #expect(
        try await refusal(administrator, statement, [UUID(), #"[{"code": "\#(Self.code)", "name": " "}]"#])
          == "RC460 bad_document")
      #expect(try await refusal(administrator, statement, [UUID(), "{}"]) == "RC460 bad_document")
      await administrator.close()
    }
  }

  @Test("contacts are entered by administrators and read by everybody")
  func contacts() async throws {
    try await World.with { world in
      let administrator = try await world.connect(.administrator)
      let statement = "SELECT added, updated, unchanged FROM review.contact_import($1, $2)"
      let line = #"[{"line": 2, "department": "330102", "phone": "0571-0330102", "address": " ", "hours": "工作日"}]"#
      _ = try await administrator.query(statement, [UUID(), line])
      #expect(
        try await refusal(administrator, statement, [UUID(), #"[{"department": "999999", "phone": "1"}]"#])
          == "RC460 bad_document")
      await administrator.close()
      let intake = try await world.connect(.intake)
      let contacts = try await IntakeStore(connection: intake).contacts(of: "zhejiang")
      #expect(contacts.keys.sorted() == ["330102"])
      #expect(contacts["330102"]?.phone == "0571-0330102" && contacts["330102"]?.address == nil)
      #expect(try await IntakeStore(connection: intake).contacts(of: "jiangsu").isEmpty)
      for sql in ["SELECT * FROM review.unit", "SELECT * FROM review.department_contact"] {
        #expect(try await refusal(intake, sql) == "42501")
      }
      #expect(try await refusal(intake, statement, [UUID(), line]) == "42501")
      await intake.close()
      let reviewer = try await world.connect(.reviewer)
      #expect(try await refusal(reviewer, "SELECT * FROM review.contact_list('zhejiang')") == nil)
      #expect(try await refusal(reviewer, "SELECT * FROM review.unit_find('\(Self.code)')") == "42501")
      await reviewer.close()
    }
  }
}
