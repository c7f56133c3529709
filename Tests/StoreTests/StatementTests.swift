import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Every statement of the store, found by running every call as whoever makes it.
///
/// A call whose SQL depends on its arguments is run once for each way. `Schema` is left out: every database of these tests is made by
/// it, and nearly all of it is `CREATE` and `COPY`; so is `Checkup`, which reads catalogs only: `CheckupTests` runs all of it;
/// and `Reconciliation`, which reads all there is: `ReconciliationTests` does.
@Suite struct StatementTests {
  @Test("every statement has a name, is run, takes what it is given and goes by an index")
  func statements() async throws {
    let sources = try StatementSources(module: "Store", without: "Schema", "Checkup", "Reconciliation")
    #expect(sources.problems == [])
    var names: Set<String> = []
    try await withCluster { cluster in
      let recorder = StatementRecorder()
      _ = try await recorder.record { try await cluster.start() }
      names.formUnion(recorder.statements.compactMap(\.name))
      var inspection = StatementInspection(wholeReads: [:])
      let problems = try await inspection.inspect(recorder.statements) { role in
        try await Connection.connect(
          try cluster.settings(user: role ?? PrivateCluster.superuser, database: "postgres"))
      }
      #expect(problems == [])
    }
    names.formUnion(try await sentByCalls())
    #expect(sources.missing(in: names) == [])
  }

  /// Makes and inspects all calls; answers the names of their statements.
  private func sentByCalls() async throws -> Set<String> {
    let recorder = StatementRecorder()
    try await World.with { world in
      // Plans depend on how much there is.
      try await world.load(5_000)
      try await world.owner.script(
        """
        INSERT INTO review.note (application_id, author, body)
          SELECT id, 'reviewer.1', '测试' FROM review.application;
        ANALYZE review.note
        """)
      try await recorder.record { try await StoreCalls(world: world).all() }
      let owner = try await world.owner.text("SELECT session_user::text")
      var inspection = StatementInspection(wholeReads: [:])
      let problems = try await inspection.inspect(recorder.statements) { role in
        try await world.database.connect(as: role == owner ? nil : role)
      }
      #expect(problems == [])
    }
    return Set(recorder.statements.compactMap(\.name))
  }

  /// Lends a private cluster that is not set up yet: its first statements are the superuser's, before there is a schema.
  private func withCluster(_ body: (PrivateCluster) async throws -> Void) async throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "statements-\(UUID().uuidString.prefix(8))")
    let cluster = PrivateCluster(stateDirectory: place, durable: false)
    try CleanUp.watch(cluster)
    let result: Result<Void, any Error>
    do { result = .success(try await body(cluster)) } catch { result = .failure(error) }
    try? await cluster.stop()
    for path in [cluster.root, cluster.socketDirectory] { try? FileManager.default.removeItem(atPath: path) }
    try result.get()
  }
}
