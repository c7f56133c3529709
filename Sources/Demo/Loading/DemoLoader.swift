import Domain
import Foundation
public import PostgreSQL
public import Store

/// Puts generated applications into an empty database, as its owner: by COPY, a batch in memory at a time.
public struct DemoLoader: Sendable {
  let connection: Connection
  let attachments: ContentStore

  /// Applications in one batch.
  static let batch = 2_000

  /// A loader over a connection of the database's owner; pictures go into `attachments`.
  public init(connection: Connection, attachments: ContentStore) {
    self.connection = connection
    self.attachments = attachments
  }

  /// The domain over the same connection.
  public var store: ReviewStore { ReviewStore(connection: connection) }

  /// Whether the database has any application.
  public func isEmpty() async throws(DatabaseError) -> Bool {
    let rows = try await connection.query(
      "SELECT NOT EXISTS (SELECT FROM review.application) AS empty", name: "demo empty")
    return try rows[0].decode("empty")
  }

  /// Loads all that the generator makes, or nothing. The numbers of real applications go on behind those loaded.
  ///
  /// - Parameters:
  ///   - cluster: where the demo's staff are made with it; nil for a server of one's own.
  ///   - onProgress: hears how many applications are in, after each batch.
  /// - Throws: `databaseNotEmpty`, also where another program was faster.
  public func load(
    _ generator: DemoGenerator, staffOf cluster: PrivateCluster? = nil, onProgress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Int {
    let loaded = try await connection.allOrNothing {
      // Of two programs the second waits here, and then finds that the database is not empty.
      try await connection.execute("LOCK TABLE review.application IN SHARE ROW EXCLUSIVE MODE", name: "demo lock")
      let loaded = try await loadAll(of: generator, onProgress)
      if let cluster { try await DemoStaff.create(for: generator.profiles, in: store, of: cluster) }
      return loaded
    }
    try await connection.script("ANALYZE")
    return loaded
  }

  private func loadAll(of generator: DemoGenerator, _ onProgress: @Sendable (Int) -> Void) async throws -> Int {
    guard try await isEmpty() else { throw DemoFailure.databaseNotEmpty }
    let pool = try DemoPicturePool()
    for entry in pool.entries {
      _ = try attachments.add(entry.kind, file: pool.url(of: entry).path(percentEncoded: false))
    }
    var loaded = 0
    var serials: [ApplicationNumber] = []
    var plans = generator.makeIterator()
    // One batch is made while the one before goes in; more than that would only fill memory.
    var making = Self.nextBatch(of: &plans, &serials)
    while let batch = making {
      making = Self.nextBatch(of: &plans, &serials)
      let applications = await batch.value
      try Task.checkCancellation()
      try await insert(applications, of: generator, after: loaded, pool)
      loaded += applications.count
      onProgress(loaded)
    }
    try await finish(serials, generator.profiles)
    return loaded
  }

  /// Begins to make the next batch; nil after the last.
  private static func nextBatch(
    of plans: inout DemoGenerator.Iterator, _ serials: inout [ApplicationNumber]
  ) -> Task<[DemoApplication], Never>? {
    var batch: [DemoPlan] = []
    while batch.count < Self.batch, let plan = plans.nextPlan() {
      batch.append(plan)
      keepLast(plan.number, in: &serials)
    }
    guard !batch.isEmpty else { return nil }
    return Task { [batch] in batch.map { $0.application() } }
  }

  private func insert(
    _ applications: [DemoApplication], of generator: DemoGenerator, after loaded: Int, _ pool: DemoPicturePool
  ) async throws {
    guard !applications.isEmpty else { return }
    try await connection.transaction { transaction in
      try DemoBatch(applications: applications, firstID: loaded + 1, pool: pool, profiles: generator.profiles).insert(
        transaction)
    }
  }

  /// Identities and number series go on behind what was loaded; what forms look up is there; the planner learns it.
  private func finish(_ serials: [ApplicationNumber], _ profiles: [Profile]) async throws {
    try await connection.transaction { transaction in
      for table in ["applicant", "application", "decision", "note", "notification", "event"] {
        _ = try transaction.query(
          "SELECT setval(pg_get_serial_sequence('review.\(table)', 'id'), greatest((SELECT max(id) FROM review.\(table)), 1))",
          name: "demo identities")
      }
      for number in serials {
        let day = Day(year: number.year, month: 1, day: 1)
        _ = try transaction.query("SELECT review.number_take($1, $2, 0)", [number.letters, day], name: "demo series")
        _ = try transaction.query(
          "SELECT setval(('review.number_' || lower($1) || to_char($2::date, 'YY'))::regclass, $3)",
          [number.letters, day, number.serial], name: "demo series")
      }
      try Self.insertUnits(transaction)
      try Self.insertContacts(for: profiles, transaction)
    }
  }

  /// One entry a series, the highest serial of it.
  private static func keepLast(_ number: ApplicationNumber, in serials: inout [ApplicationNumber]) {
    if let index = serials.firstIndex(where: { $0.letters == number.letters && $0.year == number.year }) {
      if serials[index].serial < number.serial { serials[index] = number }
    } else {
      serials.append(number)
    }
  }
}

/// Why demo data were not loaded.
public enum DemoFailure: Error, Sendable, Hashable {
  /// Only an empty database takes demo data, so that nothing real is ever mixed with what was made up.
  case databaseNotEmpty
}
