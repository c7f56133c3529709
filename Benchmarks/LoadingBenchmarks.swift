import Demo
import Domain
import Foundation
import PostgreSQL
import Store

/// Bulk loading into a throw-away cluster, and psql's \copy of the same rows into the same tables of a second one.
struct LoadingBenchmarks {
  static let archives = 200_000

  let folder: URL
  /// How many demo applications are loaded.
  var applications = 20_000

  func run(_ table: inout Measurements) async throws {
    table.say("建立两个临时数据库 making two throw-away clusters …")
    try await withCluster(at: folder.appending(path: "ours")) { ours in
      try await withCluster(at: folder.appending(path: "twin")) { twin in
        for cluster in [ours, twin] { try await prepare(cluster) }
        try await demo(&table, ours, twin)
        try await archives(&table, ours, twin)
      }
    }
  }

  private func prepare(_ cluster: PrivateCluster) async throws {
    _ = try await cluster.start()
    let connection = try await Connection.connect(try cluster.settings())
    _ = try await Migrator(reference: ReferenceData.bundled).migrate(connection)
    await connection.close()
  }

  private static let tables = [
    "applicant", "application", "submission", "attachment", "decision", "decision_reason", "note", "notification",
    "notification_attempt", "event",
  ]

  private func demo(_ table: inout Measurements, _ ours: PrivateCluster, _ twin: PrivateCluster) async throws {
    table.say("装入 \(applications) 份演示申报 loading demo applications …")
    let connection = try await Connection.connect(try ours.settings())
    let store = ContentStore(root: folder.appending(path: "attachments").path(percentEncoded: false))
    let generator = DemoGenerator(seed: 1, count: applications, today: DomainBenchmarks.today, catalogue: .bundled)
    let start = ContinuousClock.now
    _ = try await DemoLoader(connection: connection, attachments: store).load(generator)
    let taken = (ContinuousClock.now - start).seconds
    await connection.close()

    table.add("其间最大内存 peak memory", "\(peakMegabytes) MB")

    // The loader ends with ANALYZE, too.
    let best = try copy(Self.tables, from: ours, to: twin, then: Self.tables.map { "ANALYZE review.\($0)" })
    table.add(
      "装入 \(applications) 份演示申报 load demo applications", "\(Measurements.text(taken)) s",
      "\(Int(Double(applications) / taken)) 份/秒 a second")
    table.add(
      "同样的行 psql \\copy  the same rows", "\(Measurements.text(best)) s", "比值 ratio \(Measurements.text(taken / best))")
  }

  private var peakMegabytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
  }

  private func archives(_ table: inout Measurements, _ ours: PrivateCluster, _ twin: PrivateCluster) async throws {
    table.say("导入 \(Self.archives) 行档案 importing archives …")
    let file = folder.appending(path: "archives.csv")
    try ArchiveFixture(count: Self.archives).write(to: file)
    let connection = try await Connection.connect(try ours.settings())
    let importer = ArchiveImporter(
      store: ReviewStore(connection: connection), profiles: Profile.bundled, today: DomainBenchmarks.today, run: UUID())
    let start = ContinuousClock.now
    let progress = try await importer.run(file: file.path(percentEncoded: false)) { _, _ in }
    let taken = (ContinuousClock.now - start).seconds
    let again = ContinuousClock.now
    let second = try await importer.run(file: file.path(percentEncoded: false)) { _, _ in }
    let takenAgain = (ContinuousClock.now - again).seconds
    await connection.close()
    guard progress.added == Self.archives, second.unchanged == Self.archives else { throw Broken.archives(progress) }

    let best = try copy(["archive"], from: ours, to: twin)
    let rate = Double(Self.archives) / taken
    table.add(
      "导入 \(Self.archives) 行档案 import archives", "\(Measurements.text(taken)) s",
      "\(Int(rate)) 行/秒 a second; 一百万行 a million: \(Int(1e6 / rate)) s")
    table.add("再导入一次 again, unchanged", "\(Measurements.text(takenAgain)) s")
    table.add(
      "同样的行 psql \\copy  the same rows", "\(Measurements.text(best)) s", "比值 ratio \(Measurements.text(taken / best))")
  }

  private enum Broken: Error {
    case archives(ImportProgress)
    case psql(Int32)
  }

  /// Copies tables out of one cluster and, with the clock running, into the other, each in a psql of its own.
  private func copy(
    _ tables: [String], from: PrivateCluster, to: PrivateCluster, then: [String] = []
  ) throws -> Double {
    var out: [String] = []
    var into: [String] = []
    for name in tables {
      let columns = try psql(
        from, quiet: false,
        """
        SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = 'review.\(name)'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        """)
      let file = folder.appending(path: "\(name).copy").path(percentEncoded: false)
      out.append("\\copy review.\(name) (\(columns)) TO '\(file)'")
      into.append("\\copy review.\(name) (\(columns)) FROM '\(file)'")
    }
    try psql(from, out)
    let start = ContinuousClock.now
    try psql(to, ["BEGIN"] + into + ["COMMIT"] + then)
    return (ContinuousClock.now - start).seconds
  }

  private func psql(_ cluster: PrivateCluster, _ commands: [String]) throws {
    _ = try run(cluster, commands.flatMap { ["-c", $0] })
  }

  private func psql(_ cluster: PrivateCluster, quiet: Bool, _ query: String) throws -> String {
    try run(cluster, ["-At", "-c", query]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func run(_ cluster: PrivateCluster, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "PGHOST": cluster.socketDirectory, "PGPORT": "5432", "PGUSER": PrivateCluster.owner,
      "PGDATABASE": PrivateCluster.database, "PGPASSFILE": cluster.passwordFile.path(percentEncoded: false),
    ]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Broken.psql(process.terminationStatus) }
    return String(decoding: data, as: UTF8.self)
  }
}
