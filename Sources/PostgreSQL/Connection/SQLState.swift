/// The SQLSTATEs that programs ask for by name (PostgreSQL manual, appendix A).
public enum SQLState {
  /// Not admitted: `pg_hba.conf` has no line for this connection, or the role may not log in. A wrong password is 28P01.
  public static let invalidAuthorization = "28000"
  /// The role may not do this.
  public static let insufficientPrivilege = "42501"
  /// A role cannot be a member of its own member.
  public static let invalidGrant = "0LP01"
  /// No such table.
  public static let undefinedTable = "42P01"
  /// No such function.
  public static let undefinedFunction = "42883"
  /// The name alone means several functions.
  public static let ambiguousFunction = "42725"
  /// CREATE OR REPLACE cannot make this of the function that is there.
  public static let invalidFunctionDefinition = "42P13"
  /// Others lean on what is to be dropped.
  public static let dependentObjects = "2BP01"
  /// No such schema.
  public static let invalidSchemaName = "3F000"
  /// No such database.
  public static let invalidCatalogName = "3D000"
  /// No room for the database's files.
  public static let diskFull = "53100"
  /// A lock could not be had at once (`NOWAIT`, `lock_timeout`).
  public static let lockNotAvailable = "55P03"
}
