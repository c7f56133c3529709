import Foundation
import Glibc
public import PostgreSQL

extension PrivateCluster {
  /// Sets the cluster up on first use, starts it unless it runs, and says how to connect as the owner.
  ///
  /// Running already costs under a millisecond. Two programs that start it at once wait for each other. A cluster that
  /// crashed recovers by itself.
  @discardableResult
  public func start() async throws(ClusterFailure) -> ConnectionSettings {
    if isUp { return try settings() }
    let account = try ServerAccount.current()
    try makeStateDirectory()
    if let obstacle = account.obstacle(onTheWayTo: root + "/data/base") {
      // The data directory itself is the account's own as soon as it exists.
      if obstacle != data { throw .directoryNotPassable(path: obstacle, account: account.name) }
    }
    let lock = try await lock()
    if !isUp { try await startLocked(account) }
    _ = consume lock
    return try settings()
  }

  /// Stops the server, ending its connections; nothing happens when it does not run.
  public func stop() async throws(ClusterFailure) {
    guard FileStatus(data) != nil else { return }
    let account = try ServerAccount.current()
    let lock = try await lock()
    try await stopLocked(account)
    _ = consume lock
  }

  /// Stops the server and removes everything that the cluster has put in the state directory.
  public func destroy() async throws(ClusterFailure) {
    guard FileStatus(root) != nil else { return }
    let account = try ServerAccount.current()
    let lock = try await lock()
    // Without programs of its version the server cannot run either; its data goes all the same.
    if ServerProcess(dataDirectory: data) != nil { try await stopLocked(account) }
    for path in [data, newData, readyMark, passwords.path, socketDirectory] where FileStatus(path) != nil {
      do { try FileManager.default.removeItem(atPath: path) } catch { throw .fileUnusable(path: path, code: errno) }
    }
    _ = consume lock
  }

  private var isUp: Bool {
    guard FileStatus(readyMark) != nil, let server = ServerProcess(dataDirectory: data) else { return false }
    return server.isReady && server.socketDirectory == socketDirectory
  }

  private func startLocked(_ account: ServerAccount) async throws(ClusterFailure) {
    let programs = try ServerPrograms.choose(environment, data: dataVersion)
    if dataVersion == nil { try await initialize(programs, account) }
    if let server = ServerProcess(dataDirectory: data), !server.isReady || server.socketDirectory != socketDirectory {
      // Its socket is gone (a cleaner of /tmp), or it is on its way up or down: begin anew.
      try await stopLocked(account)
    }
    if ServerProcess(dataDirectory: data) == nil {
      try await clearCrash()
      try makeSocketDirectory(account)
      try PrivateFile.write(configuration, to: data + "/review-console.conf", owner: account)
      // pg_ctl hands both paths to a shell, in double quotes that it does not protect: what would end or change them goes
      // as a relative path.
      let isPlain = !data.contains { "\"$`\\".contains($0) }
      try await run(
        "pg_ctl",
        ["start", "-D", isPlain ? data : ".", "-l", isPlain ? startLog : "start.log", "-w", "-t", "120", "-s"],
        programs,
        account, log: startLog, in: data)
    }
    if FileStatus(readyMark) == nil { try await setUp() }
  }

  private func stopLocked(_ account: ServerAccount) async throws(ClusterFailure) {
    guard ServerProcess(dataDirectory: data) != nil else { return }
    let programs = try ServerPrograms.choose(environment, data: dataVersion)
    let mode = isDurable ? "fast" : "immediate"
    try await run(
      "pg_ctl", ["stop", "-D", data, "-m", mode, "-w", "-t", "120", "-s"], programs, account, log: startLog)
  }

  /// After a crash: waits until the last process of the old server is gone, and removes its lock file when the number
  /// in it has become somebody else's (the server itself would take that for a running server).
  private func clearCrash() async throws(ClusterFailure) {
    guard ServerProcess.hasLockFile(data) else { return }
    for _ in 0..<500 where !ServerProcess.remaining(dataDirectory: data).isEmpty {
      guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { throw .cancelled }
    }
    guard ServerProcess.remaining(dataDirectory: data).isEmpty else { return }
    // The socket's lock names the old server too, whose number may be somebody else's by now, or that of a dead process which
    // nobody has collected yet. The directory is this cluster's alone.
    for stale in [
      data + "/postmaster.pid", "\(socketDirectory)/.s.PGSQL.\(Self.port).lock",
      "\(socketDirectory)/.s.PGSQL.\(Self.port)",
    ] {
      unsafe unlink(stale)
    }
  }

  /// The major version that made the data; nil when there is no data yet, 0 when it does not say.
  var dataVersion: Int? {
    guard FileStatus(data) != nil else { return nil }
    let text = FileManager.default.contents(atPath: data + "/PG_VERSION").map { String(decoding: $0, as: UTF8.self) }
    return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
  }

  private var configuration: String {
    let durability = isDurable ? "on" : "off"
    var lines = [
      "# Written at each start; changes belong in postgresql.auto.conf (ALTER SYSTEM), which wins.",
      "listen_addresses = ''",
      "port = \(Self.port)",
      "unix_socket_directories = '\(socketDirectory)'",
      "unix_socket_permissions = 0700",
      "password_encryption = 'scram-sha-256'",
      "max_connections = \(isDurable ? 100 : 300)",
      "fsync = \(durability)",
      "synchronous_commit = \(durability)",
      "full_page_writes = \(durability)",
      "timezone = 'Asia/Shanghai'",
      "log_timezone = 'Asia/Shanghai'",
      "jit = off",
      // One statement of one login must not fill the disk; the largest report of a province takes a tenth of it.
      "temp_file_limit = '4GB'",
      // Nor go on when nobody waits for it any more.
      "client_connection_check_interval = '10s'",
      // Who came, from where, and who was turned away: what a refused call would have entered is lost with its transaction.
      "log_connections = on", "log_line_prefix = '%m [%p] %q%u %h '",
      // Statements and rows hold personal data, which does not belong in a log.
      "log_min_error_statement = panic",
      "log_error_verbosity = terse",
      "log_parameter_max_length_on_error = 0",
    ]
    if isDurable {
      // A week of files, each overwritten when its day comes again.
      lines += [
        "logging_collector = on", "log_filename = 'server-%a.log'", "log_truncate_on_rotation = on",
        "log_rotation_size = 0",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
