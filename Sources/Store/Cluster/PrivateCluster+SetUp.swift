import Foundation
import Glibc
import PostgreSQL

extension PrivateCluster {
  /// Where `initdb` works; renamed when it is done, so that half a cluster is never taken for one.
  var newData: String { root + "/data.new" }

  func initialize(_ programs: ServerPrograms, _ account: ServerAccount) async throws(ClusterFailure) {
    for leftover in [newData, readyMark] where FileStatus(leftover) != nil {
      do { try FileManager.default.removeItem(atPath: leftover) } catch {
        throw .fileUnusable(path: leftover, code: errno)
      }
    }
    let password = PasswordFile.generate()
    try passwords.set(password, user: Self.superuser)
    try makeDirectory(newData, for: account)
    let handover = root + "/initial-password"
    try PrivateFile.write(password + "\n", to: handover, owner: account)
    defer { unsafe unlink(handover) }
    var arguments = [
      "-D", newData, "-U", Self.superuser, "--auth=scram-sha-256", "--pwfile=\(handover)", "--encoding=UTF8",
      "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
    ]
    if !isDurable { arguments.append("--no-sync") }
    try await run("initdb", arguments, programs, account)
    try append("\ninclude_if_exists = 'review-console.conf'\n", to: newData + "/postgresql.conf")
    guard unsafe rename(newData, data) == 0 else { throw .fileUnusable(path: data, code: errno) }
  }

  /// Makes owner and database, as superuser; may be repeated after it was interrupted.
  func setUp() async throws(ClusterFailure) {
    let password: String
    if let known = try passwords.password(user: Self.owner) {
      password = known
    } else {
      password = PasswordFile.generate()
      try passwords.set(password, user: Self.owner)
    }
    let settings = try settings(user: Self.superuser, database: "postgres")
    do {
      let connection = try await Connection.connect(settings)
      let verifier = try await connection.encryptPassword(user: Self.owner, password: password)
      let roles = try await connection.query(
        "SELECT 1 FROM pg_roles WHERE rolname = $1", [Self.owner], name: "cluster owner")
      let verb = roles.isEmpty ? "CREATE" : "ALTER"
      // A verifier is letters, digits and $:+/=; a role's statement takes no parameters.
      try await connection.script(
        "\(verb) ROLE \(Self.owner) LOGIN CREATEROLE NOSUPERUSER NOCREATEDB PASSWORD '\(verifier)'",
        name: "cluster owner made")
      let databases = try await connection.query(
        "SELECT 1 FROM pg_database WHERE datname = $1", [Self.database], name: "cluster database")
      if databases.isEmpty {
        try await connection.script(
          "CREATE DATABASE \(Self.database) OWNER \(Self.owner) TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'",
          name: "cluster database made")
      }
      // Large objects belong to nobody's table, messages in the log of changes are nobody's, and the server's own databases are no place for
      // staff.
      try await connection.script(
        "REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC", name: "cluster databases closed")
      await connection.close()
      let inside = try await Connection.connect(try self.settings(user: Self.superuser, database: Self.database))
      try await inside.script(
        """
        DO $$ DECLARE one regprocedure; BEGIN
          FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY (
            '{lo_creat,lo_create,lo_from_bytea,lo_put,lo_open,lowrite,lo_unlink,pg_logical_emit_message}')
          LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one); END LOOP;
        END $$
        """, name: "cluster large objects closed")
      await inside.close()
    } catch { throw .database(DatabaseError(error)) }
    try PrivateFile.write("", to: readyMark, owner: nil)
  }

  private func append(_ text: String, to path: String) throws(ClusterFailure) {
    guard let file = FileHandle(forWritingAtPath: path) else { throw .fileUnusable(path: path, code: errno) }
    do {
      try file.seekToEnd()
      try file.write(contentsOf: Data(text.utf8))
      try file.close()
    } catch { throw .fileUnusable(path: path, code: errno) }
  }
}
