public import PostgreSQL

/// Why the schema cannot be brought, or left, where it is.
public enum MigrationFailure: Error, Sendable, Hashable {
  /// A file of the schema cannot be read.
  case unreadable(file: String)
  /// The files' numbers are not 0001, 0002, 0003 …
  case misnumbered(names: [String])
  /// Several files declare a function of this name.
  case duplicate(names: [String])
  /// These were changed after they had been applied.
  case edited(names: [String])
  /// The database has had these, but the program has no such files.
  case missing(names: [String])
  /// The database is of a newer program, which applied these.
  case newer(names: [String])
  /// These are not applied, though later ones are.
  case skipped(names: [String])
  /// The database is of an earlier history that is not complete: it has had `last` at last and not those of these numbers, and must have had
  /// `needed` and all before it.
  case incompleteHistory(last: String, missing: [Int], needed: String)
  /// The database is of a newer program (`build`) that admits only programs from `admits` on.
  case tooOld(build: Int, admits: Int)
  /// Functions in the schema that no file declares: made by hand, or overloads.
  case undeclared(functions: [String])
  /// Views or foreign tables in the schema that no door made; nothing was changed.
  case strangeViews([String])
  /// Files made these beside the function of their own name.
  case madeBeside(functions: [String])
  /// The file makes no function of its own name.
  case misnamed(file: String)
  /// Functions that everybody may call, though no file says so.
  case open(functions: [String])
  /// A function's body does not fit the schema; the migration was undone.
  case broken(function: String, reason: String)
  /// This step failed, and all was undone.
  case failed(name: String, DatabaseError)
  /// The reference data of this table failed, and all was undone.
  case referenceFailed(table: String, DatabaseError)
  /// Somebody holds what the migration needs; nothing was changed. Empty when it could not be seen who.
  case locked(by: [LockHolder])
  /// The file ends or begins a transaction by itself, so that what fails behind it could not be undone; it did not run.
  case endsTransaction(file: String)
  /// The database's encoding is this one and not UTF8; nothing was changed.
  case wrongEncoding(String)
  /// What others made outside the schema leans on what is to be dropped or made anew; nothing was changed.
  case leanedOn(by: [String])
  /// Objects of the schema that are not its owner's: the commands that would make them his. Nothing was changed.
  case notOwned(commands: [String])
  /// The login is neither the owner of the schema, who is this one, nor a member of his.
  case notOwner(owner: String)
  /// The owner lacks a right that is not one of the schema: the server's words, and the commands that would give it. Nothing was changed.
  case lacksRight(name: String, DatabaseError, commands: [String])
  /// These functions are declared and made, and are not there at the end: a file behind them took them away. All was undone.
  case lost(functions: [String])
  /// The server is a copy that only reads.
  case standby
  /// The database could not be asked.
  case database(DatabaseError)
}
