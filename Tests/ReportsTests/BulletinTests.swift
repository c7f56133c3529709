import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

/// 通报: no figure in a sentence that does not stand in the table below it, and none there that another report has otherwise.
@Suite(.timeLimit(.minutes(30))) struct BulletinTests {
  private static func figures(_ text: String) -> Set<String> {
    Set(text.matches(of: #/\d(?:[\d,]*\d)?(?:\.\d+)?%?/#).map { String($0.output) })
  }

  private static func sentences(_ section: ReportData.Section) -> [Text] {
    section.blocks.compactMap { if case .paragraph(let text) = $0 { text } else { nil } }
  }

  private static func check(_ data: ReportData, _ what: String) throws {
    let section = try #require(data.sheets.first { $0.tables.contains { $0.id.hasSuffix("bulletin") } }, "\(what)")
    let table = try #require(section.tables.first)
    #expect(section.tables.count == 1)
    var cells = Set(table.rows.flatMap { $0.values.map { $0.text(.en).replacing("-", with: "") } })
    // 上期、期间 are named by their days.
    for comparison in PeriodComparison.allCases {
      if let span = comparison.span(before: data.period) { cells.formUnion(figures(span.text.zh + span.text.en)) }
    }
    if let period = data.period { cells.formUnion(figures(period.text.zh + period.text.en)) }
    let sentences = sentences(section).filter { $0 != data.roundingNote }
    #expect(data.text == sentences)
    #expect(sentences.count >= 2, "\(what)")
    for text in sentences {
      for figure in figures(text.zh).union(figures(text.en)) {
        #expect(cells.contains(figure), "\(what): \(figure) in \(text.zh)")
      }
    }
    // Half a page.
    let length = sentences.reduce(0) { $0 + $1.zh.count }
    #expect((60...600).contains(length), "\(what): \(length)")
  }

  @Test func everyFigureOfTheTextStandsInTheTable() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(3000)
      let today = Day(of: Date())
      let period = try Period(from: today.adding(days: -60), to: today.adding(days: -21))
      for person in [World.Person.chief, .manager, .reviewer] {
        let connection = try await world.connect(person)
        for filters in [
          ReportFilters(), ReportFilters(period: period), ReportFilters(period: period, comparison: .year),
          ReportFilters(period: period, isPublished: true), ReportFilters(isPublished: true),
        ] {
          let data = try await Report.bulletin.compute(on: connection, filters: filters)
          try Self.check(data, "\(person) \(filters)")
          guard filters.comparison == nil else { continue }
          try Self.check(try await Report.campaign.compute(on: connection, filters: filters), "\(person) \(filters)")
        }

        // What the table says, the reports say.
        var filters = ReportFilters(period: period)
        let table = try #require(try await Report.bulletin.compute(on: connection, filters: filters).table("bulletin"))
        let isProvince = person == .chief
        func other(_ report: Report, _ filters: ReportFilters, _ id: String) async throws -> ReportTable {
          try #require(
            try await report.compute(on: connection, filters: filters).table(isProvince ? id + "_cities" : id))
        }
        let (work, times) = (
          try await other(.workload, filters, "workload"), try await other(.turnaround, filters, "turnaround")
        )
        let backlog = try await other(.backlog, ReportFilters(), "backlog")
        let ranking = try #require(
          try await Report.turnaround.compute(on: connection, filters: filters).table("ranking"))
        filters.period = PeriodComparison.previous.span(before: period)
        let before = try await other(.turnaround, filters, "turnaround")
        for row in table.rows {
          for (column, source, theirs) in [
            ("approved", work, "approved"), ("returned", work, "returned"), ("decisions", work, "decisions"),
            ("returned_share", work, "returned_share"), ("on_time", times, "on_time"),
            ("on_time_share", times, "on_time_share"), ("before", before, "decisions"),
            ("on_time_before", before, "on_time"), ("on_time_share_before", before, "on_time_share"),
            ("pending", backlog, "pending"), ("overdue", backlog, "overdue"),
          ] {
            #expect(table.value(column, in: row) == source.value(theirs, of: row.key), "\(person) \(row.key) \(column)")
          }
        }
        // The same order as the ranking; who is alike has the same place.
        let places = ranking.rows.filter { $0.kind == .detail }.map { table.value("rank", of: $0.key).count ?? 0 }
        // One bureau has no place.
        #expect(places == places.sorted() && places.first == (person == .reviewer ? 0 : 1))
        let file = folder.file("\(person).xlsx")
        let data = try await Report.bulletin.compute(on: connection, filters: ReportFilters(period: period))
        _ = try ReportExporter.write(data, to: file, maker: "测试")
        try await WorkbookCheck.agrees(file, data)
        await connection.close()
      }
    }
  }
}
