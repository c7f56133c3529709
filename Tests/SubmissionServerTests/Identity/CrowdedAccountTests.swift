import ConnectionGuard
import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// Many at the accounts at once: who has gone, who clicks twice, who wants to log out all the same.
@Suite(.timeLimit(.minutes(30)))
struct CrowdedAccountTests {
  private static func request(_ method: String, _ path: String, _ fields: String, _ body: String, length: Int? = nil)
    -> String
  {
    """
    \(method) /v1/shanxi/\(path) HTTP/1.1\r\nHost: a\r\n\(fields)Content-Type: application/json\r\n\
    Content-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)
    """
  }

  @Test("whoever hangs up leaves the queue of passwords, and no hash is computed for nobody")
  func whoHangsUpCostsNothing() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let hashing = world.hashing
      let busy = ["x", "y"].map { FairPlace(group: $0, member: "") }
      for place in busy { try await hashing.turns.take(place) }
      let before = hashing.computed
      let body = #"{"id_number": "110105199003070038", "password": "falsch falsch"}"#
      var gone: [RawConnection] = []
      for n in 1...3 {
        let connection = try await RawConnection.open(world.endpoint.port)
        try await connection.send(Self.request("POST", "sessions", "", body))
        #expect(try await soon { hashing.waiting == n })
        gone.append(connection)
      }
      let stays = Task { try await world.logIn().status }
      #expect(try await soon { hashing.waiting == 4 })
      // One says that no more will come, as whoever hangs up does; it is told why it has no answer.
      try await gone[0].finish()
      gone[1].close()
      gone[2].close()
      #expect(try await soon { hashing.waiting == 1 })
      #expect(try await gone[0].ends())
      #expect(gone[0].statuses == [503])
      #expect(hashing.computed == before)
      for place in busy { hashing.turns.give(place) }
      #expect(try await stays.value == 201)
      #expect(hashing.computed == before + 1)
      #expect(try await soon { world.endpoint.services.metrics.inFlight == 0 })
    }
  }

  @Test func aFullQueueRefusesBeforeAnythingIsCounted() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let busy = ["x", "y"].map { FairPlace(group: $0, member: "") }
      for place in busy { try await world.hashing.turns.take(place) }
      for _ in 0..<99 { world.hashing.turns.note(took: .seconds(1000)) }
      for _ in 0..<9 {
        let refused = try await world.logIn("wrong password")
        #expect(refused.status == 503 && refused.code == "unavailable" && refused.headers["retry-after"] != nil)
      }
      for place in busy { world.hashing.turns.give(place) }
      #expect(try await world.count("SELECT count(*) FROM review.login_attempt WHERE failures >= 9") == 0)
      #expect(try await world.logIn().status == 201)
    }
  }

  @Test("an archive's owner who clicks many times at once gets in every time")
  func firstLogInManyTimesAtOnce() async throws {
    try await AccountWorld.with(free: 100) { world in
      for serial in 0..<5 {
        let number = TestApplicants.idNumber(serial)
        try await world.addArchive(number: number, password: "altes wort 77")
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<8 { group.addTask { try await world.logIn("altes wort 77", number: number).status } }
          return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 201, count: 8))
      }
      #expect(try await world.count("SELECT count(*) FROM review.account WHERE scheme IS NOT NULL") == 0)
    }
  }

  @Test("whatever is under way, sessions are listed and ended; one session leaves room for the others")
  func loggingOutIsAlwaysLetThrough() async throws {
    try await AccountWorld.with { world in
      _ = try await world.register()
      let thief = try #require(try await world.logIn().json["token"]?.string)
      let owner = try #require(try await world.logIn().json["token"]?.string)
      let path = "/v1/shanxi/application"
      var slow: [RawConnection] = []
      for _ in 0..<8 {
        let connection = try await RawConnection.open(world.endpoint.port)
        try await connection.send(
          Self.request("POST", "application/notice", "Authorization: Bearer \(thief)\r\n", "{", length: 2))
        slow.append(connection)
      }
      #expect(try await soon { slow.count { $0.statuses == [429] } == 2 })
      #expect(try await world.endpoint.send("GET", path, token: thief).status == 429)
      #expect(try await world.endpoint.send("GET", path, token: owner).status == 404)
      let listed = try await world.endpoint.send("GET", "/v1/shanxi/sessions", token: thief)
      #expect(listed.status == 200)
      #expect(try await world.endpoint.send("DELETE", "/v1/shanxi/sessions", token: thief).status == 204)
      #expect(try await !world.isOpen(thief))
      #expect(try await world.isOpen(owner))
      for connection in slow { connection.close() }
    }
  }

  @Test func attemptsFromOneNetworkAreCountedTogether() async throws {
    var settings = TestEndpoint.generous
    settings.rates.attemptsPerNetwork = 4
    settings.trustedProxies = ["127.0.0.1"].compactMap(AddressRange.init)
    try await TestEndpoint.with(
      settings: settings, identity: { IdentityService(accounts: Accounts(database: $0)) },
      { endpoint in
        func ask(_ address: String) async throws -> Int {
          try await endpoint.send(
            "POST", "/v1/shanxi/password-resets", json: ["id_number": "110105199003070038"],
            headers: ["X-Forwarded-For": address]
          ).status
        }
        var statuses: [Int] = []
        for n in 1...5 { statuses.append(try await ask("2001:db8:7:\(n)::1")) }
        statuses.append(try await ask("2001:db8:8:5::1"))
        statuses.append(try await ask("203.0.113.7"))
        #expect(statuses == [202, 202, 202, 202, 429, 202, 202])
      })
  }
}
