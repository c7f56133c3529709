import Domain
import TestSupport
import Testing

@testable import ReviewConsole

/// Qualifications of Jiangsu come back in another order, or fewer of them.
@Suite("Rows of a returned application")
struct QualificationRowTests {
  private static func row(_ level: String, _ certificate: String) -> JSONValue {
    [
      "level": .string(level), "type": "1", "method": "1", "obtained_on": "2020-10-20",
      "certificate_number": .string(certificate),
    ]
  }

  /// The next revision, with these rows and the files of their places.
  private static func submit(_ world: World, _ rows: [JSONValue], files: [Character]) async throws {
    let document: JSONValue = [
      "province": "jiangsu",
      "profile_version": .string(Profile.bundled.last { $0.province == "jiangsu" }?.version ?? ""),
      "channel": "pc", "department": "320102",
      "identity": ["id_type": "01", "id_number": "320613197809011179", "name": "李四", "phone": "13800000000"],
      "answers": ["identity.name": "李四", "qualifications": .array(rows)],
      "attachments": .array(
        files.enumerated().map { index, byte in
          [
            "slot": "qualification_certificate", "n": .integer(index + 1),
            "sha256": .string(String(repeating: byte, count: 64)), "bytes": 70000, "width": 480, "height": 640,
            "kind": "jpeg",
          ]
        }), "commitment": ["accepted": true], "warnings": [], "facts": [:],
    ]
    try await world.submit(document.canonicalJSON)
  }

  private static func with(_ body: @Sendable (World, TestConsole, _ number: String) async throws -> Void) async throws {
    try await World.with { world in
      try await submit(world, [row("1", "T1"), row("2", "T2")], files: ["a", "b"])
      let reviewer = world.console(.stranger)
      await reviewer.run("queue")
      let number = try #require(reviewer.numbers.first)
      reviewer.empty()
      await reviewer.run("show \(number)")
      let returned = await reviewer.run(
        "return . --reason Q01:qualifications[2].level --reason Q01:qualification_certificate/1 --reason Q01:qualification_certificate/2"
      )
      #expect(returned.exitCode == .done, "\(reviewer.output)")
      try await body(world, reviewer, number)
    }
  }

  @Test("a return points at what this person's form has, and is told what there is instead")
  func targets() async throws {
    try await World.with { world in
      try await Self.submit(world, [Self.row("1", "T1"), Self.row("2", "T2")], files: ["a", "b"])
      let reviewer = world.console(.stranger)
      await reviewer.run("queue")
      let number = try #require(reviewer.numbers.first)
      await reviewer.run("show \(number)")
      for target in ["qualifications[3].level", "qualification_certificate/3", "education.part_time.major", "非全日制所学专业"]
      {
        let refused = await reviewer.run("return . --reason Q01:\(target)")
        #expect(refused.failure?.code == "not_on_form", "\(target) \(reviewer.output)")
        #expect(refused.failure?.explanation.next?.zh.isEmpty == false)
      }
      #expect(await reviewer.run("return . --reason Q01:nonsense").failure?.code == "unknown_target")
      reviewer.empty()
      await reviewer.run("reasons E05 --format json")
      #expect(reviewer.output.contains("full_time.degree") && !reviewer.output.contains("part_time.degree"))
      let done = await reviewer.run("return . --reason Q01:qualification_certificate/2 --reason Q03:专业技术资格")
      #expect(done.exitCode == .done, "\(reviewer.output)")
    }
  }

  @Test("who names the revision, having looked in another run, is held to that person's form all the same")
  func namedRevision() async throws {
    try await World.with { world in
      try await Self.submit(world, [Self.row("1", "T1"), Self.row("2", "T2")], files: ["a", "b"])
      let earlier = world.console(.stranger)
      await earlier.run("queue")
      let number = try #require(earlier.numbers.first)
      let looks = "SELECT count(*)::int FROM review.event WHERE action = 'opened'"
      // Who never looked is refused for that, and the program's asking is no look.
      let unseen = world.console(.stranger)
      for _ in 1...2 {
        let refused = await unseen.run("return \(number) --revision 1 --reason Q01:qualification_certificate/2")
        #expect(refused.failure?.code == "not_seen", "\(unseen.output)")
      }
      #expect(try await world.owner.count(looks) == 0)
      await earlier.run("show \(number)")
      let before = try await world.owner.count(looks)
      let later = world.console(.stranger)
      for target in ["qualifications[3].level", "education.part_time.major"] {
        let refused = await later.run("return \(number) --revision 1 --reason Q01:\(target)")
        #expect(refused.failure?.code == "not_on_form", "\(target) \(later.output)")
      }
      // Each time it was read for that, on record.
      #expect(try await world.owner.count(looks) == before + 2)
      let gone = await later.run("return \(number) --revision 7 --reason Q01:qualification_certificate/2")
      #expect(gone.failure?.code == "not_found", "\(later.output)")
      let done = await later.run("return \(number) --revision 1 --reason Q01:qualification_certificate/2")
      #expect(done.exitCode == .done, "\(later.output)")
    }
  }

  @Test("the first row is gone: its file and its cells are, the other row is untouched, and the reasons say so")
  func deleted() async throws {
    try await Self.with { world, reviewer, number in
      try await Self.submit(world, [Self.row("2", "T2")], files: ["b"])
      reviewer.empty()
      await reviewer.run("diff \(number)")
      let lines = reviewer.output.split(separator: "\n").map(String.init)
      #expect(
        lines.contains { $0.contains("原第1条，已删去") && $0.contains("qualification_certificate") && $0.contains("删除") })
      #expect(lines.contains { $0.contains("原第1条，已删去") && $0.contains("qualifications[1].level") && $0.contains("初级") })
      #expect(!reviewer.output.contains("T2"))
      let reasons = lines.filter { $0.hasPrefix("Q01") }
      try #require(reasons.count == 3)
      #expect(reasons[0].contains("（第1条）") && reasons[0].hasSuffix("没有改动"))
      #expect(reasons[1].contains("原第1条，已删去") && !reasons[1].hasSuffix("没有改动"))
      #expect(reasons[2].contains("（第1条）") && reasons[2].hasSuffix("没有改动"))

      reviewer.empty()

      await reviewer.run("show \(number)")
      #expect(!reviewer.output.contains("（有改动）"), "\(reviewer.output)")
      #expect(reviewer.output.contains("原第1条，已删去"))
      reviewer.empty()
      await reviewer.run("files \(number) --format json")
      let files = try JSONValue(strictly: Array(reviewer.output.utf8)).array ?? []
      #expect(files.count == 1 && files.first?["n"] == 1)
    }
  }

  @Test("rows that changed places and nothing else are no change; files are numbered as the revision has them")
  func swapped() async throws {
    try await Self.with { world, reviewer, number in
      try await Self.submit(world, [Self.row("2", "T2"), Self.row("1", "T1")], files: ["b", "a"])
      reviewer.empty()
      await reviewer.run("diff \(number) --format json")
      let told = try JSONValue(strictly: Array(reviewer.output.utf8))
      #expect(told["changes"] == [] && told["files"] == [])
      #expect(told["reasons"]?.array?.map { $0["addressed"] } == [false, false, false])
      reviewer.empty()
      await reviewer.run("files \(number) --format json")
      let files = try JSONValue(strictly: Array(reviewer.output.utf8)).array ?? []
      #expect(files.map { $0["n"] } == [1, 2])
      #expect(files.allSatisfy { $0["sha256"] == .null && $0["path"] == .null })
      reviewer.empty()
      await reviewer.run("files \(number) --purpose 核对 --format json")
      let whole = try JSONValue(strictly: Array(reviewer.output.utf8)).array ?? []
      #expect(whole.map { $0["sha256"]?.string?.first } == ["b", "a"])
      #expect(whole.allSatisfy { $0["path"]?.string?.hasPrefix("/") == true })
      reviewer.empty()
      await reviewer.run("show \(number)")
      #expect(!reviewer.output.contains("本版改动") && !reviewer.output.contains("有改动"))
    }
  }
}
