import Domain
import Foundation
import PostgreSQL
import Store
import Testing

@testable import SubmissionServer

/// What staff and the endpoint's role may see of accounts: nothing but through the functions.
struct AccountSecrecyTests {
  @Test func staffSeeNoCodesAndNoAccounts() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      _ = try await world.post("password-resets", ["id_number": .string(AccountWorld.number)])
      let waiting = try await world.messages()
      #expect(waiting.count == 1)
      let id = try await world.count("SELECT max(id)::integer FROM review.notification")
      var roles: [String] = []
      for (role, department) in [
        ("reviewer", "140105"), ("manager", "140000"), ("helpdesk", "140000"), ("administrator", nil as String?),
      ] {
        let name = "\(role).\(world.endpoint.database.name)"
        roles.append(name)
        let verifier = try await world.owner.encryptPassword(user: name, password: UUID().uuidString)
        try await world.owner.query(
          "SELECT review.staff_add($1, $2, $3, $1, $4, true)", [name, role, department, verifier])
        let staff = try await world.endpoint.database.connect(as: name)
        for table in ["account", "account_session", "account_setting", "login_attempt", "reset_code", "archive"] {
          await #expect(throws: DatabaseError.self, "\(role) \(table)") {
            try await staff.query("SELECT 1 FROM review.\(table)")
          }
        }
        for columns in ["body", "id, state"] {
          await #expect(throws: DatabaseError.self, "\(role)") {
            try await staff.query("SELECT \(columns) FROM review.notification")
          }
        }
        if role != "administrator" {
          #expect(try await staff.look("notifications", "{}", "SELECT * FROM review.notification_list($1)").isEmpty)
          await #expect(throws: DatabaseError.self) {
            try await staff.query("SELECT * FROM review.notification_resend($1)", [id])
          }
        } else {
          await #expect(throws: DatabaseError.self) {
            try await staff.query("SELECT * FROM review.notification_list(1)")
          }
        }
        for call in [
          "account_session_find('\\x00')", "account_login_begin('shanxi', '01', '1', 'a')", "account_hash('x')",
          "account_reset_request('shanxi', '01', '1', 'a', '1', '{}', '{}')",
        ] {
          await #expect(throws: DatabaseError.self, "\(role) \(call)") {
            try await staff.query("SELECT review.\(call)")
          }
        }
        await staff.close()
      }
      for role in roles { try? await world.owner.script("DROP OWNED BY \"\(role)\"; DROP ROLE \"\(role)\"") }
    }
  }

  @Test func theEndpointsRoleReadsNoTable() async throws {
    try await AccountWorld.with { world in
      try await world.endpoint.services.database.perform { store in
        for table in ["account", "account_session", "account_setting", "login_attempt", "reset_code", "notification"] {
          await #expect(throws: DatabaseError.self, "\(table)") {
            try await store.connection.query("SELECT 1 FROM review.\(table)")
          }
        }
        await #expect(throws: DatabaseError.self) {
          try await store.connection.query("SELECT review.account_hash('x')")
        }
      }
    }
  }
}
