import Domain
import PostgreSQL
import TestSupport

@testable import Reports

extension Report {
  /// As `compute`, by what comes with the program.
  func compute(
    on connection: Connection, filters: ReportFilters, onProgress: @escaping ReportProgress.Listener = { _ in }
  ) async throws -> ReportData {
    try await compute(on: connection, filters: filters, catalogue: .bundled, onProgress: onProgress)
  }
}

extension Ledger {
  /// As `write`, by what comes with the program.
  static func write(
    _ order: Order, on connection: Connection, to path: String, rowsPerSheet: Int = LedgerSheets.room,
    onProgress: @escaping ReportProgress.Listener = { _ in }
  ) async throws -> ExportResult {
    try await write(
      order, by: .bundled, on: connection, to: path, rowsPerSheet: rowsPerSheet, onProgress: onProgress)
  }
}
