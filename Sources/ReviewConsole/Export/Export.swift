import Domain
import Foundation
import Reports
import Spreadsheet
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
  /// `--unmasked`: personal data whole.
  let isUnmasked: Bool
  /// Why personal data is to be shown whole, or something is published that was so before; nil where nobody asks.
  let purpose: String?

  /// The file that was asked for: a workbook unless its name says CSV.
  var file: String { path.lowercased().hasSuffix(".xlsx") || isCSV ? path : path + ".xlsx" }

  /// Whether the file's name says so.
  var isCSV: Bool { Ledger.Kind(of: path) == .csv }

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

  /// Puts an export on record, lets it be written under its number where nobody sees it, records what became of it, and only then
  /// lets the file be seen: none leaves the house unknown, and what it replaces stays until all is well.
  ///
  /// - Parameter write: takes the number and where to write.
  func recorded(
    _ report: String, _ filters: ReportFilters, in file: String, overwrite: Bool,
    _ write: (_ number: Int, _ path: String) async throws -> ExportResult
  ) async throws -> (result: ExportResult, number: Int) {
    let folder = try AtomicFiles(file: file)
    defer { folder.abandon() }
    let number = try await begin(report, [(filters, folder.name(of: file))])[0]
    do {
      let written = try await write(number, folder.hidden(folder.name(of: file)))
      let result = written.moved(to: folder.seen(file))
      try await finish(number, result)
      try folder.commit([folder.name(of: file)], overwrite: overwrite)
      return (result, number)
    } catch {
      await abandon([number], because: error)
      throw (error as? ExportFailure)?.shown(at: file) ?? (error as? FileFailure)?.shown(at: file) ?? error
    }
  }

  /// Puts exports of a report on record before they are written, one for each of the limits, and answers their numbers. Where the
  /// connection broke meanwhile, it is done anew; what nobody goes on with is on record as begun.
  func begin(_ report: String, _ exports: [(limits: ReportFilters, file: String)]) async throws -> [Int] {
    let limits = exports.map { Self.json($0.limits, file: $0.file) }
    return try await context.change(repeatable: true) { store in
      try await store.beginExports(
        report: report, limits: limits, unmasked: isUnmasked, purpose: purpose)
    }
  }

  /// Records that nothing came of exports.
  func abandon(_ numbers: [Int], because error: any Error) async {
    // Also after Ctrl-C, which would cancel this, too.
    let why = error is CancellationError || Task.isCancelled ? "cancelled" : "failed"
    await Task.detached { [context] in
      try? await context.change(repeatable: true) { store in
        for number in numbers { try await store.abandonExport(number, why: why) }
      }
    }.value
  }

  /// Safe to do twice, after a connection that was lost.
  func finish(_ number: Int, _ result: ExportResult) async throws {
    try await context.change(repeatable: true) { store in
      try await store.finishExport(
        number, snapshotAt: result.snapshotAt, rows: result.rows, sheets: result.sheets, bytes: result.bytes,
        sha256: result.sha256)
    }
  }

  private static func json(_ filters: ReportFilters, file: String) -> JSONValue {
    [
      "file": .string(file),
      "department": filters.department.map(JSONValue.string) ?? .null,
      "province": filters.province.map(JSONValue.string) ?? .null,
      "by": filters.dated.map { .string($0.rawValue) } ?? .null,
      "state": filters.state.map { .string($0.rawValue) } ?? .null,
      "reviewer": filters.reviewer.map(JSONValue.string) ?? .null,
      "from": filters.period?.from.map { .string($0.iso) } ?? .null,
      "to": filters.period?.to.map { .string($0.iso) } ?? .null,
      "compare": filters.comparison.map { .string($0.rawValue) } ?? .null,
      "publish": .bool(filters.isPublished),
    ]
  }
}
