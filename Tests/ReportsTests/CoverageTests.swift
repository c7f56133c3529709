import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

/// 覆盖率: approved against the registers.
@Suite struct CoverageTests {
  @Test func coverageIsOfTheLatestFigureBeforeTheEnd() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(2000)
      let today = Day(of: Date())
      let manager = try await world.connect(.manager)
      let all = ReportFilters()

      // Nobody imported anything: not filled in, and no sheet for it.
      let nothing = try await Report.summary.compute(on: manager, filters: all)
      let empty = try #require(nothing.table("coverage"))
      for row in empty.rows {
        #expect(empty.value("registered", in: row) == .label(SummaryTables.missing))
        #expect(empty.value("coverage", in: row) == .label(SummaryTables.missing))
      }
      #expect(!nothing.sheets.contains { $0.name.zh == "覆盖率" })

      let codes = nothing.table("departments")?.rows.filter { $0.kind == .detail }.map(\.key) ?? []
      #expect(codes.count > 3)
      func put(_ code: String, _ day: Day, _ persons: Int) async throws {
        _ = try await world.owner.query(
          "INSERT INTO review.registered VALUES ($1, $2, $3, now(), 'test')", [code, day, persons])
      }
      // One bureau is missing: its own figure and the sum are.
      for (index, code) in codes.dropLast().enumerated() {
        try await put(code, today.adding(days: -400), 5000)
        try await put(code, today.adding(days: -10), 1000 + index)
      }
      let some = try await Report.summary.compute(on: manager, filters: all)
      let partial = try #require(some.table("coverage"))
      let standings = try #require(some.table("departments"))
      for (index, code) in codes.dropLast().enumerated() {
        let approved = try #require(standings.value("approved", of: code).count)
        #expect(partial.value("approved", of: code) == .count(approved))
        #expect(partial.value("registered", of: code) == .count(1000 + index))
        #expect(partial.value("registered_on", of: code) == .day(today.adding(days: -10)))
        #expect(partial.value("coverage", of: code) == .share(Double(approved) / Double(1000 + index)))
      }
      let last = try #require(codes.last)
      #expect((standings.value("approved", of: last).count ?? 0) > 0)
      #expect(partial.value("coverage", of: last) == .label(SummaryTables.missing))
      #expect(partial.value("coverage", of: "total") == .label(SummaryTables.missing))
      #expect(some.sheets.contains { $0.name.zh == "覆盖率" })
      let campaign = try await Report.campaign.compute(on: manager, filters: all)
      #expect(campaign.table("summary_coverage")?.rows == partial.rows)

      // Of a period the figure of its end, and of all bureaus the sum.
      try await put(last, today.adding(days: -400), 5000)
      let earlier = try await Report.summary.compute(
        on: manager, filters: ReportFilters(period: try Period(from: nil, to: today.adding(days: -30))))
      let whole = try #require(earlier.table("coverage"))
      #expect(whole.value("registered", of: "total") == .count(5000 * codes.count))
      let approved = try #require(earlier.table("departments")?.value("approved", of: "total").count)
      #expect(approved > 0)
      #expect(whole.value("coverage", of: "total") == .share(Double(approved) / Double(5000 * codes.count)))
      for (name, data) in [("some", some), ("whole", earlier)] {
        let file = folder.file("\(name).xlsx")
        _ = try ReportExporter.write(data, to: file, maker: "测试")
        try await WorkbookCheck.agrees(file, data)
      }

      // For the public, of rounded counts.
      let published = try await Report.summary.compute(
        on: manager,
        filters: ReportFilters(period: try Period(from: nil, to: today.adding(days: -30)), isPublished: true))
      let rounded = Double(ReportTable.rounded(approved)) / Double(5000 * codes.count)
      #expect(published.table("coverage")?.value("coverage", of: "total") == .share(rounded))
      await manager.close()
    }
  }

  /// 持证比例 stands where somebody was asked.
  @Test func qualifiedWhereTheFormAsks() async throws {
    try await World.with { world in
      try await world.load(600)
      let manager = try await world.connect(.manager)
      let asked = try await Report.structure.compute(on: manager, filters: ReportFilters())
      let (overview, levels) = (try #require(asked.table("overview")), try #require(asked.table("qualification")))
      let qualified = ["1", "2", "3", "4"].reduce(0) { $0 + (levels.value("persons", of: $1).count ?? 0) }
      #expect(qualified > 0 && overview.value("qualified", of: "total") == .count(qualified))
      let persons = try #require(overview.value("persons", of: "total").count)
      #expect(overview.value("qualified_share", of: "total") == .share(Double(qualified) / Double(persons)))

      try await world.owner.script("UPDATE review.application SET qualification_level = NULL, cpa = NULL")
      let unasked = try await Report.structure.compute(on: manager, filters: ReportFilters())
      #expect(unasked.table("overview")?.index(of: "qualified") == nil)
      #expect(unasked.table("overview")?.index(of: "cpa") == nil)
      for case .paragraph(let text) in unasked.sections[0].blocks {
        #expect(!text.zh.contains("注册会计师") && !text.zh.contains("持证"))
      }
      await manager.close()
    }
  }
}
