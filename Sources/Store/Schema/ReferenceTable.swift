public import PostgreSQL

/// Rows that the program brings for a table: added where missing, changed where different.
public struct ReferenceTable: Sendable {
  /// The table's name within schema `review`.
  public let name: String
  /// The columns that the rows fill, in order; columns not named keep their default or what they have.
  public let columns: [String]
  /// The columns of a unique constraint, by which a row is recognised.
  public let key: [String]
  /// One value a column; nil is NULL.
  public let rows: [[(any SQLEncodable)?]]
  /// Whether rows that are not listed are removed. False where other rows may refer to them.
  public let removesOthers: Bool
  /// How a table is shared with rows of somebody else; nil = all of it is the program's.
  public let sharing: Sharing?
  /// A statement for a migration that changed some row.
  public let afterwards: String?

  /// Which rows of a table are the program's: two conditions in SQL.
  public struct Sharing: Sendable {
    /// On a row of the table, `existing`: whether it is the program's; others are neither changed nor removed.
    public let ours: String
    /// On a row of the program, `given`: whether it stays out, because something else stands for it.
    public let yields: String

    /// Rows by who brought them.
    public init(ours: String, yields: String) { (self.ours, self.yields) = (ours, yields) }
  }

  /// Rows for a table.
  public init(
    _ name: String, columns: [String], key: [String], rows: [[(any SQLEncodable)?]], removesOthers: Bool = false,
    sharing: Sharing? = nil, afterwards: String? = nil
  ) {
    self.name = name
    self.columns = columns
    self.key = key
    self.rows = rows
    self.removesOthers = removesOthers
    self.sharing = sharing
    self.afterwards = afterwards
  }

  /// Through a temporary table, so that thousands of rows are one COPY and two statements; returns how many rows
  /// changed. A row that is the same already is not touched.
  func upsert(_ transaction: borrowing Transaction) throws(DatabaseError) -> Int {
    let table = "review.\(SQLIdentifier(name))"
    let given = "\(SQLIdentifier("reference_\(name)"))"
    let list = SQLIdentifier.list(columns)
    let statement = "reference \(name)"
    try transaction.script(
      "CREATE TEMPORARY TABLE \(given) ON COMMIT DROP AS SELECT \(list) FROM \(table) WITH NO DATA", name: statement)
    do {
      try transaction.copyIn("COPY \(given) (\(list)) FROM STDIN", name: statement) { writer in
        for row in rows { try writer.write(row) }
      }
    } catch { throw error as? DatabaseError ?? DatabaseError(kind: .misuse, message: "\(type(of: error))") }
    if let sharing {
      try transaction.execute("DELETE FROM \(given) AS given WHERE \(sharing.yields)", name: statement)
    }
    let isOurs = sharing.map { "AND \($0.ours)" } ?? ""
    let keys = key.map { "\(SQLIdentifier($0))" }
    let others = columns.filter { !key.contains($0) }.map { "\(SQLIdentifier($0))" }
    let update =
      others.isEmpty
      ? "DO NOTHING"
      : """
      DO UPDATE SET \(others.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
      WHERE (\(others.map { "existing.\($0)" }.joined(separator: ", ")))
        IS DISTINCT FROM (\(others.map { "excluded.\($0)" }.joined(separator: ", "))) \(isOurs)
      """
    var changed = try transaction.execute(
      """
      INSERT INTO \(table) AS existing (\(list)) SELECT \(list) FROM \(given)
      ON CONFLICT (\(keys.joined(separator: ", "))) \(update)
      """, name: statement)
    if removesOthers {
      let match = keys.map { "given.\($0) = existing.\($0)" }.joined(separator: " AND ")
      changed += try transaction.execute(
        "DELETE FROM \(table) AS existing WHERE NOT EXISTS (SELECT FROM \(given) AS given WHERE \(match)) \(isOurs)",
        name: statement)
    }
    // The same table may come again in this transaction.
    try transaction.script("DROP TABLE \(given)", name: statement)
    return changed
  }
}
