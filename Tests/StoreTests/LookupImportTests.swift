import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// Files of units and contacts: what goes in, what is refused and how it is said.
@Suite struct LookupImportTests {
  private func run(
    _ text: String, _ importer: (UUID) -> any FileImporter
  ) async throws -> (ImportProgress, [String]) {
    let file = try ArchiveFile(text)
    defer { file.remove() }
    var problems: [String] = []
    let progress = try await importer(UUID()).run(file: file.path) { line, found in
      for problem in found {
        problems.append("\(line): \(problem.field) \(problem.code)")
        #expect(!problem.text.zh.contains("某某") && !problem.text.en.contains("MA2XX"))
      }
    } onProgress: { _ in
    }
    return (progress, problems)
  }

  private func withOwner(_ body: @Sendable (Connection) async throws -> Void) async throws {
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      try await body(owner)
      await owner.close()
    }
  }

  static let today = Day(iso: "2026-11-21") ?? .latest

  @Test func units() async throws {
    try await withOwner { owner in
      let store = ReviewStore(connection: owner)
      let importer: @Sendable (UUID) -> any FileImporter = {
        LookupImporter.units(store: store, standards: .bundled, today: Self.today, run: $0)
      }
      let file = """
        Name,code,unit_type
        某某有限公司,91330113ma2xx0019u,06
        某某中心 ,12330100000001011R,
        某某机构,MA2XX001-9,
        某某甲,91330113MA2XX0019X,
        ,N2330113MF12345671,
        某某乙,123,99
        另一个名字,91330113MA2XX0019U,06
        某某\u{7}丙,11330000002482066X,

        """
      let (first, problems) = try await run(file, importer)
      #expect(first.added == 3)
      #expect(problems.contains("5: code check_character"))
      #expect(problems.contains("6: name required"))
      #expect(problems.contains("7: code length") && problems.contains("7: unit_type unknown_code"))
      #expect(problems.contains("8: code repeated"))
      #expect(problems.contains("9: name control_character"))
      #expect(first.refused == 5)
      let (second, _) = try await run(file, importer)
      #expect((second.added, second.updated, second.unchanged) == (0, 0, 3))
      #expect(try await owner.text("SELECT name FROM review.unit WHERE code = '12330100000001011R'") == "某某中心")
      #expect(try await owner.text("SELECT unit_type FROM review.unit WHERE code = '91330113MA2XX0019U'") == "06")
    }
  }

  @Test func contacts() async throws {
    try await withOwner { owner in
      let store = ReviewStore(connection: owner)
      let importer: @Sendable (UUID) -> any FileImporter = {
        LookupImporter.contacts(store: store, standards: .bundled, run: $0)
      }
      let (first, problems) = try await run(
        """
        department,phone,hours
        330102,0571-0330102,工作日
        杭州市西湖区财政局,0571-0330106、0571-0330107转8001,
        鼓楼区财政局,025-0320106,
        999999,025-0320106,
        320100,打不通,
        330102,0571-0330103,

        """, importer)
      #expect(first.added == 2)
      #expect(
        problems == [
          "4: department ambiguous", "5: department unknown_department", "6: phone format", "7: department repeated",
        ])
      let (second, none) = try await run("phone,department\n0571-0330108,330102\n", importer)
      #expect(second.updated == 1 && none == [])
      #expect(
        try await owner.text("SELECT hours FROM review.department_contact WHERE department_code = '330102'") == nil)
    }
  }

  @Test func registered() async throws {
    try await withOwner { owner in
      let store = ReviewStore(connection: owner)
      let importer: @Sendable (UUID) -> any FileImporter = {
        LookupImporter.registered(store: store, standards: .bundled, today: Self.today, run: $0)
      }
      let file = """
        部门代码,日期,在册人数
        330102,2026-09-30,"37,875"
        杭州市西湖区财政局,2026年9月30日,0
        330102,2025/12/31,36000
        999999,2026-09-30,1
        330106,2026-11-22,1
        330106,九月底,1
        330106,2026-09-29,三万
        330106,2026-09-29,-1
        330106,2026-09-29,123456789
        330102,2026-09-30,1

        """
      let (first, problems) = try await run(file, importer)
      #expect((first.added, first.refused) == (3, 7))
      #expect(
        problems == [
          "5: department unknown_department", "6: date future", "7: date format", "8: registered format",
          "9: registered format", "10: registered format", "11: department repeated",
        ])
      // Twice is safe, and a later file is right.
      let (second, _) = try await run(file, importer)
      #expect((second.added, second.updated, second.unchanged) == (0, 0, 3))
      let (third, _) = try await run("registered,date,department\n38000,2026-09-30,330102\n", importer)
      #expect((third.added, third.updated, third.unchanged) == (0, 1, 0))
      #expect(
        try await owner.text(
          "SELECT string_agg(department_code || ' ' || on_day || ' ' || persons, ', ' ORDER BY department_code, on_day) FROM review.registered"
        )
          == "330102 2025-12-31 36000, 330102 2026-09-30 38000, 330106 2026-09-30 0")
    }
  }

  static let headers: [(String, String)] = [
    ("", "missing"), ("91330113MA2XX0019U,某某\n", "missing"), ("code\n", "incomplete"), ("code,name,code\n", "repeated"),
    ("code,name,telephone\n", "unknown"),
  ]

  @Test(arguments: headers) func theFirstLineNamesTheColumns(_ text: String, _ fault: String) async throws {
    try await withOwner { owner in
      let importer = LookupImporter.units(
        store: ReviewStore(connection: owner), standards: .bundled, today: Self.today, run: UUID())
      let file = try ArchiveFile(text)
      defer { file.remove() }
      do {
        _ = try await importer.run(file: file.path) { _, _ in }
        Issue.record("\(fault) was let through")
      } catch ImportFailure.header(let problem) {
        let name = "\(problem)".prefix { $0 != "(" }
        #expect(name == fault)
      }
    }
  }
}
