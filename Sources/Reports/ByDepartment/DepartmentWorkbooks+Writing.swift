public import Domain
import Foundation
public import PostgreSQL
public import Spreadsheet
import Synchronization

extension DepartmentWorkbooks {
  /// How all workbooks are made.
  public struct Terms: Sendable {
    let report: Report
    let filters: ReportFilters
    let catalogue: Catalogue
    let maker: String
    let language: Language

    /// - Parameters:
    ///   - report: what each workbook holds.
    ///   - filters: what all are limited to; each is limited to its bureau besides.
    ///   - catalogue: what codes mean, and what the forms say.
    ///   - maker: see `ReportExporter`.
    public init(
      report: Report, filters: ReportFilters, catalogue: Catalogue, maker: String, language: Language
    ) {
      self.report = report
      self.filters = filters
      self.catalogue = catalogue
      self.maker = maker
      self.language = language
    }
  }

  /// Writes the workbooks into a folder that is not seen yet, each connection on a thread of its own; the answers are in
  /// the order of `orders`. When one fails, the others stop.
  ///
  /// - Parameters:
  ///   - connections: of the same role, at least one. The first one's snapshot is taken by the others.
  ///   - onProgress: hears of each workbook, from any thread.
  /// - Throws: `ReportFailure`, `ExportFailure`, `DatabaseError`, `CancellationError`.
  public static func write(
    _ orders: [Order], _ terms: Terms, into folder: AtomicFiles, over connections: [Connection],
    onProgress: @escaping ReportProgress.Listener = { _ in }
  ) async throws -> [ExportResult] {
    let work = DepartmentWork(orders, terms, into: folder, onProgress: onProgress)
    let (moments, announcement) = AsyncStream.makeStream(of: DepartmentWork.Moment.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for first in connections.prefix(1) {
        group.addTask {
          defer { announcement.finish() }
          try await first.transaction(.snapshot, retries: 0) { transaction in
            let moment = try DepartmentWork.Moment(transaction)
            announcement.yield(moment)
            announcement.finish()
            try work.goOn(in: transaction, moment)
          }
        }
      }
      for await moment in moments {
        for connection in connections.dropFirst() {
          group.addTask { try await work.join(moment, on: connection) }
        }
      }
      // The first failure leaves here, and with it the others are cancelled.
      try await group.waitForAll()
      return try work.results()
    }
  }
}

/// Workbooks that several connections take from one list.
private final class DepartmentWork: Sendable {
  /// What all workbooks are of.
  struct Moment: Sendable {
    let snapshot: Snapshot
    let at: Date

    init(_ transaction: borrowing Transaction) throws {
      snapshot = try transaction.exportSnapshot()
      at = try ReportFrame.moment(transaction)
    }
  }

  private struct State {
    /// Places in the list that nobody has taken, the last one next.
    var open: [Int]
    var results: [Int: ExportResult] = [:]
  }

  private let orders: [DepartmentWorkbooks.Order]
  private let terms: DepartmentWorkbooks.Terms
  private let folder: AtomicFiles
  private let onProgress: ReportProgress.Listener
  private let state: Mutex<State>

  init(
    _ orders: [DepartmentWorkbooks.Order], _ terms: DepartmentWorkbooks.Terms, into folder: AtomicFiles,
    onProgress: @escaping ReportProgress.Listener
  ) {
    self.orders = orders
    self.terms = terms
    self.folder = folder
    self.onProgress = onProgress
    // The longest work first, so that nobody has a whole province before him when the others are done.
    state = Mutex(State(open: orders.indices.sorted { orders[$0].breadth < orders[$1].breadth }))
  }

  /// Takes part with a connection whose transaction sees the same.
  func join(_ moment: Moment, on connection: Connection) async throws {
    let hasJoined = Mutex(false)
    do {
      try await connection.transaction(.snapshot(moment.snapshot), retries: 0) { transaction in
        hasJoined.withLock { $0 = true }
        try goOn(in: transaction, moment)
      }
    } catch {
      // Who comes when all is taken may find the snapshot gone with the transaction that it was of.
      guard !hasJoined.withLock({ $0 }), state.withLock({ $0.open.isEmpty }) else { throw error }
    }
  }

  /// Makes workbooks until none is left.
  func goOn(in transaction: borrowing Transaction, _ moment: Moment) throws {
    while let index = state.withLock({ $0.open.popLast() }) {
      try Task.checkCancellation()
      let order = orders[index]
      var filters = terms.filters
      filters.department = order.department
      var data = try terms.report.compute(in: transaction, filters: filters, catalogue: terms.catalogue, at: moment.at)
      data.export = order.export
      let result = try write(data, as: order.file)
      let done = state.withLock { state in
        state.results[index] = result.moved(to: folder.seen(result.file))
        return state.results.count
      }
      onProgress(ReportProgress(done, of: orders.count, Text(zh: order.name, en: order.name)))
    }
  }

  private func write(_ data: ReportData, as file: String) throws(ExportFailure) -> ExportResult {
    do {
      return try ReportExporter.write(
        data, to: folder.hidden(file), maker: terms.maker, language: terms.language)
    } catch { throw error.shown(at: folder.path) }
  }

  func results() throws -> [ExportResult] {
    let results = state.withLock { $0.results }
    return try orders.indices.map { index in
      guard let result = results[index] else { throw CancellationError() }
      return result
    }
  }
}
