import Domain
import Foundation
import PostgreSQL
import Reports
import Spreadsheet
import Store

/// A workbook for each bureau.
extension Export {
  /// A workbook for each core, but not more connections than a server gladly gives to one person.
  private static var workers: Int { min(ProcessInfo.processInfo.activeProcessorCount, 8) }

  func writeWorkbooks(of report: Report) async throws -> CommandOutput {
    let maker = try await makerName()
    var orders = try await context.read {
      try await DepartmentWorkbooks.orders(of: report, filters: filters, on: $0.connection)
    }
    let folder = try AtomicFiles(folder: path)
    defer { folder.abandon() }
    let taken = folder.taken(orders.map(\.file))
    if let first = taken.first {
      try await confirmReplacing(
        folder.path + "/" + first,
        Text(
          zh: "文件夹 \(path) 中有 \(taken.count) 个同名文件，要覆盖吗？",
          en: "\(path) has \(taken.count) files of these names. Replace them?"))
    }
    let numbers = try await begin(
      report.id,
      orders.map { order in
        var filters = filters
        filters.department = order.department
        return (filters, order.file)
      })
    for (index, number) in numbers.enumerated() { orders[index].export = number }
    do {
      let results = try await make(orders, of: report, into: folder, maker)
      // On record before they are seen: none leaves the house unknown.
      for (number, result) in zip(numbers, results) { try await finish(number, result) }
      try folder.commit(orders.map(\.file), overwrite: !taken.isEmpty)
      return output(zip(orders, zip(results, numbers)).map { ($0, $1.0, $1.1) }, folder.path, report)
    } catch {
      await abandon(numbers, because: error)
      throw error
    }
  }

  private func make(
    _ orders: [DepartmentWorkbooks.Order], of report: Report, into folder: AtomicFiles, _ maker: String
  ) async throws -> [ExportResult] {
    let terms = DepartmentWorkbooks.Terms(
      report: report, filters: filters, catalogue: context.catalogue, maker: maker, language: context.language)
    return try await ProgressLine.during(DepartmentWorkbooks.name, context) { line in
      try await context.read { store in
        // Of a connection that was lost, nothing goes on: all is made anew, of a new snapshot.
        let further = try await context.database.further(min(Self.workers, orders.count) - 1)
        do {
          let results = try await DepartmentWorkbooks.write(
            orders, terms, into: folder, over: [store.connection] + further
          ) { line.show($0.done, of: $0.total, $0.step) }
          for connection in further { await connection.close() }
          return results
        } catch {
          for connection in further { await connection.close() }
          throw error
        }
      }
    }
  }

  private func output(
    _ made: [(order: DepartmentWorkbooks.Order, result: ExportResult, number: Int)], _ folder: String,
    _ report: Report
  ) -> CommandOutput {
    let table = Table(
      columns: [
        .init("department", Text(zh: "部门", en: "DEPARTMENT")),
        .init("file", Text(zh: "文件", en: "FILE"), yields: 1, minimum: 16),
        .init("rows", Text(zh: "行数", en: "ROWS"), alignment: .right),
        .init("sheets", Text(zh: "工作表", en: "SHEETS"), alignment: .right, drops: 1),
        .init("bytes", Text(zh: "大小", en: "SIZE"), alignment: .right),
        .init("sha256", Text(zh: "校验", en: "SHA-256"), drops: 2),
        .init("export", Text(zh: "导出记录", en: "ON RECORD AS"), alignment: .right),
      ],
      rows: made.map { order, result, number in
        [
          .text(order.department), .text(order.file, mark: .strong), .integer(result.rows), .integer(result.sheets),
          Formatting.bytes(result.bytes), Formatting.hash(result.sha256), .integer(number),
        ]
      })
    let snapshotAt = made.first?.result.snapshotAt
    let card = Card(fields: [
      .init("folder", Text(zh: "文件夹", en: "Folder"), .text(folder, mark: .strong)),
      .init("report", Text(zh: "报表", en: "Report"), .text(report.id)),
      .init("snapshot_at", Text(zh: "数据截至", en: "As of"), .time(snapshotAt)),
    ])
    return CommandOutput(
      blocks: [.table(table), .card(card)],
      json: [
        "folder": .string(folder), "report": .string(report.id),
        "snapshot_at": .string(snapshotAt.map { Timestamp.iso($0) }), "files": table.json,
      ],
      talk: [
        .done(
          Text(
            zh: "已导出 \(made.count) 个工作簿，在 \(folder) 里，取自同一时点。",
            en: "Wrote \(made.count) workbooks of one moment to \(folder)."))
      ])
  }
}
