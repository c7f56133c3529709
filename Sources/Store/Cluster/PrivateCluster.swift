import Crypto
public import Foundation
public import PostgreSQL

/// A PostgreSQL server of one's own, for when no database is configured.
///
/// It lives in a state directory, speaks on a Unix socket only, asks everybody for a password (SCRAM), and outlives the
/// program that started it. Layout of the state directory: `data/` (the server's), `passwords` (0600, libpq's format),
/// `ready` (set-up is complete), `lock`.
public struct PrivateCluster: Sendable {
  /// Where everything is kept; made on first use.
  public let stateDirectory: URL
  /// Whether commits survive a power failure. False only for tests.
  public let isDurable: Bool
  let environment: [String: String]

  /// The role that owns the database: may log in and make roles, is no superuser.
  public static let owner = "review_owner"
  /// The database.
  public static let database = "review"
  /// Of the socket's file name only: nothing listens on the network.
  static let port = 5432
  static let superuser = "postgres"

  /// A cluster in `stateDirectory`, or in the default place when nil.
  public init(
    stateDirectory: URL? = nil, durable: Bool = true,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.stateDirectory = stateDirectory ?? Self.defaultStateDirectory(environment)
    isDurable = durable
    self.environment = environment
  }

  /// `$REVIEW_STATE_DIR`; for root `/var/lib/review-console`, because the server's account must be able to pass every
  /// directory above its data; else `$XDG_STATE_HOME/review-console`, else `~/.local/state/review-console`.
  public static func defaultStateDirectory(_ environment: [String: String]) -> URL {
    if let chosen = environment["REVIEW_STATE_DIR"], !chosen.isEmpty { return URL(filePath: chosen) }
    if geteuid() == 0 { return URL(filePath: "/var/lib/review-console") }
    if let xdg = environment["XDG_STATE_HOME"], xdg.hasPrefix("/") {
      return URL(filePath: xdg).appending(path: "review-console")
    }
    return FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/state/review-console")
  }

  /// What the cluster does now.
  public enum Status: Sendable, Hashable {
    /// Nothing was set up yet.
    case absent
    /// Set up, not running.
    case stopped
    /// Between stopped and running, or the other way.
    case changing
    /// Accepts connections; the number is the server's process.
    case running(process: Int32)
  }

  /// What the cluster does now, from its files; nothing is changed.
  public func status() -> Status {
    if let server = ServerProcess(dataDirectory: data) {
      return server.isReady ? .running(process: server.process) : .changing
    }
    return FileStatus(data) == nil ? .absent : .stopped
  }

  /// How to connect as `user` (the owner unless named); the password comes from the cluster's file by itself.
  public func settings(user: String = PrivateCluster.owner) throws(ClusterFailure) -> ConnectionSettings {
    try settings(user: user, database: Self.database)
  }

  func settings(user: String, database: String) throws(ClusterFailure) -> ConnectionSettings {
    do {
      return try ConnectionSettings(
        url: "",
        overrides: [
          "host": socketDirectory, "port": "\(Self.port)", "user": user, "dbname": database,
          "passfile": passwords.path,
        ])
    } catch { throw .database(error) }
  }

  /// The same for psql and other programs. It names the password file, not the password.
  public func url(user: String = PrivateCluster.owner) -> String {
    func encoded(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~")))
        ?? text
    }
    return "postgresql://\(encoded(user))@/\(Self.database)?host=\(encoded(socketDirectory))&port=\(Self.port)"
      + "&passfile=\(encoded(passwords.path))"
  }

  /// Remembers the password of a role, so that `settings(user:)` can use it.
  public func addPassword(user: String, password: String) async throws(ClusterFailure) {
    try makeStateDirectory()
    let lock = try await lock()
    try passwords.set(password, user: user)
    _ = consume lock
  }

  /// The password of a role that is about to be made: it is remembered before the role is there, so that none is ever made whose password
  /// nobody knows. The one that is remembered already, where there is one.
  public func passwordToBe(user: String) async throws(ClusterFailure) -> (password: String, isNew: Bool) {
    try makeStateDirectory()
    let lock = try await lock()
    let known = try passwords.password(user: user)
    let password = known ?? PasswordFile.generate()
    if known == nil { try passwords.set(password, user: user) }
    _ = consume lock
    return (password, known == nil)
  }

  /// The file with the passwords, in libpq's format.
  public var passwordFile: URL { URL(filePath: passwords.path) }

  // MARK: Places

  var root: String { stateDirectory.path(percentEncoded: false).trimmingTrailingSlash }
  var data: String { root + "/data" }
  var passwords: PasswordFile { PasswordFile(path: root + "/passwords") }
  /// Present when roles and database are there.
  var readyMark: String { root + "/ready" }
  /// What the server said before its own log began.
  var startLog: String { data + "/start.log" }

  /// The directory of the server's socket, outside the state directory: short whatever that is, because a socket's path
  /// holds at most 107 bytes.
  public var socketDirectory: String {
    let name = SHA256.hash(data: Data("\(geteuid()) \(ServerProcess.canonical(root))".utf8))
    let short = name.prefix(6).hexadecimal
    let isRunWritable = unsafe access("/run", W_OK) == 0
    return "\(geteuid() == 0 && isRunWritable ? "/run" : "/tmp")/review-console-\(short)"
  }

  func lock() async throws(ClusterFailure) -> FileLock {
    try await FileLock.acquire(root + "/lock", patience: .seconds(120))
  }
}

extension String {
  var trimmingTrailingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
