import PostgreSQL
import Store
import TestSupport
import Testing

/// Of many rows and many who hold some, whoever waits too long is told of the very row and of who has it.
@Suite(.timeLimit(.minutes(30)))
struct HeldByWhomTests {
  static let waits = [
    LockWait(
      testDescription: "vouch",
      lock: LockWait.voucher,
      person: .reviewer, call: "SELECT review.account_vouch({entry}, 'T100000001', '原件', '99')"),
    LockWait(
      testDescription: "close",
      lock:
        "SELECT FROM review.account WHERE (province, id_type, id_number) = ('zhejiang', '99', 'T100000001') FOR UPDATE",
      person: .reviewer, call: "SELECT review.account_close({entry}, 'T100000001', '本人', '99')"),
    LockWait(
      testDescription: "publish", lock: "SELECT FROM review.department WHERE code = '330100' FOR NO KEY UPDATE",
      person: .manager,
      call: #"SELECT review.export_begin('stats', '[{"publish": true, "from": "2026-01-01", "to": "2026-01-31"}]')"#,
      says: ["name": "杭州市财政局"]),
    LockWait(
      testDescription: "next", lock: "SELECT FROM review.application WHERE number = '{number}' FOR UPDATE",
      person: .reviewer, call: "SELECT review.application_next()", says: ["number": "{number}"]),
    LockWait(
      testDescription: "staff", lock: "UPDATE review.staff SET active = active WHERE name = '{reviewer}'",
      person: .manager, call: "SELECT review.staff_disable('{reviewer}')", says: ["name": "{reviewer}"]),
    LockWait(
      testDescription: "calendar", lock: "SELECT FROM review.application WHERE number = '{number}' FOR UPDATE",
      person: .administrator,
      call: """
        SELECT review.calendar_import('00000000-0000-4000-8000-000000000001', 2026, '[{"line": 2, "date": "2026-03-06", "kind": "holiday", "name": "节"}]')
        """, says: ["number": "{number}"]),
  ]

  @Test("the holder of this very row is named, though others hold others", arguments: waits)
  func named(_ wait: LockWait) async throws {
    try await World.with { world in
      try await world.addNeighbours()
      let a = try await world.submit(1)
      // Others are busy with what is theirs.
      let busy = try await world.connect(.neighbour)
      let theirs = try #require(
        try await world.owner.text(
          "SELECT number FROM review.application WHERE department_code = '330106' AND state = 'submitted' LIMIT 1"))
      try await busy.script("BEGIN; SELECT review.application_claim('\(theirs)')")
      let others = try await world.connect(.intake)
      // The accounts of the same number in another province, and of another kind of document.
      try await others.script(
        """
        BEGIN; SELECT review.account_contact_request(sha256('n-111'), 'a', '1');
        SELECT review.account_contact_request(sha256('n-121'), 'a', '1')
        """)
      try await world.owner.script(
        """
        INSERT INTO review.account (province, id_type, id_number, name, salt, digest, scrypt_n, scrypt_r, scrypt_p)
          VALUES ('zhejiang', '99', 'T100000001', '甲', substring(sha256('s') FOR 16), sha256('d'), 16, 8, 1);
        \(LockWait.voucherRow)
        """)
      try await world.with(wait.person) { asking in
        func filled(_ text: String, entry: Int? = nil) -> String {
          text.replacing("{number}", with: a.number).replacing("{reviewer}", with: world.name(.reviewer))
            .replacing("{entry}", with: "\(entry ?? 0)")
        }
        let entry = wait.call.contains("{entry}") ? try await asking.counter(World.idNumber(1)) : nil
        let holding = try await world.database.connect()
        try await holding.script("BEGIN; \(filled(wait.lock))")
        let error = await #expect(throws: DatabaseError.self) {
          try await asking.query(filled(wait.call, entry: entry))
        }
        let refusal = try #require(error.flatMap(Refusal.init))
        let owner = try await world.owner.text("SELECT current_user")
        #expect(refusal.word == .rowHeld && refusal["holder"] == owner)
        for (member, value) in wait.says { #expect(refusal[member] == filled(value)) }
        await holding.close()
      }
      await busy.close()
      await others.close()
    }
  }
}
