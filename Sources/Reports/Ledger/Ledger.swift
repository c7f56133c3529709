public import Domain
public import PostgreSQL
import Spreadsheet

/// The ledger: one row for each application with all that was answered. It is written while it is read, so that it may have millions
/// of rows.
public enum Ledger {
  /// `ledger`.
  public static let id = "ledger"
  /// 明细台账.
  public static let name = Text(zh: "明细台账", en: "Ledger")
  /// What it answers.
  public static let question = Text(
    zh: "每份申报一行，含办理情况和表单的全部栏目；个人信息脱敏。", en: "Every application with its progress and all answers, a row each; masked.")

  /// What a ledger is made for.
  public struct Order: Sendable {
    /// The export on record that reads it.
    public let export: Int
    /// What it is limited to.
    public let filters: ReportFilters
    /// Why ID numbers, phones, names and addresses are shown whole; nil for a masked ledger.
    public let purpose: String?
    /// Who fills it in.
    public let maker: String
    /// Of headings and names.
    public let language: Language
    /// What kind of file it becomes.
    public let kind: Kind

    /// An order.
    public init(
      export: Int, filters: ReportFilters, purpose: String? = nil, maker: String, language: Language = .zh,
      kind: Kind = .workbook
    ) {
      self.export = export
      self.filters = filters
      self.purpose = purpose
      self.maker = maker
      self.language = language
      self.kind = kind
    }

    var isMasked: Bool { purpose == nil }
  }

  /// What a ledger is written as.
  public enum Kind: Hashable, Sendable {
    /// Excel.
    case workbook
    /// Text for other programs, and whatever its length.
    case csv

    /// What a file's name asks for: `.csv`, or a workbook.
    public init(of file: String) { self = file.lowercased().hasSuffix(".csv") ? .csv : .workbook }
  }

  /// The days that its period may be about.
  public static let dates: [ReportFilters.Dated] = [.submitted, .decided]

  /// Whether it can be made with these limits; before an export is begun for it.
  ///
  /// - Throws: `ReportFailure`.
  public static func check(_ filters: ReportFilters) throws(ReportFailure) {
    if filters.isPublished { throw .notPublished(report: id, why: .listsPersons) }
    if filters.comparison != nil { throw .noSuchLimit(report: id, limit: .comparison) }
    if let dated = filters.dated, !dates.contains(dated) { throw .notDatedSo(report: id, dated: dated, known: dates) }
  }

  /// Writes the ledger to `path`.
  ///
  /// - Parameters:
  ///   - catalogue: whose forms say what the answers mean.
  ///   - connection: of whoever began the export.
  ///   - rowsPerSheet: where the next sheet begins; at most what a sheet has room for.
  /// - Throws: `ReportFailure`, `ExportFailure`, `DatabaseError`.
  public static func write(
    _ order: Order, by catalogue: Catalogue, on connection: Connection, to path: String,
    rowsPerSheet: Int = LedgerSheets.room,
    onProgress: @escaping ReportProgress.Listener = { _ in }
  ) async throws -> ExportResult {
    try check(order.filters)
    return try await connection.transaction(.snapshot) { transaction in
      try transaction.execute(
        "SELECT set_config('review.export', $1, true)", ["\(order.export)"], name: "ledger export")
      let frame = try ReportFrame(
        transaction, filters: order.filters, dated: order.filters.dated ?? .submitted,
        catalogue: catalogue)
      let plan = try LedgerPlan(transaction, order, frame)
      let total = try plan.count(transaction)
      onProgress(ReportProgress(0, of: total, name))
      do {
        return try write(plan, transaction, to: path, rowsPerSheet: rowsPerSheet) {
          onProgress(ReportProgress($0, of: total, name))
        }
      } catch let failure as WorkbookFailure {
        throw ExportFailure(failure)
      } catch let failure as FileFailure {
        throw ExportFailure.file(failure)
      }
    }
  }

  /// Reads and writes at once.
  ///
  /// - Parameter onRows: hears how many rows are written.
  static func write(
    _ plan: LedgerPlan, _ transaction: borrowing Transaction, to path: String,
    rowsPerSheet: Int = LedgerSheets.room, onRows: (Int) -> Void = { _ in }
  ) throws -> ExportResult {
    let file: any LedgerFile =
      switch plan.order.kind {
      case .workbook: try LedgerSheets(plan, to: path, rowsPerSheet: rowsPerSheet)
      case .csv: try LedgerText(plan, to: path)
      }
    var done = 0
    try transaction.batches(plan.statement, plan.parameters, name: "ledger") { batch in
      try file.write(batch)
      done += batch.count
      onRows(done)
    }
    return try file.finish(rows: done)
  }
}

/// A file that a ledger's rows are written to.
protocol LedgerFile {
  /// Writes the rows of a batch behind those before.
  func write(_ batch: borrowing RowBatch) throws
  /// Ends the file, whole and safe on the disk.
  func finish(rows: Int) throws -> ExportResult
}
