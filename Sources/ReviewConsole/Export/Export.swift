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
  /// Why personal data is to be shown whole; nil for a masked export.
  let purpose: String?

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

  /// Puts an export on record, lets it be written under its number, and records what became of it. A file that cannot be recorded is
  /// removed again: none leaves the house unknown.
  func recorded(
    _ report: String, _ filters: ReportFilters, purpose: String? = nil, _ write: (Int) async throws -> ExportResult
  ) async throws -> (result: ExportResult, number: Int) {
    let number = try await context.change(repeatable: false) { store in
      try await store.beginExport(
        report: report, filters: Self.json(filters), unmasked: purpose != nil, purpose: purpose)
    }
    do {
      let result = try await write(number)
      do { try await finish(number, result) } catch {
        try? FileManager.default.removeItem(atPath: result.file)
        throw error
      }
      return (result, number)
    } catch {
      // Also after Ctrl-C, which would cancel this, too.
      let why = error is CancellationError || Task.isCancelled ? "cancelled" : "failed"
      await Task.detached { [context] in
        try? await context.change(repeatable: true) { try await $0.abandonExport(number, why: why) }
      }.value
      throw error
    }
  }

  /// Safe to do twice, after a connection that was lost.
  func finish(_ number: Int, _ result: ExportResult) async throws {
    try await context.change(repeatable: true) { store in
      try await store.finishExport(
        number, snapshotAt: result.snapshotAt, rows: result.rows, sheets: result.sheets, bytes: result.bytes,
        sha256: result.sha256)
    }
  }

  /// Puts a workbook on record that was written already, and answers its number.
  func record(_ result: ExportResult, _ filters: ReportFilters) async throws -> Int {
    try await recorded(result.report, filters) { _ in result }.number
  }

  static func json(_ filters: ReportFilters) -> JSONValue {
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
