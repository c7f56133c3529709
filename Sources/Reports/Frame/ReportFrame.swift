public import Domain
import DomainSQL
public import Foundation
import PostgreSQL
import Synchronization

/// What all parts of a workbook share: the moment, the bureaus, the calendar and the limits.
public struct ReportFrame: Sendable {
  /// The moment that all figures are of.
  public let snapshotAt: Date
  /// Its day in China.
  public let today: Day
  /// The database role that asks.
  public let actor: String
  /// What the figures are limited to.
  public let filters: ReportFilters
  /// What the period is about.
  public let dated: ReportFilters.Dated
  let tree: DepartmentTree
  let calendar: WorkingCalendar
  /// What codes mean, and what the forms say.
  let catalogue: Catalogue
  /// Whether several reports are bound together, so that none says what another does.
  var isBound = false
  /// What turnaround and workload both count.
  private(set) var reviews = SharedFigures<[TurnaroundFigures.Case]>()
  /// Hears of each part that is done.
  var onProgress: ReportProgress.Listener = { _ in }

  static let momentStatement = "SELECT now() AS at, session_user::text AS actor"
  static let holidayStatement = "SELECT date, kind, name FROM review.holiday ORDER BY date"

  init(
    snapshotAt: Date, today: Day, actor: String, filters: ReportFilters = ReportFilters(),
    dated: ReportFilters.Dated = .submitted, tree: DepartmentTree, calendar: WorkingCalendar, catalogue: Catalogue
  ) {
    self.snapshotAt = snapshotAt
    self.today = today
    self.actor = actor
    self.filters = filters
    self.dated = dated
    self.tree = tree
    self.calendar = calendar
    self.catalogue = catalogue
  }

  /// When the transaction began.
  static func moment(_ transaction: borrowing Transaction) throws -> Date {
    try momentRow(transaction).decode("at")
  }

  private static func momentRow(_ transaction: borrowing Transaction) throws(DatabaseError) -> Row {
    try transaction.query(momentStatement, name: "report moment")[0]
  }

  /// Reads moment, bureaus and calendar.
  ///
  /// - Parameter earlier: the moment of a snapshot that the transaction took over; nil for its own.
  init(
    _ transaction: borrowing Transaction, filters: ReportFilters, dated: ReportFilters.Dated, catalogue: Catalogue,
    at earlier: Date? = nil
  ) throws {
    let moment = try Self.momentRow(transaction)
    let snapshotAt: Date = try earlier ?? moment.decode("at")
    let holidays = try transaction.query(Self.holidayStatement, name: "report holidays").map { row in
      let name: String = try row.decode("name")
      return Holiday(day: try row.decode("date"), kind: try row.decode("kind"), name: Text(zh: name, en: name))
    }
    self.init(
      snapshotAt: snapshotAt, today: Day(of: snapshotAt),
      actor: try moment.decode("actor"), filters: filters, dated: dated,
      tree: try DepartmentTree(transaction, department: filters.department, province: filters.province),
      calendar: WorkingCalendar(holidays: holidays), catalogue: catalogue)
  }

  /// The same frame for a report whose period is about another day; figures that both need are asked for once.
  func dated(by dated: ReportFilters.Dated) -> ReportFrame {
    var frame = ReportFrame(
      snapshotAt: snapshotAt, today: today, actor: actor, filters: filters, dated: dated, tree: tree,
      calendar: calendar, catalogue: catalogue)
    frame.reviews = reviews
    frame.isBound = isBound
    return frame
  }

  /// What codes mean.
  var standards: Standards { catalogue.standards }

  /// What returns of these bureaus say.
  func returnWords(_ transaction: borrowing Transaction) throws -> ReturnWords {
    ReturnWords(catalogue, provinces: try tree.provinces(transaction))
  }

  /// $1, $2, $3 of most statements: the bureaus' codes, first and last day.
  var bounds: [(any SQLEncodable)?] { [tree.codes, filters.period?.from, filters.period?.to] }

  /// The limits in words, for the notes and the document's properties.
  var limitNotes: [ReportData.Note] {
    let top = tree.top
    var notes = [
      ReportData.Note(
        Text(zh: "统计范围", en: "Departments"),
        tree.nodes.count > 1
          ? Text(
            zh: "\(top.fullName)及所辖部门，共 \(tree.nodes.count) 个",
            en: "\(top.fullName) and those below, \(tree.nodes.count) in all")
          : Text(zh: top.fullName, en: top.fullName)),
      ReportData.Note(dated.heading, filters.period?.text ?? Text(zh: "不限", en: "all")),
    ]
    if let state = filters.state { notes.append(ReportData.Note(ReportFilters.Limit.state.name, state.name)) }
    if let earlier {
      notes.append(
        ReportData.Note(
          ReportFilters.Limit.comparison.name,
          Text(
            zh: "\(earlier.comparison.name.zh)，\(earlier.period.text.zh)",
            en: "\(earlier.comparison.name.en), \(earlier.period.text.en)")))
    }
    if let reviewer = filters.reviewer {
      notes.append(ReportData.Note(ReportFilters.Limit.reviewer.name, Text(zh: reviewer, en: reviewer)))
    }
    return notes
  }
}

extension ReportFrame {
  /// The last sheet: terms and what they mean.
  func section(of notes: [ReportData.Note]) -> ReportData.Section {
    ReportData.Section(
      name: Text(zh: "说明", en: "Notes"), title: Text(zh: "编制说明", en: "Notes"), dated: dated.heading, isSigned: false,
      blocks: [.notes(notes)])
  }

  /// A report of these parts.
  func data(
    report: String, title: Text, export: Int? = nil, prefix: String? = nil, sections: [ReportData.Section] = []
  ) -> ReportData {
    ReportData(
      report: report, title: title, bureau: tree.top.fullName, department: tree.top.code, filters: filters,
      dated: dated, limits: limitNotes, snapshotAt: snapshotAt, actor: actor, export: export, prefix: prefix,
      sections: sections)
  }
}

extension ReportFilters.Dated {
  /// SQL that is true for what lies between $2 and $3, days in China that may be null; `column` is a timestamptz of
  /// the program's own choice, never a user's word.
  static func bounds(_ column: String) -> String {
    """
    \(column) >= coalesce($2::date::timestamp AT TIME ZONE 'Asia/Shanghai', '-infinity')
      AND \(column) < coalesce(($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', 'infinity')
    """
  }
}

/// Figures that several reports of one frame need: the first asks the database, the others have them.
final class SharedFigures<Value: Sendable>: Sendable {
  private let kept = Mutex<Value?>(nil)

  /// nil until somebody asked.
  var value: Value? {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}
