import Domain
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Figures made up from a seed, for workbooks without a database.
enum MadeUp {
  static let today = Day(iso: "2026-11-20") ?? .earliest

  /// A bureau with all below it, from the project's own list.
  static func tree(_ code: String) -> DepartmentTree {
    DepartmentTree(
      Standards.bundled.departments.all.filter { Standards.bundled.departments.ancestors(of: $0.code).contains(code) }
        .map {
          DepartmentTree.Node(code: $0.code, name: $0.name, fullName: $0.fullName, level: $0.level, parent: $0.parent)
        })
  }

  static func frame(_ code: String) -> ReportFrame {
    ReportFrame(
      snapshotAt: Date(timeIntervalSince1970: 1_795_137_015), today: today, actor: "manager.\(code)", tree: tree(code),
      calendar: Standards.bundled.calendar, catalogue: .bundled)
  }

  static func figures(_ code: String, seed: UInt64 = 7, isEmpty: Bool = false) -> SummaryFigures {
    var state = seed
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(below, 1)
    }
    let tree = tree(code)
    var standings: [SummaryFigures.Standing] = []
    var arrivals: [BacklogFigures.Arrival] = []
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
          BacklogFigures.Arrival(
            department: node.code, day: today.adding(days: -back), due: today.adding(days: 14 - back),
            holder: random(5) == 0 ? "reviewer.\(node.code)" : nil, count: random(12)))
      }
    }
    let reasons =
      isEmpty
      ? []
      : Standards.bundled.reasons.prefix(24).enumerated().map { index, reason in
        SummaryFigures.Reason(
          code: reason.code, text: reason.text, count: 2000 / (index + 2), first: 1500 / (index + 2))
      }
    return SummaryFigures(
      frame: frame(code), standings: standings, registered: [:], backlog: BacklogFigures(arrivals: arrivals),
      reasons: reasons)
  }
}

@Suite(.timeLimit(.minutes(30))) struct SummaryWorkbookTests {
  let folder = try? ReadBack.Folder()

  /// Where `REPORTS_SAMPLES` says, the workbooks stay to be looked at.
  private func path(_ name: String) throws -> String {
    if let kept = ProcessInfo.processInfo.environment["REPORTS_SAMPLES"] { return kept + "/" + name }
    return try #require(folder).file(name)
  }

  @Test(arguments: ["330000", "330100", "330102"])
  func recalculationAgrees(_ code: String) async throws {
    let figures = MadeUp.figures(code)
    let data = Report.summary.data(SummaryTables(figures).content, figures.frame)
    let file = try path("summary-\(code).xlsx")
    let result = try ReportExporter.write(data, to: file, maker: "张三")
    #expect(result.sheets == data.sheets.count)
    try await WorkbookCheck.agrees(file, data)
  }

  @Test func emptyBureau() async throws {
    let figures = MadeUp.figures("330102", isEmpty: true)
    let data = Report.summary.data(SummaryTables(figures).content, figures.frame)
    let file = try path("summary-empty.xlsx")
    _ = try ReportExporter.write(data, to: file, maker: "")
    #expect(try await ReadBack.openpyxl(file).sheets.map(\.name) == ["汇总", "说明"])
  }
}
