package import Domain
import Foundation
package import PostgreSQL

extension Ledger {
  /// Writes a statement's rows as a ledger of its own: what `scripts/bench` measures beside a program in C that does no more.
  package static func write(
    _ columns: [LedgerColumn], of statement: String, by catalogue: Catalogue, on connection: Connection, to path: String
  ) async throws -> ExportResult {
    let order = Order(export: 0, filters: ReportFilters(), maker: "")
    let bureau = DepartmentTree.Node(
      code: "000000", name: "测试", fullName: "测试", level: .province, parent: nil)
    return try await connection.transaction(.snapshot) { transaction in
      let now = Date()
      let frame = ReportFrame(
        snapshotAt: now, today: Day(of: now), actor: "", tree: DepartmentTree([bureau]),
        calendar: WorkingCalendar(holidays: []), catalogue: catalogue)
      let plan = LedgerPlan(order: order, frame: frame, columns: columns, statement: statement, parameters: [])
      return try write(plan, transaction, to: path)
    }
  }
}
