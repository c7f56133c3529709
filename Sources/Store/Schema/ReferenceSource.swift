/// The rows that a program brings for tables, made only when they are needed: reading them takes longer than asking whether they are there.
public struct ReferenceSource: Sendable {
  /// Changes whenever the rows may have changed.
  public let checksum: String
  /// In the order in which they refer to each other.
  public let tables: @Sendable () -> [ReferenceTable]

  /// Rows, and what tells them from others.
  public init(checksum: String, tables: @escaping @Sendable () -> [ReferenceTable]) {
    self.checksum = checksum
    self.tables = tables
  }

  /// No rows.
  public static let none = ReferenceSource(checksum: "") { [] }
}
