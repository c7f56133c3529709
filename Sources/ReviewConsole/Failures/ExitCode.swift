/// How the program ends; the numbers are documented and kept.
enum ExitCode: Int32, Sendable {
  /// Everything asked for was done.
  case done = 0
  /// A command was refused or failed.
  case failed = 1
  /// The database could not be reached, or the connection was lost.
  case noConnection = 2
  /// A script stopped at an error.
  case scriptStopped = 3
  /// The member of staff may not do this.
  case notPermitted = 4
  /// The command line or a command was written wrongly (EX_USAGE of sysexits.h).
  case usage = 64
}
