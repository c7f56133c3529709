public import PostgreSQL

/// Why the private cluster cannot do what was asked.
public enum ClusterFailure: Error, Sendable, Hashable {
  /// No PostgreSQL server is installed, as far as was searched.
  case programsMissing(searched: [String], debianPackage: String)
  /// The data directory belongs to a major version that is not installed. `data` is 0 when it cannot be told.
  case versionMismatch(data: Int, installed: [Int], debianPackage: String)
  /// PostgreSQL refuses to run as root, and the OS has no such account to run it instead.
  case accountMissing(name: String)
  /// The server's account may not pass this directory on the way to its data.
  case directoryNotPassable(path: String, account: String)
  /// A directory or file cannot be made, read or written; `code` is errno.
  case fileUnusable(path: String, code: Int32)
  /// Somebody else owns this directory, or may enter it: a server socket there could be a trap.
  case directoryNotOurs(path: String)
  /// Another program has been starting or stopping the cluster for too long.
  case busy(lock: String)
  /// A program of PostgreSQL failed; `log` names the file that tells more, if there is one.
  case programFailed(program: String, message: String, log: String?)
  /// The server runs, but setting it up failed.
  case database(DatabaseError)
  /// The task was cancelled.
  case cancelled
}
