import PostgreSQL

/// Which program made the schema what it is: the row of `review.build`.
struct BuildRecord {
  let number: Int
  let admits: Int
  let files: String
  let reference: String

  private static let statement = "SELECT number, admits, files, reference FROM review.build"

  /// Nil where there is no such record: no schema yet, one of an earlier history, or none that this login may enter.
  static func find(_ connection: Connection) async throws(MigrationFailure) -> BuildRecord? {
    do throws(MigrationFailure) {
      return try await Migrator.ask(connection) { transaction in
        try BuildRecord(transaction.query(statement, name: "schema build").first)
      }
    } catch {
      switch error {
      case .database(let cause) where [SQLState.undefinedTable, SQLState.invalidSchemaName].contains(cause.sqlState):
        return nil
      case .notOwner, .notOwned, .lacksRight: return nil
      default: throw error
      }
    }
  }

  static func read(_ transaction: borrowing Transaction) throws(DatabaseError) -> BuildRecord? {
    guard try transaction.exists("review.build") else { return nil }
    return try BuildRecord(transaction.query(statement, name: "schema build").first)
  }

  init(number: Int, admits: Int, files: String, reference: String) {
    (self.number, self.admits, self.files, self.reference) = (number, admits, files, reference)
  }

  private init?(_ row: Row?) throws(DatabaseError) {
    guard let row else { return nil }
    self.init(
      number: try row.decode("number"), admits: try row.decode("admits"), files: try row.decode("files"),
      reference: try row.decode("reference"))
  }

  func write(_ transaction: borrowing Transaction) throws(DatabaseError) {
    try transaction.execute(
      """
      INSERT INTO review.build (number, admits, files, reference) VALUES ($1, $2, $3, $4)
      ON CONFLICT (id) DO UPDATE SET number = excluded.number, admits = excluded.admits, files = excluded.files,
        reference = excluded.reference, migrated_at = clock_timestamp()
      """, [number, admits, files, reference], name: "schema build")
  }
}

extension Transaction {
  /// Whether a table of this name is there.
  borrowing func exists(_ table: String) throws(DatabaseError) -> Bool {
    try query("SELECT to_regclass($1) IS NOT NULL AS found", [table], name: "table lookup")[0].decode("found")
  }
}
