import Domain
import Foundation
import PostgreSQL
import Reports
import Store

/// Every report of a province that has a million applications, beside psql that reads the same rows and counts them. The cluster is
/// loaded once and kept.
struct ReportBenchmarks {
  static let goal = 2000.0
  static let rounds = 3

  /// Where the cluster lies.
  let folder: URL

  func run(_ table: inout Measurements) async throws {
    try await withCluster(at: folder, isKept: true) { cluster in
      try await prepare(&table, cluster)
      try await measure(&table, cluster)
    }
  }

  private func prepare(_ table: inout Measurements, _ cluster: PrivateCluster) async throws {
    _ = try await cluster.start()
    let owner = try await Connection.connect(try cluster.settings())
    _ = try await Migrator(reference: ReferenceData.bundled).migrate(owner)
    let found: Int = try await owner.query("SELECT count(*) AS n FROM review.application", name: "bench found")[0]
      .decode("n")
    if found != MillionApplications.count {
      guard found == 0 else { throw Broken.other(folder.path(percentEncoded: false), found) }
      table.say("装入 \(MillionApplications.count) 份申报，只此一次 loading applications, this once …")
      try await owner.script("BEGIN; SET LOCAL work_mem = '256MB'; \(MillionApplications.statements); COMMIT")
      try await owner.script("VACUUM ANALYZE")
    }
    let (name, store) = (Self.manager, ReviewStore(connection: owner))
    if try await !store.staff().contains(where: { $0.name == name }) {
      let password = try await cluster.passwordToBe(user: name).password
      _ = try await store.addStaff(
        name, role: "manager", department: MillionApplications.province, displayName: "测试", password: password,
        adopt: true)
    }
    await owner.close()
  }

  private static let manager = "manager.\(MillionApplications.province)"

  private func measure(_ table: inout Measurements, _ cluster: PrivateCluster) async throws {
    let connection = try await Connection.connect(try cluster.settings(user: Self.manager))
    for report in Report.all {
      var seconds: [Double] = []
      var plain: [Double] = []
      for _ in 0..<Self.rounds {
        plain.append(try read(Self.rows[report.id] ?? Self.rows.values.flatMap { $0 }, cluster))
        let start = ContinuousClock.now
        _ = try await report.compute(on: connection, filters: ReportFilters(), catalogue: .bundled)
        seconds.append((ContinuousClock.now - start).seconds)
      }
      let (best, reading) = (seconds.min() ?? 0, plain.min() ?? 1)
      let what = "\(report.name.zh) \(report.id)"
      // Many reports in one, which nobody waits for at the screen.
      if report.id == Report.campaign.id {
        table.add(what, "\(Measurements.text(best)) s")
      } else {
        table.add(what, milliseconds: best * 1000, under: Self.goal)
      }
      table.add(
        "  psql 读同样的行 reads the same rows", "\(Measurements.text(reading)) s",
        "比值 ratio \(Measurements.text(best / reading))")
    }
    await connection.close()
  }

  /// Which rows each report counts.
  private static let rows = [
    "summary": ["application", "decision_reason"],
    "backlog": ["application WHERE state IN ('submitted', 'in_review')"],
    "turnaround": ["decision", steps, "application WHERE state = 'approved'"],
    "workload": ["decision", steps],
    "reasons": ["decision WHERE outcome = 'returned'", "decision_reason", "application"],
    "structure": ["application WHERE state = 'approved'"],
    "flow": ["decision", steps],
    "notifications": ["notification"],
  ]
  private static let steps = "event WHERE action IN ('submitted', 'withdrawn', 'reopened', 'transferred', 'due_moved')"

  /// Seconds in which psql, started before, has these rows counted, each looked at whole.
  private func read(_ rows: [String], _ cluster: PrivateCluster) throws -> Double {
    let counts = Set(rows).sorted().flatMap {
      ["-c", "SELECT count(t) FROM review.\($0.replacing(/^\w+/) { "\($0.output) t" })"]
    }
    let start = ContinuousClock.now
    _ = try Tool.run("/usr/bin/psql", ["-X", "-q", cluster.url()] + counts)
    return (ContinuousClock.now - start).seconds
  }

  enum Broken: Error {
    /// Something else lies there.
    case other(String, Int)
  }
}
