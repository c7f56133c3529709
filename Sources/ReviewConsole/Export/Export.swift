import Domain
import Foundation
import Reports
import Store

/// What `export` was asked for, and what writing one workbook or many has in common.
struct Export: Sendable {
  let context: ConsoleContext
  /// As it was typed.
  let path: String
  /// `--force`.
  let isForced: Bool
  let filters: ReportFilters
  /// Who fills in the form; nil for who is logged in.
  let maker: String?

  /// How the maker stands on the sheets.
  func makerName() async throws -> String {
    if let maker { return maker }
    return try await context.me().displayName
  }

  /// Asks before files are replaced; returns when they may be.
  ///
  /// - Parameter taken: the first of the files, as an error names it.
  func confirmReplacing(_ taken: String, _ question: Text) async throws {
    if isForced || context.isConfirmed { return }
    guard context.terminal.canAsk else { throw ConsoleFailure.file(path: taken, problem: .exists) }
    try await context.confirm(question)
  }

  /// Puts a workbook on record and answers its number.
  func record(_ result: ExportResult, _ filters: ReportFilters) async throws -> Int {
    try await context.change(repeatable: false) { store in
      try await store.recordExport(
        report: result.report, filters: Self.json(filters), snapshotAt: result.snapshotAt, rows: result.rows,
        sheets: result.sheets, bytes: result.bytes, sha256: result.sha256)
    }
  }

  private static func json(_ filters: ReportFilters) -> JSONValue {
    [
      "department": filters.department.map(JSONValue.string) ?? .null,
      "province": filters.province.map(JSONValue.string) ?? .null,
      "by": filters.dated.map { .string($0.rawValue) } ?? .null,
      "state": filters.state.map { .string($0.rawValue) } ?? .null,
      "reviewer": filters.reviewer.map(JSONValue.string) ?? .null,
      "from": filters.period?.from.map { .string($0.iso) } ?? .null,
      "to": filters.period?.to.map { .string($0.iso) } ?? .null,
    ]
  }
}
