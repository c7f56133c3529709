import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Real clusters, each in a directory of its own. Works as root and as anybody else.
@Suite(.serialized, .timeLimit(.minutes(30))) struct ClusterTests {
  @Test func theFirstStartSetsUpAndTheNextFindsIt() async throws {
    try await withCluster { cluster in
      #expect(cluster.status() == .absent)
      let settings = try await cluster.start()
      guard case .running(let process) = cluster.status() else { return #expect(Bool(false), "not running") }
      #expect(try await cluster.start() == settings)
      #expect(cluster.status() == .running(process: process))
      // A session of its own: Ctrl-C at the terminal and the end of this program do not reach it.
      #expect(getsid(process) != getsid(0))

      let connection = try await Connection.connect(settings)
      let row = try await connection.query(
        """
        SELECT current_user AS me, rolsuper AS super, rolcreaterole AS roles, rolcreatedb AS databases,
          pg_encoding_to_char(encoding) AS encoding, datcollate AS locale, current_database() AS database,
          current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS addresses,
          current_setting('password_encryption') AS passwords, inet_server_addr() IS NULL AS local,
          pg_get_userbyid(datdba) AS owner
        FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()
        """)[0]
      #expect(try row["me"] == "review_owner" && row["owner"] == "review_owner" && row["database"] == "review")
      #expect(try row["super"] == false && row["roles"] == true && row["databases"] == false)
      #expect(try row["encoding"] == "UTF8" && row["locale"] == "C.UTF-8" && row["checksums"] == "on")
      #expect(try row["addresses"] == "" && row["passwords"] == "scram-sha-256" && row["local"] == true)
      await connection.close()
    }
  }

  @Test func nobodyGetsInWithoutAPassword() async throws {
    try await withCluster { cluster in
      let settings = try await cluster.start()
      for user in ["postgres", "review_owner"] {
        let bare = try settings.overriding(["user": user, "passfile": "/dev/null"])
        await #expect { try await Connection.connect(bare) } throws: { ($0 as? DatabaseError)?.kind == .authentication }
      }
    }
  }

  @Test func filesAreTheirOwnersAlone() async throws {
    try await withCluster { cluster in
      try await cluster.start()
      let account = try ServerAccount.current()
      let passwords = try #require(FileStatus(cluster.passwordFile.path(percentEncoded: false)))
      #expect(passwords.permissions == 0o600 && passwords.owner == geteuid())
      for path in [cluster.data, cluster.socketDirectory] {
        let status = try #require(FileStatus(path))
        #expect(status.permissions == 0o700 && status.owner == account.user)
      }
      #expect(account.user != 0)
      #expect(FileStatus(cluster.root + "/initial-password") == nil)
    }
  }

  @Test func aDurableClusterIsDurableAndLogsNoStatements() async throws {
    try await withCluster(durable: true) { cluster in
      let connection = try await Connection.connect(try await cluster.start())
      let row = try await connection.query(
        """
        SELECT current_setting('fsync') AS a, current_setting('synchronous_commit') AS b,
          current_setting('full_page_writes') AS c, current_setting('log_error_verbosity') AS d
        """)[0]
      #expect(try row["a"] == "on" && row["b"] == "on" && row["c"] == "on" && row["d"] == "terse")
      _ = try? await connection.query("SELECT '11010519491231002X'::int")
      _ = try? await connection.query("SELECT $1::text, 1/0", ["11010519491231002X"])
      await connection.close()
      try await cluster.stop()
      let logs = try FileManager.default.contentsOfDirectory(atPath: cluster.data + "/log").map {
        try String(contentsOfFile: cluster.data + "/log/" + $0, encoding: .utf8)
      }
      #expect(!logs.joined().isEmpty)
      #expect(!logs.joined().contains("SELECT"))
    }
  }

  @Test func aKilledServerRecovers() async throws {
    try await withCluster(durable: true) { cluster in
      let connection = try await Connection.connect(try await cluster.start())
      try await connection.script("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)")
      guard case .running(let process) = cluster.status() else { return #expect(Bool(false), "not running") }
      #expect(kill(process, SIGKILL) == 0)
      // A process that dies is there for a moment still.
      #expect(try await soon { ServerProcess(dataDirectory: cluster.data) == nil })
      #expect(ServerProcess.hasLockFile(cluster.data))
      let settings = try await cluster.start()
      #expect(try await Connection.connect(settings).query("SELECT n FROM kept").count == 1)
      #expect(cluster.status() != .running(process: process))
    }
  }

  @Test func aLockFileWhoseNumberBelongsToAnotherProgramIsNoServer() async throws {
    try await withCluster { cluster in
      try await cluster.start()
      let lockFile = cluster.data + "/postmaster.pid"
      var lines = try String(contentsOfFile: lockFile, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      guard case .running(let process) = cluster.status() else { return #expect(Bool(false), "not running") }
      kill(process, SIGKILL)
      // After a restart of a container numbers begin anew: now the number is that of a program of the same account.
      let other = Process()
      other.executableURL = URL(filePath: "/usr/bin/setpriv")
      let account = try ServerAccount.current()
      other.arguments =
        (account.isOther ? ["--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups"] : [])
        + ["/bin/sleep", "60"]
      try other.run()
      defer { other.terminate() }
      lines[0] = "\(other.processIdentifier)"
      #expect(try await soon { ServerProcess.remaining(dataDirectory: cluster.data).isEmpty })
      try PrivateFile.write(lines.joined(separator: "\n"), to: lockFile, owner: account)
      #expect(cluster.status() == .stopped)
      #expect(try await Connection.connect(try await cluster.start()).isAlive)
    }
  }

  @Test func startersAtOnceDoNotCollide() async throws {
    try await withCluster { cluster in
      for _ in 0..<2 {
        let processes = try await withThrowingTaskGroup(of: PrivateCluster.Status.self) { group in
          for _ in 0..<5 {
            group.addTask {
              let own = PrivateCluster(stateDirectory: cluster.stateDirectory, durable: false)
              let connection = try await Connection.connect(try await own.start())
              try await connection.query("SELECT 1")
              return own.status()
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(processes).count == 1 && processes.count == 5)
        try await cluster.stop()
        #expect(cluster.status() == .stopped)
      }
    }
  }

  @Test(arguments: ["13", "99"])
  func dataOfAnotherVersionIsNamed(version: String) async throws {
    try await withCluster { cluster in
      try await cluster.start()
      try await cluster.stop()
      try Data("\(version)\n".utf8).write(to: URL(filePath: cluster.data + "/PG_VERSION"))
      let installed = ServerPrograms.installed(cluster.environment).programs.map(\.version)
      let expected = ClusterFailure.versionMismatch(
        data: Int(version) ?? 0, installed: installed, debianPackage: "postgresql-\(version)")
      await #expect(throws: expected) { try await cluster.start() }
      // Nothing was touched.
      #expect(cluster.dataVersion == Int(version))
    }
  }

  @Test func missingProgramsNameThePackage() async throws {
    let cluster = PrivateCluster(
      stateDirectory: place(), environment: ["REVIEW_POSTGRES_BIN": "/nonexistent"])
    let expected = ClusterFailure.programsMissing(searched: ["/nonexistent"], debianPackage: "postgresql")
    await #expect(throws: expected) { try await cluster.start() }
    try FileManager.default.removeItem(at: cluster.stateDirectory)
  }

  @Test(arguments: [
    String(repeating: "长", count: 60) + "/" + String(repeating: "d", count: 150), "it's a \"state\" dir % $HOME \\x",
  ])
  func anyPathServes(name: String) async throws {
    let parent = place()
    defer { try? FileManager.default.removeItem(at: parent) }
    try await withCluster(in: parent.appending(path: name)) { cluster in
      let settings = try await cluster.start()
      #expect(cluster.socketDirectory.utf8.count + "/.s.PGSQL.5432".utf8.count <= 107)
      #expect(try await Connection.connect(settings).isAlive)
      // The URL says the same to other programs.
      #expect(try await Connection.connect(try ConnectionSettings(url: cluster.url())).isAlive)
    }
  }

  @Test func aSocketDirectoryOfSomebodyElseIsNotTrusted() async throws {
    try await withCluster { cluster in
      try await cluster.start()
      try await cluster.stop()
      let path = cluster.socketDirectory
      let failure = ClusterFailure.directoryNotOurs(path: path)
      #expect(chmod(path, 0o777) == 0)
      await #expect(throws: failure) { try await cluster.start() }
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/tmp")
      await #expect(throws: failure) { try await cluster.start() }
      try FileManager.default.removeItem(atPath: path)
      if geteuid() == 0 {
        #expect(mkdir(path, 0o700) == 0 && chown(path, 65_534, 65_534) == 0)
        await #expect(throws: failure) { try await cluster.start() }
        try FileManager.default.removeItem(atPath: path)
      }
      #expect(try await Connection.connect(try await cluster.start()).isAlive)
    }
  }

  @Test func aLostSocketIsMadeAnew() async throws {
    try await withCluster { cluster in
      try await cluster.start()
      try FileManager.default.removeItem(atPath: cluster.socketDirectory)
      #expect(cluster.status() == .changing)
      #expect(try await Connection.connect(try await cluster.start()).isAlive)
    }
  }

  @Test func interruptedSetUpsAreFinished() async throws {
    try await withCluster { cluster in
      // `initdb` was killed.
      try cluster.makeStateDirectory()
      try FileManager.default.createDirectory(atPath: cluster.newData + "/base", withIntermediateDirectories: true)
      try await cluster.start()
      // Roles and database were not made yet, or made and not noted.
      try FileManager.default.removeItem(atPath: cluster.readyMark)
      #expect(try await Connection.connect(try await cluster.start()).isAlive)
    }
  }

  @Test func twoClustersLiveSideBySide() async throws {
    try await withCluster { first in
      try await withCluster { second in
        let one = try await Connection.connect(try await first.start())
        let two = try await Connection.connect(try await second.start())
        try await one.script("CREATE TABLE here (n int)")
        #expect(try await two.query("SELECT to_regclass('here') IS NULL AS absent")[0]["absent"] == true)
        try await first.stop()
        #expect(try await two.query("SELECT 1").count == 1)
      }
    }
  }

  @Test func passwordsOfAnyShapeServe() async throws {
    try await withCluster { cluster in
      let owner = try await Connection.connect(try await cluster.start())
      for (user, password) in [("reviewer.330102", "a:b\\c d"), ("odd:name\\", "密码'\"#")] {
        let verifier = try await owner.encryptPassword(user: user, password: password)
        try await owner.script("CREATE ROLE \"\(user)\" LOGIN PASSWORD '\(verifier)'")
        try await cluster.addPassword(user: user, password: "wrong")
        try await cluster.addPassword(user: user, password: password)
        #expect(try await Connection.connect(try cluster.settings(user: user)).isAlive)
      }
      #expect(try await Connection.connect(try cluster.settings()).isAlive)
    }
  }

  @Test func directoriesThatTheServerCannotPassAreNamed() async throws {
    guard geteuid() == 0 else { return }
    let closed = place()
    try FileManager.default.createDirectory(
      at: closed, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let cluster = PrivateCluster(stateDirectory: closed.appending(path: "state"), durable: false)
    let failure = ClusterFailure.directoryNotPassable(path: closed.path(percentEncoded: false), account: "postgres")
    await #expect(throws: failure) { try await cluster.start() }
    try FileManager.default.removeItem(at: closed)
  }

  @Test func stateDirectoriesOthersMayWriteToAreRefused() async throws {
    let open = place()
    try FileManager.default.createDirectory(at: open, withIntermediateDirectories: true)
    #expect(chmod(open.path(percentEncoded: false), 0o777) == 0)
    let failure = ClusterFailure.directoryNotOurs(path: open.path(percentEncoded: false))
    await #expect(throws: failure) { try await PrivateCluster(stateDirectory: open, durable: false).start() }
    try FileManager.default.removeItem(at: open)
  }

  @Test func destroyingLeavesNothing() async throws {
    try await withCluster { cluster in
      try await cluster.start()
      try await cluster.destroy()
      #expect(cluster.status() == .absent)
      #expect(try FileManager.default.contentsOfDirectory(atPath: cluster.root) == ["lock"])
      #expect(FileStatus(cluster.socketDirectory) == nil)
      #expect(try await Connection.connect(try await cluster.start()).isAlive)
    }
  }

  @Test func placesFollowTheEnvironment() {
    #expect(PrivateCluster.defaultStateDirectory(["REVIEW_STATE_DIR": "/a/b"]).path() == "/a/b")
    if geteuid() == 0 {
      #expect(PrivateCluster.defaultStateDirectory([:]).path() == "/var/lib/review-console")
    } else {
      #expect(PrivateCluster.defaultStateDirectory(["XDG_STATE_HOME": "/x"]).path() == "/x/review-console")
      #expect(
        PrivateCluster.defaultStateDirectory(["XDG_STATE_HOME": "relative"]).path().hasSuffix(
          ".local/state/review-console"))
    }
  }

  private func place() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "review-cluster-\(UUID().uuidString.prefix(8))")
  }

  /// Lends a cluster that does not exist yet, and removes all of it.
  private func withCluster(
    in directory: URL? = nil, durable: Bool = false, _ body: (PrivateCluster) async throws -> Void
  ) async throws {
    let cluster = PrivateCluster(stateDirectory: directory ?? place(), durable: durable)
    let result: Result<Void, any Error>
    do { result = .success(try await body(cluster)) } catch { result = .failure(error) }
    if let server = ServerProcess(dataDirectory: cluster.data) { kill(server.process, SIGQUIT) }
    #expect(try await soon { ServerProcess.remaining(dataDirectory: cluster.data).isEmpty })
    for path in [cluster.root, cluster.socketDirectory] { try? FileManager.default.removeItem(atPath: path) }
    try result.get()
  }
}
