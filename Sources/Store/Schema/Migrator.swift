public import PostgreSQL
public import SQL

/// Brings the schema to the state of the program: numbered tables, functions, doors, then reference data.
///
/// All of it is one transaction under one advisory lock, so that any number of migrators may run at once and nothing is ever half done.
/// What has run is on record in `review.migration` (numbered files), `review.routine` (files that run again when they differ) and
/// `review.build` (which program made the schema what it is).
public struct Migrator: Sendable {
  /// What the program brings.
  public let files: SchemaFiles
  /// What is put in after the schema.
  public let reference: ReferenceSource

  /// The key of the advisory lock: "review", as digits of a telephone.
  static let lockKey: Int64 = 738_439

  /// The schema of the program, or another for a test.
  public init(_ files: SchemaFiles? = nil, reference: ReferenceSource = .none) throws(MigrationFailure) {
    if let files { self.files = files } else { self.files = try SchemaFiles.bundled() }
    self.reference = reference
  }

  /// What `migrate` did.
  public struct Outcome: Sendable, Hashable {
    /// Numbered files applied in this run, in order.
    public var tables: [String] = []
    /// Functions that were made, made anew or dropped, as `plan` names them.
    public var functions: [String] = []
    /// Whether rights, policies, triggers and views were made anew.
    public var doors = false
    /// Whether reference data were put in.
    public var reference = false
    /// Rows of reference data that were added, changed or removed, by table.
    public var changedRows: [String: Int] = [:]
    /// The number of the newer program whose schema this is and that admits this one; then nothing was changed. Nil otherwise.
    public var newerBuild: Int?

    /// What was done, as `plan` names it.
    public var steps: [String] { tables + functions + (doors ? ["doors"] : []) + (reference ? ["reference"] : []) }
  }

  /// A step of `migrate` that takes time.
  public enum Step: Sendable, Hashable {
    /// This numbered file runs.
    case table(String)
    /// So many functions are made anew.
    case functions(Int)
    /// Rights, policies, triggers and views are made anew.
    case doors
    /// The program's own data are put in.
    case reference
  }

  /// Whether the schema is what this program makes of it: one question to the server.
  public func isCurrent(_ connection: Connection) async throws(MigrationFailure) -> Bool {
    guard let made = try await BuildRecord.find(connection) else { return false }
    return made.number == files.build && made.files == files.checksum && made.reference == reference.checksum
  }

  /// Whether a program of this build may work with the schema that it finds; any login may ask. Without a schema there is nothing to refuse.
  ///
  /// - Throws: `.tooOld`.
  public static func checkAdmission(_ connection: Connection, build: Int = SQL.build) async throws(MigrationFailure) {
    guard let made = try await BuildRecord.find(connection), build < made.admits else { return }
    throw .tooOld(build: made.number, admits: made.admits)
  }

  /// The names of the steps that `migrate` would take: numbered files, functions, doors, reference data. Nothing is changed.
  ///
  /// - Throws: where `migrate` would refuse before its first change.
  public func plan(_ connection: Connection) async throws(MigrationFailure) -> [String] {
    try await Self.ask(connection) { transaction in
      try Self.refuseEncoding(transaction)
      let work = try SchemaWork(files, transaction)
      guard work.newerBuild == nil else { return [] }
      if !work.steps.isEmpty { try work.refuseOthers(transaction) }
      let isKnown = try BuildRecord.read(transaction)?.reference == reference.checksum
      return work.steps + (isKnown ? [] : ["reference"])
    }
  }

  /// Applies what is missing. The role that owns the schema, at first the connection's, owns everything.
  ///
  /// - Parameters:
  ///   - trusts: whether nothing is looked at where the records say that nothing is to be done; for every start, which must be quick.
  ///   - repairs: whether all functions and doors are made anew, whatever the records say: what was changed by hand is right again.
  ///   - onProgress: hears of each step before it runs.
  /// - Throws: `.locked` after a second or two where somebody holds what is needed; nothing is changed then.
  public func migrate(
    _ connection: Connection, trusts: Bool = true, repairs: Bool = false,
    onProgress: @Sendable (Step) -> Void = { _ in }
  ) async throws(MigrationFailure) -> Outcome {
    if trusts, !repairs {
      if try await isCurrent(connection) { return Outcome() }
    } else {
      try await Self.ask(connection) { _ in }
    }
    return try await Self.naming(connection) {
      try await connection.transaction { transaction in try apply(transaction, repairs: repairs, onProgress) }
    }
  }

  private func apply(
    _ transaction: borrowing Transaction, repairs: Bool, _ onProgress: (Step) -> Void
  ) throws -> Outcome {
    try enter(transaction)
    var work = try SchemaWork(files, transaction)
    var outcome = Outcome()
    if let newer = work.newerBuild {
      outcome.newerBuild = newer
      return outcome
    }
    if repairs { work.repeatAll() }
    try work.run(transaction, &outcome, onProgress)
    let made = try BuildRecord.read(transaction)
    if repairs || made?.reference != reference.checksum {
      onProgress(.reference)
      outcome.reference = true
      for table in reference.tables() {
        do throws(DatabaseError) {
          let changed = try table.upsert(transaction)
          outcome.changedRows[table.name] = changed
          if changed > 0, let statement = table.afterwards {
            _ = try transaction.query(statement, name: "reference \(table.name)")
          }
        } catch {
          throw error.isOfTheMoment ? .database(error) : MigrationFailure.referenceFailed(table: table.name, error)
        }
      }
    }
    try BuildRecord(number: files.build, admits: files.admits, files: files.checksum, reference: reference.checksum)
      .write(transaction)
    return outcome
  }

  /// Takes the lock, waiting for a second and a half at most as for every lock after it, and becomes the owner where the login is a member of the owner.
  func enter(_ transaction: borrowing Transaction) throws {
    try Self.limit(transaction)
    try Self.refuseEncoding(transaction)
    _ = try transaction.query("SELECT pg_advisory_xact_lock($1)", [Self.lockKey], name: "migration lock")
    let owner = try transaction.query(
      """
      SELECT quote_ident(r.rolname) AS owner FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
      WHERE n.nspname = 'review' AND r.rolname <> current_user AND pg_has_role(current_user, r.oid, 'MEMBER')
      """, name: "schema owner"
    ).first
    if let owner { try transaction.script("SET LOCAL ROLE \(try owner.decode("owner", as: String.self))") }
  }
}

extension DatabaseError {
  /// Whether it came of the moment (a lock, a limit, a full disk, a lost connection, somebody else's change), and not of what the statement
  /// says.
  var isOfTheMoment: Bool {
    guard let sqlState else { return kind == .connectionLost || kind == .cancelled || kind == .unavailable }
    return sqlState == SQLState.lockNotAvailable || ["08", "40", "53", "57", "58", "XX"].contains(sqlState.prefix(2))
  }
}
