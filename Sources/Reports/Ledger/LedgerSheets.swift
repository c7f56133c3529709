import Domain
import Foundation
import PostgreSQL
import Spreadsheet

/// A ledger's workbook: as many sheets as its rows need, each row written once and forgotten.
public final class LedgerSheets: LedgerFile {
  /// Title, particulars, headings.
  public static let headingRows = 3
  /// Rows of applications that a sheet has room for.
  public static let room = Sheet.rowLimit - headingRows

  private let plan: LedgerPlan
  private let workbook: Workbook
  private let rowsPerSheet: Int
  private let formats: LedgerFormats
  private var cells: [LedgerCells] = []
  private var widths: LedgerWidths
  private var sheets: [Sheet] = []
  private var row = 0
  private var cuts = LedgerCuts()

  init(_ plan: LedgerPlan, to path: String, rowsPerSheet: Int) throws {
    self.plan = plan
    self.rowsPerSheet = min(rowsPerSheet, Self.room)
    workbook = try Workbook(path: path, constantMemory: true)
    formats = try LedgerFormats(workbook, plan.order.language)
    widths = LedgerWidths(plan.columns, plan.order.language)
    let context = ExportContext(
      data: plan.frame.data(report: "ledger", title: Ledger.name, export: plan.order.export),
      maker: plan.order.maker, language: plan.order.language, mark: plan.mark)
    try workbook.set(context.properties)
    try begin()
  }

  /// Writes the rows of a batch below those before.
  func write(_ batch: borrowing RowBatch) throws {
    if Task.isCancelled { throw ExportFailure.cancelled }
    var done = 0
    while done < batch.count {
      if row == Self.headingRows + rowsPerSheet { try begin() }
      let end = min(batch.count, done + Self.headingRows + rowsPerSheet - row)
      try write(batch, done..<end, cells)
      row += end - done
      done = end
    }
  }

  private func write(_ batch: borrowing RowBatch, _ rows: Range<Int>, _ cells: [LedgerCells]) throws {
    let first = row - rows.lowerBound
    let measured = sheets.count == 1 ? Self.headingRows + LedgerWidths.sample : 0
    for index in rows {
      for column in 0..<cells.count {
        guard let bytes = unsafe batch.bytes(index, column) else { continue }
        let isWhole = try unsafe cells[column].write(bytes, row: first + index)
        if !isWhole { cuts.add(batch, index, plan.columns[column]) }
        if first + index < measured {
          unsafe widths.measure(plan.columns[column].form.shown(bytes, plan.order.language), column)
        }
      }
    }
  }

  private func begin() throws {
    if let sheet = sheets.last { try close(sheet) }
    let name = plan.order.language == .zh ? "台账" : "Ledger"
    let sheet = try workbook.addSheet(SheetName(fitting: sheets.isEmpty ? name : "\(name) \(sheets.count + 1)"))
    sheets.append(sheet)
    try LedgerHeading(plan: plan, part: sheets.count).write(sheet, formats)
    row = Self.headingRows
    cells = try plan.columns.enumerated().map { index, column in
      try LedgerCells(column, at: index, of: sheet, formats, plan.order.language)
    }
  }

  private func close(_ sheet: Sheet) throws(WorkbookFailure) {
    try sheet.autofilter(
      rows: Self.headingRows - 1...max(row - 1, Self.headingRows - 1), columns: 0...plan.columns.count - 1)
    // What stands above the headings is printed above each page.
    try sheet.setPrintArea(
      rows: Self.headingRows - 1...max(row - 1, Self.headingRows - 1), columns: 0...plan.columns.count - 1)
  }

  /// Ends the workbook and gives it its name.
  func finish(rows: Int) throws -> ExportResult {
    guard let last = sheets.last else { throw WorkbookFailure.closed }
    try close(last)
    for sheet in sheets {
      for (column, width) in widths.units.enumerated() { try sheet.setWidth(width, columns: column...column) }
    }
    try LedgerNotes(plan: plan, rows: rows, sheets: sheets.count, cuts: cuts).write(workbook)
    let result = try workbook.finish()
    return ExportResult(
      file: result.path, report: "ledger", rows: rows, sheets: result.sheets, bytes: result.bytes,
      sha256: result.sha256, snapshotAt: plan.frame.snapshotAt, cutCells: cuts.count)
  }
}
