import Domain
import TestSupport
import Testing

@testable import ReviewConsole

/// `account vouch` and `account close`, where accounts are and where others keep them.
@Suite struct AccountCommandTests {
  private static let lines = [
    "account vouch 330102198503111000 --document 身份证原件 --type 居民身份证 --yes",
    "account close 330102198503111000 --reason 本人要求 --type 居民身份证 --yes",
  ]

  @Test(
    "where the province's service network logs people in, nobody is given a code that opens nothing", arguments: lines)
  func kept(_ line: String) async throws {
    try await World.with { world in
      let reviewer = world.console(.reviewer)
      let outcome = await reviewer.run(line)
      #expect(outcome.failure?.code == "unavailable")
      #expect(reviewer.talk.contains("浙江政务服务网") && reviewer.talk.contains("0571-88808880"), "\(reviewer.talk)")
      let codes = try await world.owner.count("SELECT count(*) FROM review.reset_code")
      let asked = try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'asked'")
      #expect(codes == 0 && asked == 0)
    }
  }

  @Test("where the province keeps accounts of its own, they are a colleague's to open and to close")
  func ours() async throws {
    try await World.with { world in
      let name = "reviewer.shanxi.\(world.database.name)"
      try await world.owner.script(
        """
        INSERT INTO review.department (code, name, full_name, level, parent_code, province) VALUES
          ('140000', '山西省财政厅', '山西省财政厅', 'province', NULL, 'shanxi') ON CONFLICT DO NOTHING
        """)
      _ = try await world.owner.query(
        "SELECT review.staff_add($1, 'reviewer', '140000', 'x', $2, true)", [name, try await world.verifier(name)])
      let database = world.database
      let reviewer = TestConsole(environment: ["REVIEW_STATE_DIR": world.folder]) {
        try await database.connect(as: name)
      }
      for line in Self.lines {
        let outcome = await reviewer.run(line)
        #expect(outcome.failure == nil, "\(reviewer.talk)")
      }
      #expect(reviewer.talk.contains("核实码"))
    }
  }
}
