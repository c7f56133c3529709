import Domain
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// Somebody registers first with another's number, of whom nobody knows anything yet, and begins an application.
@Suite(.timeLimit(.minutes(30)))
struct SquatterTests {
  private static let path = "/v1/shanxi/application"
  private static let squatters = "first come 3 served"

  /// A squatter's account with an application, begun over HTTP, and its token.
  private static func with(_ body: @Sendable @escaping (AccountWorld, String) async throws -> Void) async throws {
    try await AccountWorld.with { world in
      try await world.owner.script("UPDATE review.profile SET settings = settings - 'notices'")
      let other: [String: JSONValue?] = [
        "name": "抢注人", "email": "squatter@example.cn", "phone": "13700137000", "password": .string(squatters),
        "password_confirmation": nil,
      ]
      #expect(try await world.register(other).status == 202)
      let contact = try await world.code("contact_code")
      let token = try #require(try await world.logIn(squatters).json["token"]?.string)
      #expect(try await world.post("contact-codes/confirm", ["code": .string(contact)], token: token).status == 204)
      let begun = try await world.endpoint.send("POST", path, json: [:], token: token)
      #expect(begun.status == 201 && begun.text.contains("抢注人"), "\(begun.text)")
      try await body(world, token)
    }
  }

  private static func vouched(_ world: AccountWorld, _ role: String, of department: String) async throws -> String {
    try await world.with(staff: role, of: department) {
      try await ReviewStore(connection: $0).vouch(idNumber: AccountWorld.number, document: "身份证原件").code
    }
  }

  @Test("a draft: any bureau's code lets the person in, the squatter is out, and the draft can be discarded")
  func draft() async throws {
    try await Self.with { world, token in
      // By oneself there is no way in, and none that tells why.
      #expect(try await world.register().status == 202)
      #expect(try await world.logIn().status == 401)
      #expect(try await world.post("password-resets", ["id_number": .string(AccountWorld.number)]).status == 202)
      #expect(
        try await world.count(
          "SELECT count(*) FROM review.notification WHERE event = 'password_code' AND recipient <> 'squatter@example.cn'"
        )
          == 0)

      let code = try await Self.vouched(world, "reviewer", of: "140105")
      #expect(try await world.register(["code": .string(code)]).status == 202)
      #expect(try await !world.isOpen(token))
      #expect(try await world.logIn(Self.squatters).status == 401)
      let own = try #require(try await world.logIn().json["token"]?.string)
      // What the squatter left is there, under the name that now vouches, and goes.
      let left = try await world.endpoint.send("GET", Self.path, token: own)
      #expect(left.status == 200 && left.json["possible"]?.array?.contains("discard") == true, "\(left.text)")
      #expect(try await world.endpoint.send("DELETE", Self.path, token: own).status == 204)
      let begun = try await world.endpoint.send("POST", Self.path, json: [:], token: own)
      #expect(begun.status == 201 && begun.text.contains("张三") && !begun.text.contains("抢注人"), "\(begun.text)")
      // The squatter's address gets no code any more.
      #expect(try await world.post("password-resets", ["id_number": .string(AccountWorld.number)]).status == 202)
      #expect(
        try await world.count(
          """
          SELECT count(*) FROM review.notification
          WHERE event = 'password_code' AND recipient = 'squatter@example.cn' AND state = 'pending'
          """) == 0)
    }
  }

  @Test("sent in: the bureau that has it vouches, or a manager above it; what was sent is there for both to see")
  func submitted() async throws {
    try await Self.with { world, token in
      let profile = try #require(Profile.current("shanxi", on: world.endpoint.services.today))
      let version = try await world.count("SELECT draft_version::integer FROM review.application")
      try await world.endpoint.services.database.perform { store in
        let document: JSONValue = [
          "province": "shanxi", "profile_version": .string(profile.version), "channel": "pc", "department": "140106",
          "identity": ["id_type": "01", "id_number": .string(AccountWorld.number), "name": "抢注人"],
          "expected_version": .integer(version), "session": .string(Accounts.hash(token).hexadecimal),
        ]
        _ = try await store.connection.query("SELECT number FROM review.intake_submit($1)", [document])
      }
      // The person's own bureau cannot say whose it is: it is in another one's hands.
      let failure = await #expect(throws: StoreFailure.self) {
        try await Self.vouched(world, "reviewer", of: "140105")
      }
      guard case .refused(let refusal)? = failure, refusal.word == .unknownPerson else {
        Issue.record("\(String(describing: failure))")
        return
      }
      for (role, department) in [("reviewer", "140106"), ("manager", "140100"), ("manager", "140000")] {
        let code = try await Self.vouched(world, role, of: department)
        #expect(try await world.register(["code": .string(code)]).status == 202)
        let own = try #require(try await world.logIn().json["token"]?.string)
        let seen = try await world.endpoint.send("GET", Self.path, token: own)
        #expect(seen.json["state"] == "submitted", "\(seen.text)")
      }
      #expect(try await !world.isOpen(token))
      let own = try #require(try await world.logIn().json["token"]?.string)
      // Until a reviewer takes it, the person takes it back and begins anew.
      #expect(try await world.endpoint.send("POST", Self.path + "/withdraw", json: [:], token: own).status == 200)
      let back = try await world.endpoint.send("GET", Self.path, token: own)
      #expect(back.json["possible"]?.array?.contains("save") == true, "\(back.text)")
    }
  }
}
