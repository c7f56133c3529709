import Domain
import Foundation
import Testing

@testable import Reports

/// Figures made up from a seed, for workbooks without a database.
enum MadeUp {
  static let today = Day(iso: "2026-11-20") ?? .earliest

  /// A bureau with all below it, from the project's own list.
  static func tree(_ code: String) -> DepartmentTree {
    DepartmentTree(
      Departments.bundled.all.filter { Departments.bundled.ancestors(of: $0.code).contains(code) }.map {
        DepartmentTree.Node(code: $0.code, name: $0.name, fullName: $0.fullName, level: $0.level, parent: $0.parent)
      })
  }

  static func figures(_ code: String, seed: UInt64 = 7, isEmpty: Bool = false) -> SummaryFigures {
    var state = seed
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(below, 1)
    }
    let tree = tree(code)
    var standings: [SummaryFigures.Standing] = []
    var arrivals: [SummaryFigures.Arrival] = []
    for node in tree.nodes where !isEmpty {
      let load = random(10) == 0 ? 4000 : 200 + random(400)
      for state in SummaryTables.states {
        let part = [ApplicationState.submitted: 12, .inReview: 2, .approved: 70, .returned: 16][state] ?? 0
        for revision in 1...4 {
          standings.append(
            SummaryFigures.Standing(
              department: node.code, state: state, revision: revision,
              count: load * part / 100 / (revision * revision) + random(3)))
        }
      }
      for back in 0..<25 {
        arrivals.append(
          SummaryFigures.Arrival(
            department: node.code, day: today.adding(days: -back), count: random(12),
            overdue: back > 14 ? random(3) : 0,
            dueToday: back == 14 ? random(4) : 0))
      }
    }
    let reasons =
      isEmpty
      ? []
      : ReturnReason.bundled.prefix(24).enumerated().map { index, reason in
        SummaryFigures.Reason(
          code: reason.code, text: reason.text.zh, count: 2000 / (index + 2), first: 1500 / (index + 2))
      }
    return SummaryFigures(
      tree: tree, snapshotAt: Date(timeIntervalSince1970: 1_795_137_015), today: today, actor: "manager.\(code)",
      standings: standings, arrivals: arrivals, reasons: reasons, calendar: .bundled)
  }
}

@Suite struct SummaryWorkbookTests {
  let folder = try? ReadBack.Folder()

  /// Where `REPORTS_SAMPLES` says, the workbooks stay to be looked at.
  private func path(_ name: String) throws -> String {
    if let kept = ProcessInfo.processInfo.environment["REPORTS_SAMPLES"] { return kept + "/" + name }
    return try #require(folder).file(name)
  }

  @Test(arguments: ["330000", "330100", "330102"])
  func recalculationAgrees(_ code: String) throws {
    let figures = MadeUp.figures(code)
    let data = SummaryReport().data(figures, filters: ReportFilters())
    let file = try path("summary-\(code).xlsx")
    let result = try ReportExporter.write(data, to: file, overwrite: true, maker: "张三")
    #expect(result.sheets == data.sections.count)
    let book = try ReadBack.openpyxl(file)
    let recalculated = try ReadBack.libreOffice(file)
    for section in data.sections {
      let shown = try #require(recalculated[section.name.zh])
      for case .table(let table) in section.blocks {
        // Found by its first heading row; every cell as LibreOffice shows it after calculating anew.
        let sheet = try #require(book[section.name.zh])
        let name = try #require(book.names["summary_\(table.id)"])
        let match = try #require(name.firstMatch(of: #/\$A\$(\d+):/#))
        let header = try #require(Int(match.1))
        for (offset, row) in table.rows.enumerated() {
          let cells = shown[header + offset]
          for (column, value) in row.values.enumerated() {
            #expect(agrees(cells[column], value), "\(table.id) \(row.key) \(table.columns[column].id)")
          }
          // Sums and shares are live formulas with the same value stored beside them.
          for (column, spec) in table.columns.enumerated() where spec.calculation != .given {
            let address = CellAddress(row: header + offset, column: column).relative
            if row.values[column] != .none {
              #expect(sheet.cells[address]?.type == "f", "\(table.id) \(address)")
            }
            if case .count(let count) = row.values[column] {
              #expect(sheet.cells[address]?.value == String(count), "\(table.id) \(address)")
            }
          }
        }
      }
    }
  }

  /// LibreOffice writes numbers with all their digits.
  private func agrees(_ cell: String, _ value: ReportValue) -> Bool {
    switch value {
    case .none: cell.isEmpty
    case .count(let count): cell == String(count)
    case .share(let share): cell.hasSuffix("%") && abs((Double(cell.dropLast()) ?? -1) / 100 - share) < 1e-12
    default: cell == value.text(.zh)
    }
  }

  @Test func emptyBureau() throws {
    let data = SummaryReport().data(MadeUp.figures("330102", isEmpty: true), filters: ReportFilters())
    let file = try path("summary-empty.xlsx")
    _ = try ReportExporter.write(data, to: file, overwrite: true, maker: "")
    #expect(try ReadBack.openpyxl(file).sheets.map(\.name) == ["汇总", "退回原因", "积压时限", "说明"])
  }
}
