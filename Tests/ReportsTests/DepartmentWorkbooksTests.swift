import Domain
import Foundation
import PostgreSQL
import Spreadsheet
import Synchronization
import TestSupport
import Testing

@testable import Reports

private struct TickRefusal: Error {}

/// One number that somebody else changes all the time.
private func tickReport(refusing refused: String? = nil) -> Report {
  let name = Text(zh: "数", en: "Tick")
  return Report(id: "tick", name: name, question: Text(zh: "？", en: "?"), title: name, dates: [.submitted]) {
    transaction, frame in
    if frame.tree.top.code == refused { throw TickRefusal() }
    try transaction.query("SELECT pg_sleep(0.02)")
    let n: Int = try transaction.query("SELECT n FROM public.tick")[0].decode("n")
    let table = ReportTable(
      id: "tick", title: name, columns: [ReportColumn("n", name, .count)], rows: [.detail("n", [.count(n)])])
    return ReportContent(
      sections: [.init(name: name, title: name, isSigned: false, blocks: [.table(table)])], notes: [])
  }
}

@Suite(.timeLimit(.minutes(30))) struct DepartmentWorkbooksTests {
  /// Lends a manager's connections to a database where a number grows without end.
  private func withTicks(
    _ body: @Sendable (_ connections: [Connection], _ ticks: Connection) async throws -> Void
  ) async throws {
    try await World.with { world in
      try await world.owner.script(
        "CREATE TABLE public.tick (n int); INSERT INTO public.tick VALUES (1); GRANT SELECT ON public.tick TO PUBLIC")
      var connections: [Connection] = []
      for _ in 0..<3 { connections.append(try await world.connect(.manager)) }
      let ticking = Task {
        let connection = try await world.database.connect()
        while !Task.isCancelled { try await connection.execute("UPDATE public.tick SET n = n + 1") }
        await connection.close()
      }
      let result: Result<Void, any Error>
      do { result = .success(try await body(connections, world.owner)) } catch { result = .failure(error) }
      ticking.cancel()
      _ = await ticking.result
      for connection in connections { await connection.close() }
      try result.get()
    }
  }

  private func terms(_ report: Report) -> DepartmentWorkbooks.Terms {
    .init(report: report, filters: ReportFilters(), catalogue: .bundled, maker: "张三", language: .zh)
  }

  private static func tick(_ file: String) async throws -> String? {
    let sheet = try await ReadBack.openpyxl(file)["数"]
    return sheet?.cells.values.first { $0.type == "n" }?.value
  }

  @Test func allAreOfOneMoment() async throws {
    let folder = try ReadBack.Folder()
    try await withTicks { connections, owner in
      let report = tickReport()
      let orders = try await DepartmentWorkbooks.orders(of: report, filters: ReportFilters(), on: connections[0])
      #expect(orders.count == 14)
      #expect(orders[0].file == "330100 杭州市财政局.xlsx")
      let before: Int = try await owner.query("SELECT n FROM public.tick")[0].decode("n")
      let output = try AtomicFiles(folder: folder.file("年终"))
      let heard = Mutex<[Int]>([])
      let results = try await DepartmentWorkbooks.write(orders, terms(report), into: output, over: connections) {
        progress in
        heard.withLock { $0.append(progress.done) }
      }
      // Nothing is seen before all are whole.
      #expect(try folder.names().allSatisfy { $0.hasPrefix(".") })
      try output.commit(orders.map(\.file), overwrite: false)
      let after: Int = try await owner.query("SELECT n FROM public.tick")[0].decode("n")

      #expect(try folder.names() == ["年终"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: output.path).sorted() == orders.map(\.file).sorted())
      #expect(results.map(\.file) == orders.map { output.path + "/" + $0.file })
      #expect(heard.withLock { $0.sorted() } == Array(1...14))
      #expect(Set(results.map(\.snapshotAt)).count == 1)
      var ticks: Set<String?> = []
      for result in results { ticks.insert(try await Self.tick(result.file)) }
      let tick = try #require(ticks.first.flatMap { $0 }.flatMap { Int($0) })
      #expect(ticks.count == 1)
      // The number did grow meanwhile.
      #expect(before <= tick && tick < after)
      for result in results { #expect(FileDigest(path: result.file)?.sha256 == result.sha256) }
    }
  }

  @Test func oneThatFailsStopsAll() async throws {
    let folder = try ReadBack.Folder()
    try await withTicks { connections, _ in
      let report = tickReport(refusing: "330106")
      let orders = try await DepartmentWorkbooks.orders(of: report, filters: ReportFilters(), on: connections[0])
      let output = try AtomicFiles(folder: folder.file("年终"))
      await #expect(throws: TickRefusal.self) {
        try await DepartmentWorkbooks.write(orders, terms(report), into: output, over: connections)
      }
      output.abandon()
      #expect(try folder.names() == [])
      // The connections are free for the next thing.
      for connection in connections {
        let one: Int = try await connection.query("SELECT 1 AS n")[0]["n"]
        #expect(one == 1)
      }
    }
  }

  @Test func cancellingLeavesNothing() async throws {
    let folder = try ReadBack.Folder()
    try await withTicks { connections, _ in
      let orders = try await DepartmentWorkbooks.orders(of: tickReport(), filters: ReportFilters(), on: connections[0])
      let output = try AtomicFiles(folder: folder.file("年终"))
      // Where the work is when it is cancelled hangs on no clock.
      await #expect(throws: (any Error).self) {
        try await DepartmentWorkbooks.write(orders, terms(tickReport()), into: output, over: connections) { progress in
          #expect(progress.done < 14)
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
      output.abandon()
      #expect(try folder.names() == [])
    }
  }
}
