import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Who has waited for a row goes by what the other one left in it, not by what was there before: without the lock at reading it would wait
/// only when it writes, and write over what it has not seen.
@Suite struct LockedReadTests {
  private static func bytes(_ byte: String, _ count: Int) -> String {
    "'\\x" + String(repeating: byte, count: count) + "'"
  }

  /// What a call answers ("refused …" for a refusal) that begins while somebody else's change is not yet committed, and ends after it is.
  private func answer(
    _ world: World, while change: String, of call: String, as connection: Connection
  ) async throws -> String? {
    let other = try await world.database.connect()
    try await other.script("BEGIN; \(change)")
    let process = try await connection.count("SELECT pg_backend_pid()")
    async let told: String? = {
      do { return try await connection.text(call) } catch let error as DatabaseError {
        return "refused \(error.sqlState ?? "")"
      }
    }()
    // Seen by the server itself: the call hangs on the other's transaction.
    let waits = try await soon {
      try await world.owner.text("SELECT cardinality(pg_blocking_pids($1)) > 0", [process]) == "t"
    }
    #expect(waits, "\(call)")
    try await other.script("COMMIT")
    await other.close()
    return try await told
  }

  @Test("passwords, codes and attempts")
  func accounts() async throws {
    try await World.with { world in
      let owner = world.owner
      let intake = try await world.connect(.intake)
      _ = try await intake.query(
        """
        SELECT review.account_register('zhejiang', '01', 'N1', '{"name": "张三", "phone": "13800000000"}', \(Self.bytes("01", 16)),
          \(Self.bytes("02", 32)), 16, 4, 2, 'a', '12345678', '{}', '{}')
        """)
      let logIn =
        "SELECT name FROM review.account_login('zhejiang', '01', 'N1', 'a', \(Self.bytes("02", 32)), '{}', \(Self.bytes("aa", 32)), '{}', '{}')"
      #expect(try await intake.text(logIn) == "张三")
      func digest(_ byte: String) -> String { "UPDATE review.account SET digest = \(Self.bytes(byte, 32))" }
      // The password was changed in the meantime: the old one is wrong.
      #expect(try await answer(world, while: digest("03"), of: logIn.replacing("aa", with: "bb"), as: intake) == nil)
      try await owner.script(digest("02"))
      let change = """
        SELECT review.account_password(\(Self.bytes("aa", 32)), \(Self.bytes("02", 32)), \(Self.bytes("03", 16)), \(Self.bytes("04", 32)),
          16, 4, 2)
        """
      #expect(try await answer(world, while: digest("03"), of: change, as: intake) == "f")

      // The last try was used up, the last turn taken, one more failure counted.
      _ = try await intake.query(
        "SELECT review.account_reset_request('zhejiang', '01', 'N1', 'a', '123456', '{}', '{}')")
      let reset = """
        SELECT review.account_reset('zhejiang', '01', 'N1', '123456', \(Self.bytes("05", 16)), \(Self.bytes("06", 32)), 16, 4, 2, '{}', '{}', 'a')
        """
      #expect(try await answer(world, while: "UPDATE review.reset_code SET tries = 5", of: reset, as: intake) == "f")
      try await owner.script(
        "DELETE FROM review.login_attempt; SELECT review.turn_take('\\x01', 2); SELECT review.attempt_begin('\\x02', 99, '1 hour')"
      )
      #expect(
        try await answer(
          world, while: "UPDATE review.login_attempt SET failures = 2 WHERE key = '\\x01'",
          of: "SELECT review.turn_take('\\x01', 2)",
          as: another(world)) == "refused RC429")
      let attempt = "SELECT review.attempt_begin('\\x02', 99, '1 hour')"
      _ = try await answer(
        world, while: "UPDATE review.login_attempt SET failures = 7 WHERE key = '\\x02'", of: attempt,
        as: another(world)
      )
      #expect(try await owner.count("SELECT failures FROM review.login_attempt WHERE key = '\\x02'") == 8)
    }
  }

  @Test("of two first log-ins with an old password the second finds the account of the first, and leaves its session")
  func firstLogIns() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"legacy": {"old_password": true}}' WHERE province = 'zhejiang';
        INSERT INTO review.archive (province, id_type, match_key, answers, password_hash, password_scheme, imported_at, imported_by, import,
          source_line)
        VALUES ('zhejiang', '01', 'N1', '{"identity.name": "张三"}', 'd1', 'md5', now(), 'test', gen_random_uuid(), 1)
        """)
      func logIn(_ token: String) -> String {
        """
        SELECT name FROM review.account_login('zhejiang', '01', 'N1', 'a', \(Self.bytes("02", 32)), '{"md5": "d1"}',
          \(Self.bytes(token, 32)), '{}', '{}')
        """
      }
      let intake = try await world.connect(.intake)
      #expect(try await answer(world, while: logIn("aa"), of: logIn("bb"), as: intake) == "张三")
      #expect(try await world.owner.count("SELECT count(*) FROM review.account_session") == 2)
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'account_created'") == 1)

      // Nobody gets in with a password that an import has replaced meanwhile, nor into the account that a bureau has vouched for meanwhile.
      let again = """
        DELETE FROM review.account;
        UPDATE review.archive SET password_hash = 'd1', password_scheme = 'md5'
        """
      try await world.owner.script(again)
      let replaced = "UPDATE review.archive SET password_hash = 'd2'"
      #expect(try await answer(world, while: replaced, of: logIn("cc"), as: intake) == nil)
      try await world.owner.script(again)
      let vouched = """
        UPDATE review.archive SET answers = answers;
        INSERT INTO review.account (province, id_type, id_number, name, salt, digest, scrypt_n, scrypt_r, scrypt_p, proof, proved_at)
          VALUES ('zhejiang', '01', 'N1', '张三', \(Self.bytes("01", 16)), \(Self.bytes("03", 32)), 16, 4, 2, 'vouched', now())
        """
      #expect(try await answer(world, while: vouched, of: logIn("dd"), as: intake) == nil)
      #expect(
        try await world.owner.text("SELECT encode(digest, 'hex') FROM review.account")
          == String(repeating: "03", count: 32))
    }
  }

  private func another(_ world: World) async throws -> Connection { try await world.database.connect() }

  @Test("the applicant's steps while the bureau's are under way, and another one's of the same person")
  func intake() async throws {
    try await World.with { world in
      let owner = world.owner
      let intake = try await world.connect(.intake)
      let a = try await world.submit(1)
      let take = """
        UPDATE review.application SET state = 'in_review', holder = 'x', claimed_at = now(), lease_expires_at = now() + interval '1 hour'
        """
      let withdraw = "SELECT state FROM review.intake_withdraw('\(a.number)', '99', '\(World.idNumber(1))')"
      #expect(try await answer(world, while: take, of: withdraw, as: intake) == "refused RC409")
      // Sent in another window: what is saved now is no draft any more.
      _ = try await owner.execute(
        "UPDATE review.application SET state = 'submitted', holder = NULL, claimed_at = NULL, lease_expires_at = NULL")
      _ = try await intake.query(withdraw)
      let save = "SELECT version FROM review.intake_save('zhejiang', '99', '\(World.idNumber(1))', '{}')"
      #expect(
        try await answer(world, while: "UPDATE review.application SET state = 'submitted'", of: save, as: intake)
          == "refused RC409")
      let again = "SELECT review.intake_submit('\(World.document(1))')"
      _ = try await intake.query(withdraw)
      #expect(
        try await answer(world, while: "UPDATE review.application SET state = 'submitted'", of: again, as: intake)
          == "refused RC450")
    }
  }

  @Test("messages that are already on their way again, and staff who moved away meanwhile")
  func bureau() async throws {
    try await World.with { world in
      let owner = world.owner
      let a = try await world.submit(1)
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      _ = try await reviewer.decide(
        SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
      _ = try await owner.execute("UPDATE review.notification SET state = 'failed'")
      let message = try await owner.count("SELECT id::int FROM review.notification")
      #expect(
        try await answer(
          world, while: "UPDATE review.notification SET state = 'pending'",
          of: "SELECT state FROM review.notification_resend(\(message))", as: reviewer)
          == "pending")
      #expect(try await owner.count("SELECT count(*)::int FROM review.event WHERE action = 'resent'") == 0)

      let name = world.name(.colleague)
      let moved = "UPDATE review.staff SET department_code = '320102' WHERE name = '\(name)'"
      #expect(
        try await answer(world, while: moved, of: "SELECT name FROM review.staff_disable('\(name)')", as: manager)
          == "refused RC403")
      _ = try await owner.execute("UPDATE review.staff SET department_code = '330102' WHERE name = '\(name)'")
    }
  }
}
