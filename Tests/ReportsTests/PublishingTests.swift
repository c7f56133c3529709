import Domain
import Foundation
import PostgreSQL
import Spreadsheet
import TestSupport
import Testing

@testable import Reports

/// What leaves the house.
@Suite(.timeLimit(.minutes(30))) struct PublishingTests {
  private static let text = Text(zh: "表", en: "table")

  private static func table(_ columns: [ReportColumn], _ details: [[ReportValue]]) -> ReportTable {
    ReportTable(
      id: "t", title: text, columns: [ReportColumn("name", text, .text)] + columns,
      details: details.enumerated().map { .detail("\($0)", [.text("\($0)")] + $1) }, label: "name")
  }

  @Test(
    "counts are multiples of five, each from its true value",
    arguments: [(0, 0), (1, 0), (2, 0), (3, 5), (7, 5), (8, 10), (22, 20), (23, 25), (1_457, 1_455), (-3, -5), (-2, 0)])
  func rounded(_ count: Int, _ shown: Int) {
    #expect(ReportTable.rounded(count) == shown)
  }

  @Test("sums are not sums of what is shown; shares are of what is shown, averages of eight and more")
  func cells() throws {
    let table = Self.table(
      [
        ReportColumn("n", Self.text, .count), ReportColumn("of", Self.text, .count),
        ReportColumn("both", Self.text, .count, .sum(["n", "of"])),
        ReportColumn("ratio", Self.text, .share, .ratio(["n"], of: ["both"])),
        ReportColumn("each", Self.text, .decimal, .ratio(["of"], of: ["n"])),
        ReportColumn("part", Self.text, .share, .shareOfTotal("n")),
        ReportColumn("up", Self.text, .share, .runningShare("n")),
        ReportColumn("median", Self.text, .measure, base: ["n"]),
        ReportColumn("own", Self.text, .share, .own, base: ["of"]),
      ],
      [[7, 11], [12, 13], [2, 20], [2, 2]].map { (counts: [Int]) -> [ReportValue] in
        counts.map { .count($0) } + [.none, .none, .none, .none, .none, .count(4), .share(0.5)]
      }
    ).published()
    func shows(_ column: String, _ cells: [ReportValue]) {
      let shown: [ReportValue] = table.rows.map { table.value(column, in: $0) }
      #expect(Array(shown.prefix(cells.count)) == cells, "\(column)")
    }
    shows("n", [.count(5), .count(10), .count(0), .count(0), .count(25)])
    shows("both", [.count(20), .count(25), .count(20), .count(5), .count(70)])
    shows("ratio", [.hidden, .share(0.4), .hidden, .hidden, .share(25.0 / 70)])
    shows("each", [.hidden, .number(1.5), .hidden, .hidden, .number(1.8)])
    shows("part", [.share(0.2), .share(0.4), .share(0), .share(0), .share(1)])
    shows("up", [.share(0.2), .share(0.8), .share(0.8), .share(1), .none])
    shows("median", [.hidden, .count(4), .hidden, .hidden])
    shows("own", [.hidden, .hidden, .hidden, .hidden])
    #expect(table.isFixed)
  }

  @Test("averages are of rounded counts and have one place; days at work are rounded like any count")
  func averages() {
    let table = Self.table(
      [
        ReportColumn("n", Self.text, .count), ReportColumn("shifts", Self.text, .count, .own),
        ReportColumn("each", Self.text, .decimal, .ratio(["n"], of: ["shifts"])),
        ReportColumn("mean", Self.text, .decimal, base: ["n"]),
      ],
      [[112, 89, 141], [231, 218, 300], [8, 9, 9]].map { (counts: [Int]) -> [ReportValue] in
        [.count(counts[0]), .count(counts[1]), .none, .number(Double(counts[2]) / Double(counts[0]))]
      }
    ).published()
    let each: [ReportValue] = table.rows.prefix(3).map { table.value("each", in: $0) }
    let mean: [ReportValue] = table.rows.prefix(3).map { table.value("mean", in: $0) }
    let shifts: [Int?] = table.rows.map { table.value("shifts", in: $0).count }
    #expect(shifts == [90, 220, 10, nil])
    #expect(each == [.number(1.2), .number(1), .number(1)])
    #expect(mean == [.number(1.3), .number(1.3), .number(1)])
  }

  @Test("0 is 0 to 2: a row, and a total, of none looks like one of few")
  func noneLooksLikeFew() {
    let columns = [
      ReportColumn("n", Self.text, .count), ReportColumn("of", Self.text, .count),
      ReportColumn("ratio", Self.text, .share, .ratio(["n"], of: ["of"])),
      ReportColumn("each", Self.text, .decimal, .ratio(["n"], of: ["of"])),
      ReportColumn("part", Self.text, .share, .shareOfTotal("n")),
      ReportColumn("up", Self.text, .share, .runningShare("n")),
      ReportColumn("mean", Self.text, .decimal, base: ["n"]), ReportColumn("median", Self.text, .measure, base: ["n"]),
      ReportColumn("oldest", Self.text, .day, base: ["n"]),
    ]
    func table(_ n: Int) -> ReportTable {
      let isNone = n == 0
      return Self.table(
        columns,
        [
          [
            .count(n), .count(n), .none, .none, .none, .none, .number(isNone ? nil : 2), .whole(isNone ? nil : 3),
            isNone ? .none : .day(.latest),
          ]
        ])
    }
    #expect(table(0).published() == table(1).published())
    #expect(table(0).published() == table(2).published())
    #expect(table(0).published() != table(3).published())
    #expect(table(0).published().rows[0].values.dropFirst(3).allSatisfy { $0 == .hidden })
    #expect(!table(2).published().showsCounts)
  }

  @Test("lists of what occurs say nothing by their length or order; days begin and end with what is shown")
  func rows() {
    func table(_ counts: [Int], _ listing: ReportTable.Listing, isTime: Bool = false) -> ReportTable {
      ReportTable(
        id: "t", title: Self.text,
        columns: [
          ReportColumn("ordinal", Self.text, .ordinal), ReportColumn("name", Self.text, .text, isTime: isTime),
          ReportColumn("n", Self.text, .count), ReportColumn("up", Self.text, .share, .runningShare("n")),
        ],
        details: counts.enumerated().map { .detail("\($0)", [.none, .text("\($0)"), .count($1), .none]) },
        label: "name", listing: listing
      ).published()
    }
    func keys(_ table: ReportTable) -> [String] { table.rows.map(\.key) }
    // 11 and 12 are both 10, and stand by code; 2 and 1 are not there, but count in the total.
    let ranked = table([2, 11, 3, 12, 1], .ranked("n"))
    #expect(keys(ranked) == ["1", "3", "2", "total"])
    let numbers: [Int?] = ranked.rows.map { ranked.value("ordinal", in: $0).count }
    #expect(numbers == [1, 2, 3, nil])
    let running: [ReportValue] = ranked.rows.map { ranked.value("up", in: $0) }
    let shares: [ReportValue] = [.share(10.0 / 30), .share(25.0 / 30), .share(25.0 / 30), .none]
    #expect(running == shares)
    #expect(ranked.value("n", of: "total") == .count(30))
    #expect(ranked == table([1, 11, 3, 12, 2], .ranked("n")))
    #expect(keys(table([2, 30, 0, 4], .occurring)) == ["1", "3", "total"])
    #expect(keys(table([2, 7, 0, 6, 1], .all, isTime: true)) == ["1", "2", "3", "total"])
    #expect(keys(table([2, 1], .all, isTime: true)) == ["total"])
    #expect(keys(table([2, 30, 0], .all)) == ["0", "1", "2", "total"])
  }

  /// A whole workbook: no formulas, no names of staff, no application, no sentence with figures, and what `*` means.
  @Test func campaignForThePublic() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(1500)
      let manager = try await world.connect(.chief)
      let inside = try await Report.campaign.compute(on: manager, filters: ReportFilters())
      let data = try await Report.campaign.compute(on: manager, filters: ReportFilters(isPublished: true))
      await manager.close()
      let left = Set(inside.tables.map(\.id)).subtracting(data.tables.map(\.id))
      #expect(
        left == [
          "backlog_reviewers", "backlog_first_due", "workload_reviewers", "workload_daily", "flow_forecast",
          "flow_forecast_cities",
        ])
      for table in data.tables {
        let original = try #require(inside.table(table.id))
        let keys = Set(original.rows.map(\.key))
        for row in table.rows {
          for (place, column) in table.columns.enumerated() where column.kind == .count {
            #expect(
              row.values[place].count
                == (keys.contains(row.key)
                  ? original.value(column.id, of: row.key).count.map(ReportTable.rounded) : 0),
              "\(table.id) \(row.key) \(column.id)")
          }
        }
      }
      // The same count has the same face everywhere.
      for key in ["total", "330100"] {
        #expect(
          data.table("summary_backlog")?.value("pending", of: key)
            == data.table("backlog_backlog")?.value("pending", of: key))
      }

      let file = folder.file("public.xlsx")
      _ = try ReportExporter.write(data, to: file, maker: "王五")
      let book = try await ReadBack.openpyxl(file)
      let cells = book.sheets.flatMap { $0.cells.values }
      #expect(!cells.contains { $0.type == "f" && !$0.text.contains("HYPERLINK") })
      #expect(cells.contains { $0.text == "*" })
      for word in ["王五", World.Person.chief.rawValue + ".", "reviewer.", "holder."] {
        #expect(!cells.contains { $0.text.contains(word) }, "\(word)")
      }
      #expect(book.creator != "王五")
      #expect(cells.contains { $0.text.contains("最接近的 5 的倍数") })
      #expect(cells.contains { $0.text.contains("各审核员每日") && $0.text.contains("涉及个人") })
    }
  }

  @Test func whatIsNotForThePublicIsRefused() async throws {
    try await World.with { world in
      let manager = try await world.connect(.manager)
      await #expect(throws: ReportFailure.notPublished(report: "workload", why: .ofOneReviewer)) {
        try await Report.workload.compute(
          on: manager, filters: ReportFilters(reviewer: "somebody", isPublished: true))
      }
      #expect(throws: ReportFailure.notPublished(report: "ledger", why: .listsPersons)) {
        try Ledger.check(ReportFilters(isPublished: true))
      }
      await manager.close()
    }
  }

  @Test("pictures of figures that are not shown say nothing, or nothing wrong")
  func charts() throws {
    func published(_ counts: [Int], _ kind: Chart.Kind, _ column: String = "n") -> Chart.Kind? {
      let table = Self.table(
        [
          ReportColumn("n", Self.text, .count), ReportColumn("sum", Self.text, .share, .runningShare("n")),
          ReportColumn("median", Self.text, .measure, base: ["n"]),
        ], counts.map { [.count($0), .none, .count(3)] })
      let chart = ReportChart(
        kind, table.title, table: "t", labels: "name",
        series: [ReportChart.Series(column, 0)] + (kind == .pareto ? [ReportChart.Series("sum", 0)] : []),
        cells: .details(limit: 10), unit: table.title)
      return chart.published(of: table.published())?.kind
    }
    #expect(published([50, 40, 30], .pareto) == .pareto)
    #expect(published([10, 3, 2], .pareto) == nil)
    #expect(published([50, 3, 2], .line) == .line)
    #expect(published([50, 3, 2], .line, "median") == .column)
    #expect(published([50, 3, 2], .doughnut) == .doughnut)
    #expect(published([1, 2, 0], .column) == nil)
    #expect(published([1, 2, 0], .column, "median") == nil)
  }
}
