import Foundation
import PostgreSQL
import TestSupport
import Testing

/// A PostgreSQL server as a bureau runs it: TCP with TLS and SCRAM only, and a database whose owner is no superuser.
final class OwnServer: Sendable {
  /// That of the suite that runs.
  @TaskLocal static var lent: OwnServer?

  let folder: String
  let port: Int
  /// Only these tests know them.
  let ownerPassword = UUID().uuidString
  private let superuserPassword: String
  /// Its end ends the server.
  private let lifeline: TestProcess

  /// The suite's; fails the test where there is none.
  static func current() throws -> OwnServer { try #require(lent, "a suite with the trait .ownServer") }

  private init(folder: String, port: Int, superuserPassword: String) throws {
    self.folder = folder
    self.port = port
    self.superuserPassword = superuserPassword
    lifeline = try TestProcess(
      ["-c", Self.script, "sh", folder, "\(port)"], of: "/bin/sh", limit: 3600)
    lifeline.type(superuserPassword)
  }

  /// Starts a server with a certificate of its own authority, and makes the owner and the database as the README says.
  static func start() async throws -> OwnServer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "own-server-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    let password = UUID().uuidString
    let server = try OwnServer(folder: folder, port: try freePort(), superuserPassword: password)
    guard try await soon({ server.lifeline.outputSoFar.contains("ready") }) else {
      let result = await server.lifeline.finish()
      Issue.record("the server did not start: \(result.output)\(result.talk)")
      throw CancellationError()
    }
    let superuser = try await server.superuser(database: "postgres")
    let verifier = try await superuser.encryptPassword(user: "bureau_owner", password: server.ownerPassword)
    try await superuser.script("CREATE ROLE bureau_owner LOGIN CREATEROLE PASSWORD '\(verifier)'")
    try await superuser.script("CREATE DATABASE review OWNER bureau_owner")
    await superuser.close()
    return server
  }

  /// A superuser's connection.
  func superuser(database: String) async throws -> Connection {
    try await Connection.connect(
      try ConnectionSettings(url: url("postgres", database: database), overrides: ["password": superuserPassword]))
  }

  /// Stops it and removes all of it.
  func stop() async {
    _ = await lifeline.finish()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func url(_ user: String, database: String = "review", mode: String = "verify-full") -> String {
    "postgresql://\(user)@localhost:\(port)/\(database)?hostaddr=127.0.0.1&sslmode=\(mode)&sslrootcert=\(folder)/ca.crt"
  }

  /// Runs the program on this server.
  ///
  /// - Parameters:
  ///   - user: given with --user; nil for the owner, whom the address names.
  ///   - password: as libpq finds it in the environment; nil for none.
  func console(
    _ user: String?, password: String?, _ arguments: String..., input: String? = nil, mode: String = "verify-full"
  ) async throws -> TestProcess.Result {
    let result = try await TestProcess.run(
      (user.map { ["--user", $0] } ?? []) + arguments, of: TestProcess.reviewConsole,
      environment: environment(password, mode: mode), input: input)
    // No password, whatever was done.
    for secret in [password, ownerPassword, superuserPassword].compactMap({ $0 }) {
      #expect(!(result.output + result.talk).contains(secret))
    }
    return result
  }

  func environment(_ password: String?, mode: String = "verify-full") -> [String: String] {
    var environment = [
      "REVIEW_DATABASE_URL": url("bureau_owner", mode: mode), "REVIEW_STATE_DIR": folder + "/state",
      "REVIEW_ATTACHMENTS_DIR": folder + "/attachments",
    ]
    environment["PGPASSWORD"] = password
    return environment
  }

  /// A connection with psql's means, as the owner.
  func connect() async throws -> Connection {
    try await Connection.connect(
      try ConnectionSettings(url: url("bureau_owner"), overrides: ["password": ownerPassword]))
  }

  /// A port that nobody listens on now.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard found else { throw POSIXError(.EADDRNOTAVAIL) }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Makes certificates and a cluster, runs the server, and ends it when standard input ends.
  private static let script = """
    set -eu
    folder=$1 port=$2
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
    [ -n "$bin" ] || bin=$(dirname "$(command -v postgres)")
    read -r password
    server() { "$@"; }
    if [ "$(id -u)" = 0 ]; then
      server() { setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; }
    fi
    cd "$folder"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-authority -keyout ca.key -out ca.crt 2>openssl.log
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr 2>>openssl.log
    echo subjectAltName=DNS:localhost,IP:127.0.0.1 >names
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt \\
      2>>openssl.log
    (umask 077; printf '%s\\n' "$password" >password; mkdir data)
    chmod 600 server.key
    [ "$(id -u)" != 0 ] || chown postgres: server.key password data
    server "$bin/initdb" -D "$folder/data" -U postgres --auth=scram-sha-256 --pwfile="$folder/password" --no-sync \\
      --locale=C.UTF-8 --encoding=UTF8 >initdb.log
    server tee data/pg_hba.conf >/dev/null <<END
    hostssl all all 127.0.0.1/32 scram-sha-256
    END
    server "$bin/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \\
      -c ssl=on -c ssl_cert_file="$folder/server.crt" -c ssl_key_file="$folder/server.key" -c fsync=off >server.log 2>&1 &
    for try in $(seq 300); do
      grep -q 'ready to accept' server.log && break
      kill -0 $! || { cat server.log >&2; exit 1; }
      sleep 0.1
    done
    echo ready
    trap '' INT TERM HUP
    cat >/dev/null
    kill -INT "$(head -n 1 data/postmaster.pid)"
    wait || true
    rm -rf "$folder"
    """
}

/// Lends a suite a server.
struct OwnServerTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let server = try await OwnServer.start()
    do {
      try await OwnServer.$lent.withValue(server) { try await function() }
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }
}

extension Trait where Self == OwnServerTrait {
  static var ownServer: Self { Self() }
}
