import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Staff as roles: who may make whom, and what is left of somebody who was disabled.
@Suite struct SQLStaffTests {
  static let add = "SELECT review.staff_add($1, $2, $3, 'x', $4)"

  @Test("only verifiers, only plain names, only bureaus that exist, never over a role of the cluster")
  func checks() async throws {
    try await World.with { world in
      let admin = try await world.connect(.administrator)
      let verifier = try await world.verifier("x")
      let suffix = world.database.name
      for password in ["secret", "md5d41d8cd98f00b204e9800998ecf8427e", "SCRAM-SHA-256$4096:a$b:c", "", "'"] {
        #expect(
          try await refusal(admin, Self.add, ["x.\(suffix)", "reviewer", "330102", password]) == "RC442 bad_verifier")
      }
      for name in ["", "Reviewer", "pg_x", "review_x", "a b", "a\"b", "王", String(repeating: "a", count: 64)] {
        #expect(try await refusal(admin, Self.add, [name, "reviewer", "330102", verifier]) == "RC443 bad_staff")
      }
      #expect(try await refusal(admin, Self.add, ["x.\(suffix)", "owner", nil, verifier]) == "RC443 bad_staff")
      for (role, department) in [("reviewer", nil), ("reviewer", "999999"), ("admin", "330102")] as [(String, String?)]
      {
        #expect(
          try await refusal(admin, Self.add, ["x.\(suffix)", role, department, verifier]) == "RC430 unknown_department")
      }
      let known = world.name(.reviewer)
      #expect(try await refusal(admin, Self.add, [known, "reviewer", "330102", verifier]) == "RC440 staff_exists")
      let change = "SELECT review.staff_change($1, $2, $3)"
      for (role, department) in [("reviewer", "999999"), ("admin", "330102")] {
        #expect(try await refusal(admin, change, [known, role, department]) == "RC430 unknown_department")
      }
      // A role that some other database of the cluster made for its staff can be taken over, anybody else's never.
      let adopt = "SELECT review.staff_add($1, 'reviewer', '330102', 'x', $2, true)"
      let roles = ["plain", "maker", "guest"].map { "\($0).\(suffix)" }
      try await world.owner.script(
        """
        CREATE ROLE "\(roles[0])" LOGIN; CREATE ROLE "\(roles[1])" LOGIN CREATEROLE IN ROLE review_manager;
        CREATE ROLE "\(roles[2])" LOGIN IN ROLE review_helpdesk
        """)
      #expect(try await refusal(admin, adopt, [known, verifier]) == "RC440 staff_exists")
      #expect(try await refusal(admin, adopt, [roles[0], verifier]) == "RC440 staff_exists")
      #expect(try await refusal(admin, adopt, [roles[1], verifier]) == "RC440 staff_exists")
      #expect(try await refusal(admin, Self.add, [roles[2], "reviewer", "330102", verifier]) == "RC440 staff_exists")
      #expect(
        try await refusal(try await world.connect(.manager), adopt, [roles[2], verifier]) == "RC440 staff_exists")
      #expect(try await refusal(admin, adopt, [roles[2], verifier]) == nil)
      try await world.owner.script(roles.prefix(2).map { "DROP ROLE \"\($0)\";" }.joined())
      #expect(try await refusal(admin, Self.add, ["x.\(suffix)", "reviewer", "330102", verifier]) == nil)
      #expect(try await world.owner.count("SELECT count(*) FROM review.staff WHERE name = $1", ["x.\(suffix)"]) == 1)
    }
  }

  @Test("a manager manages the subtree: reviewers and helpdesk, and managers strictly below")
  func subtree() async throws {
    try await World.with { world in
      let manager = try await world.connect(.manager)
      let verifier = try await world.verifier("x")
      var n = 0
      for (role, department, word) in [
        ("reviewer", "330102", nil), ("reviewer", "330100", nil), ("helpdesk", "330106", nil),
        ("manager", "330102", nil),
        ("manager", "330100", "RC403 not_permitted"), ("reviewer", "330000", "RC403 not_permitted"),
        ("reviewer", "320102", "RC403 not_permitted"), ("administrator", nil, "RC403 not_permitted"),
        ("intake", nil, "RC403 not_permitted"),
      ] as [(String, String?, String?)] {
        n += 1
        let name = "m\(n).\(world.database.name)"
        #expect(try await refusal(manager, Self.add, [name, role, department, verifier]) == word, "\(role)")
      }
      let disable = "SELECT review.staff_disable($1)"
      for person in [World.Person.chief, .administrator, .stranger, .manager] {
        #expect(try await refusal(manager, disable, [world.name(person)]) == "RC403 not_permitted", "\(person)")
      }
      #expect(try await refusal(manager, disable, ["nobody"]) == "RC440 unknown_staff")
      let names = try await manager.query("SELECT name FROM review.staff_list()").map {
        try $0.decode(0, as: String.self)
      }
      #expect(names.contains(world.name(.reviewer)) && !names.contains(world.name(.stranger)))
      let everybody = try await world.owner.count("SELECT count(*) FROM review.staff")
      for connection in [world.owner, try await world.connect(.administrator)] {
        #expect(try await connection.count("SELECT count(*) FROM review.staff_list()") == everybody)
      }
    }
  }

  @Test("disabled: no login, nothing in a session that is still open, leases back in the queue; enabled again")
  func disable() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      _ = try await reviewer.query("SELECT review.application_claim($1)", [n])
      #expect(try await manager.count("SELECT held FROM review.staff_disable($1)", [world.name(.reviewer)]) == 0)
      for call in [
        "SELECT review.application_claim('\(n)')", "SELECT number FROM review.queue()",
        "SELECT name FROM review.staff",
        "SELECT at FROM review.unusual()", "SELECT * FROM review.me()",
      ] {
        await #expect(throws: DatabaseError.self, "\(call)") { try await reviewer.query(call) }
      }
      #expect(try await manager.count("SELECT review.staff_sessions_end($1)", [world.name(.reviewer)]) == 0)
      await #expect(throws: DatabaseError.self) { try await world.connect(.reviewer) }
      let colleague = try await world.connect(.colleague)
      #expect(try await colleague.text("SELECT number FROM review.application_next()") == n)
      _ = try await manager.query("SELECT review.staff_enable($1)", [world.name(.reviewer)])
      #expect(try await world.connect(.reviewer).text("SELECT name FROM review.me()") == world.name(.reviewer))
    }
  }

  @Test("ending sessions leaves the owner what he was before")
  func membershipStays() async throws {
    try await World.with { world in
      let (manager, name) = (try await world.connect(.manager), world.name(.reviewer))
      let isOne = "SELECT pg_has_role($1, 'USAGE')::text"
      for before in ["false", "true"] {
        if before == "true" { try await world.owner.script("GRANT \"\(name)\" TO CURRENT_USER") }
        let reviewer = try await world.connect(.reviewer)
        #expect(try await manager.count("SELECT review.staff_sessions_end($1)", [name]) == 1)
        await #expect(throws: DatabaseError.self) { try await reviewer.query("SELECT 1") }
        #expect(try await world.owner.text(isOne, [name]) == before)
      }
    }
  }

  @Test("a session that came after the transaction first looked at the sessions is ended, too")
  func lateSession() async throws {
    try await World.with { world in
      let manager = try await world.connect(.manager)
      try await manager.script("BEGIN; SELECT count(*) FROM pg_stat_activity")
      let reviewer = try await world.connect(.reviewer)
      #expect(try await manager.count("SELECT review.staff_sessions_end($1)", [world.name(.reviewer)]) == 1)
      try await manager.script("COMMIT")
      await #expect(throws: DatabaseError.self) { try await reviewer.query("SELECT 1") }
    }
  }

  @Test("what a login has elsewhere in the cluster is not taken from it")
  func elsewhere() async throws {
    try await World.with { world in
      let (name, other) = (world.name(.reviewer), "elsewhere.\(world.database.name)")
      try await world.owner.script("CREATE ROLE \"\(other)\"; GRANT \"\(other)\" TO \"\(name)\"")
      let groups = """
        SELECT string_agg(g.rolname, ' ' ORDER BY g.rolname) FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
          JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = $1
        """
      try await world.with(.manager) { manager in
        _ = try await manager.query("SELECT review.staff_disable($1)", [name])
        #expect(try await world.owner.text(groups, [name]) == other)
        _ = try await manager.query("SELECT review.staff_enable($1)", [name])
        _ = try await manager.query("SELECT review.staff_change($1, 'helpdesk', '330100')", [name])
        #expect(try await world.owner.text(groups, [name]) == "\(other) review_helpdesk")
      }
      try await world.owner.script("DROP ROLE \"\(other)\"")
    }
  }

  @Test("one's own password, or of those whom one manages")
  func password() async throws {
    try await World.with { world in
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      let set = "SELECT review.staff_password($1, $2)"
      let verifier = try await world.verifier(world.name(.reviewer))
      #expect(try await refusal(reviewer, set, [world.name(.colleague), verifier]) == "RC403 not_permitted")
      #expect(try await refusal(reviewer, set, [world.name(.reviewer), "clear"]) == "RC442 bad_verifier")
      #expect(try await refusal(reviewer, set, [world.name(.reviewer), verifier]) == nil)
      #expect(try await refusal(manager, set, [world.name(.reviewer), verifier]) == nil)
      #expect(try await refusal(manager, set, [world.name(.chief), verifier]) == "RC403 not_permitted")
      // Who manages nobody learns not even who is there.
      #expect(try await refusal(reviewer, set, ["nobody", verifier]) == "RC403 not_permitted")
      #expect(try await refusal(manager, set, ["nobody", verifier]) == "RC440 unknown_staff")
      #expect(
        try await refusal(world.owner, set, [world.name(.colleague), try await world.verifier(world.name(.colleague))])
          == nil)
      await TestServer.shared.forgetPassword(of: world.name(.colleague))
      await TestServer.shared.forgetPassword(of: world.name(.reviewer))
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'password_changed'") == 3)
    }
  }

  @Test("a login that belongs to another database of the cluster gets in and sees and does nothing")
  func otherDatabase() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let visitor = try await world.connect(.reviewer)
      _ = try await world.owner.execute("DELETE FROM review.staff WHERE name = $1", [world.name(.reviewer)])
      #expect(try await refusal(visitor, "SELECT number FROM review.queue()") == "RC403 not_permitted")
      #expect(try await visitor.query("SELECT * FROM review.staff").isEmpty)
      #expect(try await refusal(visitor, "SELECT review.application_claim($1)", [n]) == "RC403 not_permitted")
      #expect(try await refusal(visitor, "SELECT review.application_next()") == "RC403 not_permitted")
      #expect(
        try await refusal(visitor, "SELECT review.ticket('lookup', '{\"text\": \"测试甲\", \"purpose\": \"来电\"}')")
          == "RC403 not_permitted")
      #expect(
        try await refusal(visitor, "SELECT review.staff_password($1, 'x')", [world.name(.reviewer)])
          == "RC403 not_permitted")
    }
  }
}
