import Domain
import Foundation
import PostgreSQL
import Reports
import Store

/// The ledger of a million rows and twelve columns beside a program in C that writes the same cells, turn by turn, and beside Python's
/// XlsxWriter on a part of them.
struct LedgerBenchmarks {
  static let rows = 1_000_000
  static let rowsForPython = 100_000

  let folder: URL
  /// `Twins/ledger.c`, compiled.
  let twin: String
  /// A Python that has psycopg and XlsxWriter, and `Twins/ledger.py`; nil where there is none.
  let python: String?
  let script: String?

  static let statement = """
    SELECT number, department_code, state, revision, submitted_at, due_on, decided_at, warnings, id_number, phone, unit, school
    FROM bench_ledger ORDER BY number
    """
  private static let states = [
    "submitted": Text(zh: "待审核", en: ""), "in_review": Text(zh: "审核中", en: ""),
    "approved": Text(zh: "审核通过", en: ""), "returned": Text(zh: "审核退回", en: ""),
  ]
  private static let columns = [
    LedgerColumn("number", Text(zh: "申报号", en: ""), .text, ""),
    LedgerColumn("department_code", Text(zh: "部门编码", en: ""), .text, ""),
    LedgerColumn("state", Text(zh: "状态", en: ""), .names(states), ""),
    LedgerColumn("revision", Text(zh: "版本", en: ""), .integer, ""),
    LedgerColumn("submitted_at", Text(zh: "最近提交", en: ""), .instant, ""),
    LedgerColumn("due_on", Text(zh: "审核期限", en: ""), .day, ""),
    LedgerColumn("decided_at", Text(zh: "办结时间", en: ""), .instant, ""),
    LedgerColumn("warnings", Text(zh: "系统提示", en: ""), .integer, ""),
    LedgerColumn("id_number", Text(zh: "证件号码", en: ""), .text, ""),
    LedgerColumn("phone", Text(zh: "手机号码", en: ""), .text, ""),
    LedgerColumn("unit", Text(zh: "单位名称", en: ""), .text, ""),
    LedgerColumn("school", Text(zh: "毕业学校", en: ""), .text, ""),
  ]
  private static let table = """
    CREATE UNLOGGED TABLE bench_ledger AS
      SELECT 'ZJ26-' || lpad(i::text, 7, '0') || '-' || chr(65 + (i % 26)::integer) AS number, (330102 + i % 13)::text AS department_code,
        (ARRAY['submitted', 'in_review', 'approved', 'approved', 'approved', 'returned'])[1 + i % 6] AS state, 1 + i % 3 AS revision,
        1769300000 + i * 25 AS submitted_at, date '2026-01-25' + (i % 300)::integer AS due_on,
        CASE WHEN i % 6 > 1 THEN 1769400000 + i * 25 END AS decided_at, i % 2 AS warnings,
        '330102********' || lpad((i % 10000)::text, 4, '0') AS id_number, '139****' || lpad((i % 10000)::text, 4, '0') AS phone,
        '样例' || (i % 5000) || '号信息技术（杭州）有限公司' AS unit, '样例财经大学' || (i % 100) AS school
      FROM generate_series(1, \(rows)) i;
    ALTER TABLE bench_ledger ADD PRIMARY KEY (number);
    VACUUM ANALYZE bench_ledger
    """

  func run(_ table: inout Measurements) async throws {
    table.say("准备 \(Self.rows) 行台账 making the ledger's rows …")
    try await withCluster(at: folder.appending(path: "ledger")) { cluster in
      let owner = try await Connection.connect(try await cluster.start())
      for statement in Self.table.split(separator: ";\n") { try await owner.script(String(statement)) }
      await owner.close()
      try measure(&table, cluster)
    }
  }

  private func measure(_ table: inout Measurements, _ cluster: PrivateCluster) throws {
    let info = Self.connectionInfo(cluster)
    let (mine, theirs) = (folder.appending(path: "ours.xlsx").path, folder.appending(path: "twin.xlsx").path)
    var ours: [(seconds: Double, kibibytes: Int)] = []
    var best: [(seconds: Double, kibibytes: Int)] = []
    for _ in 0..<3 {
      best.append(try write(twin, [info, Self.statement, theirs]))
      ours.append(try write(CommandLine.arguments[0], ["write-ledger", info, mine]))
    }
    let (own, twin) = (ours.map(\.seconds).min() ?? 0, best.map(\.seconds).min() ?? 1)
    table.add(
      "台账 ledger of \(Self.rows) × \(Self.columns.count)", "\(Measurements.text(own)) s",
      "各轮 rounds \(ours.map { Measurements.text($0.seconds) }.joined(separator: " "))")
    table.add(
      "同样的单元格，C 程序 the same cells in C", "\(Measurements.text(twin)) s",
      "各轮 rounds \(best.map { Measurements.text($0.seconds) }.joined(separator: " "))")
    table.add("台账 : C", ratio: own / twin, atMost: 1.05)
    table.add(
      "台账最大内存 the ledger's peak memory", megabytes: Double(ours.map(\.kibibytes).max() ?? 0) / 1024, under: 64)
    guard let python, let script else { return }
    let slow = try writeInPython(python, script, cluster)
    table.add(
      "Python XlsxWriter，\(Self.rowsForPython) 行 rows", "\(Measurements.text(slow)) s",
      "\(Int(Double(Self.rowsForPython) / slow)) 行/秒 rows a second")
    let factor = slow / Double(Self.rowsForPython) * Double(Self.rows)
    table.say("C : Python，每行 a row  \(Measurements.text(factor / twin))")
    table.add(
      "台账 : Python，每行 a row", ratio: factor / own, atLeast: 8)
  }

  private func write(_ program: String, _ arguments: [String]) throws -> (seconds: Double, kibibytes: Int) {
    let start = ContinuousClock.now
    let words = try Tool.run(program, arguments).split(whereSeparator: \.isWhitespace)
    let seconds = (ContinuousClock.now - start).seconds
    guard words.count == 3, Int(words[0]) == Self.rows, let kibibytes = Int(words[2]) else { throw Broken.rows }
    return (seconds, kibibytes)
  }

  private func writeInPython(_ python: String, _ script: String, _ cluster: PrivateCluster) throws -> Double {
    let start = ContinuousClock.now
    let rows = try Tool.run(
      python,
      [
        script, Self.connectionInfo(cluster), "\(Self.statement) LIMIT \(Self.rowsForPython)",
        folder.appending(path: "python.xlsx").path,
      ])
    guard rows == "\(Self.rowsForPython)\n" else { throw Broken.rows }
    return (ContinuousClock.now - start).seconds
  }

  private static func connectionInfo(_ cluster: PrivateCluster) -> String {
    "host='\(cluster.socketDirectory)' port=5432 user=review_owner dbname=\(PrivateCluster.database) "
      + "passfile='\(cluster.passwordFile.path(percentEncoded: false))'"
  }

  /// Writes the ledger when this is the process that is measured; false when it is not.
  static func isChild() async -> Bool {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, arguments[1] == "write-ledger" else { return false }
    do {
      let connection = try await Connection.connect(try ConnectionSettings(url: arguments[2]))
      let result = try await Ledger.write(columns, of: statement, by: .bundled, on: connection, to: arguments[3])
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
      print("\(result.rows) rows \(peak.filter(\.isNumber))")
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
    return true
  }

  enum Broken: Error { case rows }
}
