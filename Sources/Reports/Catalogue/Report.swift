public import Domain
import Foundation
public import PostgreSQL

/// A report that managers send upward. Each is a value in a folder of its own, beside its SQL, columns, texts and layout.
public struct Report: Sendable {
  /// What `stats` and `export` call it (`summary`).
  public let id: String
  /// Its name.
  public let name: Text
  /// What it answers.
  public let question: Text
  /// The heading of the workbook.
  public let title: Text
  /// What its period may be about; the first is meant where nothing is said.
  public let dates: [ReportFilters.Dated]
  /// Limits that it understands beside department, province and period.
  public let limits: Set<ReportFilters.Limit>
  /// What begins the names of its tables in a workbook.
  let tablePrefix: String
  /// Whether it binds other reports together.
  private let binds: Bool
  /// The parts, as far as the connection's role may see the figures; all from the transaction's one snapshot. Throws `ReportFailure`,
  /// `DatabaseError`.
  let content: @Sendable (_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent

  init(
    id: String, name: Text, question: Text, title: Text, dates: [ReportFilters.Dated],
    limits: Set<ReportFilters.Limit> = [], tablePrefix: String? = nil, binds: Bool = false,
    content: @escaping @Sendable (borrowing Transaction, ReportFrame) throws -> ReportContent
  ) {
    self.id = id
    self.name = name
    self.question = question
    self.title = title
    self.dates = dates
    self.limits = limits
    self.tablePrefix = tablePrefix ?? id + "_"
    self.binds = binds
    self.content = content
  }

  /// Those of one question each, in the order of the list.
  static let single: [Report] = [
    .summary, .backlog, .turnaround, .workload, .reasons, .structure, .flow, .notifications,
  ]

  /// In the order of the list.
  public static let all: [Report] = single + [.bulletin, .campaign]

  /// The report of that id or Chinese name; nil when there is none.
  public static func named(_ text: String) -> Report? {
    let word = text.lowercased()
    return all.first { $0.id == word || $0.name.zh == text }
  }
}

/// The parts of a report, and what its terms mean.
public struct ReportContent: Hashable, Sendable {
  /// From the first sheet to the last.
  public let sections: [ReportData.Section]
  /// Terms and what they mean; they stand on the last sheet.
  public let notes: [ReportData.Note]
  /// Whether nothing was found to count, as far as it is shown: the first sheet says so, and the others are for JSON alone.
  let isEmpty: Bool

  /// The parts of a report.
  public init(sections: [ReportData.Section], notes: [ReportData.Note]) {
    self.init(sections: sections, notes: notes, isEmpty: false)
  }

  init(sections: [ReportData.Section], notes: [ReportData.Note], isEmpty: Bool) {
    self.sections = isEmpty ? sections.prefix(1) + sections.dropFirst().map { $0.idle() } : sections
    self.notes = notes
    self.isEmpty = isEmpty
  }
}

extension Report {
  /// The figures, from one snapshot.
  ///
  /// - Parameters:
  ///   - catalogue: what codes mean, and what the forms say.
  ///   - onProgress: hears of each part that is done, on the connection's thread.
  /// - Throws: `ReportFailure`, `DatabaseError`.
  public func compute(
    on connection: Connection, filters: ReportFilters, catalogue: Catalogue,
    onProgress: @escaping ReportProgress.Listener = { _ in }
  ) async throws -> ReportData {
    try refuseUnknown(filters)
    return try await connection.transaction(.snapshot) { transaction in
      try compute(in: transaction, filters: filters, catalogue: catalogue, onProgress: onProgress)
    }
  }

  /// The figures, from the snapshot of an open transaction.
  ///
  /// - Parameter moment: when the snapshot was taken; nil when the transaction began.
  func compute(
    in transaction: borrowing Transaction, filters: ReportFilters, catalogue: Catalogue, at moment: Date? = nil,
    onProgress: @escaping ReportProgress.Listener = { _ in }
  ) throws -> ReportData {
    // What half a million decisions are sorted and joined in; with the usual 4 MB it takes twice as long.
    try transaction.execute("SET LOCAL work_mem = '64MB'", name: "report memory")
    var frame = try ReportFrame(
      transaction, filters: filters, dated: filters.dated ?? dates[0], catalogue: catalogue, at: moment)
    frame.onProgress = onProgress
    frame.isBound = binds
    let data = data(try content(transaction, frame), frame)
    return filters.isPublished ? data.published() : data
  }

  /// A limit that a report does not know is refused: figures that silently leave it out would be wrong ones.
  func refuseUnknown(_ filters: ReportFilters) throws(ReportFailure) {
    if let dated = filters.dated, !dates.contains(dated) { throw .notDatedSo(report: id, dated: dated, known: dates) }
    for limit in filters.limits.sorted(by: { $0.rawValue < $1.rawValue }) where !limits.contains(limit) {
      throw .noSuchLimit(report: id, limit: limit)
    }
    if let comparison = filters.comparison {
      if comparison.span(before: filters.period) == nil { throw .comparisonNeedsPeriod }
      if filters.isPublished { throw .notPublished(report: id, why: .compares) }
    }
    if filters.isPublished, filters.reviewer != nil { throw .notPublished(report: id, why: .ofOneReviewer) }
  }

  /// The whole report from its parts.
  func data(_ content: ReportContent, _ frame: ReportFrame) -> ReportData {
    let notes = frame.section(of: content.notes)
    // Of a bound workbook with nothing in it, one page is enough.
    let isCoverEnough = content.isEmpty && frame.isBound
    return frame.data(
      report: id, title: title, prefix: tablePrefix, sections: content.sections + [isCoverEnough ? notes.idle() : notes]
    )
  }
}
