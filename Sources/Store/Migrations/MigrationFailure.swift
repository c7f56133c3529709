public import PostgreSQL

/// Why the schema cannot be brought, or left, where it is.
public enum MigrationFailure: Error, Sendable, Hashable {
  /// A migration's file, or their folder, cannot be read.
  case unreadable(file: String)
  /// The files' numbers are not 0001, 0002, 0003 …
  case misnumbered(names: [String])
  /// These were changed after they had been applied.
  case edited(names: [String])
  /// The database has had these, but the program has no such files.
  case missing(names: [String])
  /// The database is of a newer program, which applied these.
  case newer(names: [String])
  /// These are not applied, though later ones are.
  case skipped(names: [String])
  /// This migration failed, and was undone.
  case failed(name: String, DatabaseError)
  /// The reference data of this table failed, and with it all reference data was undone.
  case referenceFailed(table: String, DatabaseError)
  /// The database could not be asked.
  case database(DatabaseError)
}
