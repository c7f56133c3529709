import Demo
import Domain
import Foundation
import PostgreSQL
import Reports
import Spreadsheet
import Store

/// `export by-department`: the campaign's workbook for each bureau of a province, by one worker and by two in turns.
struct ExportBenchmarks {
  static let applications = 20_000
  static let rounds = 2

  let folder: URL

  func run(_ table: inout Measurements) async throws {
    try await withCluster(at: folder.appending(path: "exports")) { cluster in
      try await prepare(&table, cluster)
      try await measure(&table, cluster)
    }
  }

  private func prepare(_ table: inout Measurements, _ cluster: PrivateCluster) async throws {
    table.say("装入 \(Self.applications) 份演示申报，用于导出 loading demo applications for exports …")
    _ = try await cluster.start()
    let owner = try await Connection.connect(try cluster.settings())
    _ = try await Migrator(reference: ReferenceData.bundled).migrate(owner)
    let attachments = ContentStore(root: folder.appending(path: "export-attachments").path(percentEncoded: false))
    let loader = DemoLoader(connection: owner, attachments: attachments)
    _ = try await loader.load(
      DemoGenerator(seed: 1, count: Self.applications, today: DomainBenchmarks.today, catalogue: .bundled))
    try await DemoStaff.create(for: Profile.bundled, in: loader.store, of: cluster)
    await owner.close()
  }

  private func measure(_ table: inout Measurements, _ cluster: PrivateCluster) async throws {
    var connections: [Connection] = []
    for _ in 0..<2 { connections.append(try await Connection.connect(try cluster.settings(user: "manager.330000"))) }
    let terms = DepartmentWorkbooks.Terms(
      report: Report.campaign, filters: ReportFilters(), catalogue: .bundled, maker: "测试", language: .zh)
    let orders = try await DepartmentWorkbooks.orders(
      of: Report.campaign, filters: ReportFilters(), on: connections[0])
    table.say("分部门导出 \(orders.count) 个工作簿 exporting workbooks …")
    var seconds: [[Double]] = [[], []]
    for _ in 0..<Self.rounds {
      for workers in 1...2 {
        let output = try AtomicFiles(folder: folder.appending(path: "departments").path(percentEncoded: false))
        defer { output.abandon() }
        let start = ContinuousClock.now
        _ = try await DepartmentWorkbooks.write(orders, terms, into: output, over: Array(connections.prefix(workers)))
        seconds[workers - 1].append((ContinuousClock.now - start).seconds)
      }
    }
    for connection in connections { await connection.close() }
    for (index, name) in ["一个 one worker", "两个 two workers"].enumerated() {
      table.add(
        "by-department \(orders.count) 个工作簿, \(name)", "\(Measurements.text(seconds[index].min() ?? 0)) s",
        "各轮 rounds \(seconds[index].map { Measurements.text($0) }.joined(separator: " "))")
    }
    // Meaningless where there is one core to share.
    guard ProcessInfo.processInfo.activeProcessorCount > 1 else { return }
    table.add(
      "by-department 两个比一个快 two against one",
      ratio: (seconds[0].min() ?? 0) / max(seconds[1].min() ?? 1, 1e-9), atLeast: 1.7)
  }
}
