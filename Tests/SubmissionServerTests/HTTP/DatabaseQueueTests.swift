import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// More requests than connections to the database.
@Suite(.timeLimit(.minutes(30)))
struct DatabaseQueueTests {
  /// Waits until the test lets it go; longer than the endpoint's logins wait for a lock.
  private static func hold(_ store: IntakeStore) async throws {
    try await store.connection.script("BEGIN; SET LOCAL lock_timeout = 0")
    try await store.connection.query("SELECT pg_advisory_lock_shared(1)")
    try await store.connection.script("COMMIT")
  }

  private static func person(_ exchange: HTTPExchange) -> ApplicantKey {
    ApplicantKey(province: "zhejiang", idType: "01", idNumber: exchange.query["who"] ?? "")
  }

  private static let routes = [
    Route("change", .get, "/change", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]) { exchange in
      try await exchange.services.database.change(of: person(exchange), from: exchange.address, hold)
      return .json(["ok": true])
    },
    Route("end", .get, "/end", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]) { exchange in
      _ = try await exchange.services.database.change(of: person(exchange), from: exchange.address, apart: true) {
        try await $0.connection.query("SELECT 1")
      }
      return .json(["ok": true])
    },
    Route("wait", .get, "/wait", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]) { exchange in
      _ = try await exchange.services.database.perform {
        // Longer than the endpoint's logins wait for a lock.
        try await $0.connection.script("BEGIN; SET LOCAL lock_timeout = 0")
        let rows = try await $0.connection.query("SELECT pg_advisory_lock_shared(1)")
        try await $0.connection.script("COMMIT")
        return rows
      }
      return .json(["ok": true])
    },
    Route("break", .get, "/break", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]) { exchange in
      _ = try await exchange.services.database.perform {
        try await $0.connection.query("SELECT pg_terminate_backend(pg_backend_pid())")
      }
      return .json(["ok": true])
    },
    Route("quick", .get, "/quick", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]) { exchange in
      _ = try await exchange.services.database.perform { try await $0.connection.query("SELECT 1") }
      return .json(["ok": true])
    },
  ]

  @Test func whoeverWouldWaitTooLongIsToldToComeBack() async throws {
    var settings = ServerSettings()
    settings.poolSize = 2
    settings.poolQueue = 3
    settings.poolPatience = .seconds(2)
    try await TestEndpoint.with(settings: settings, routes: Self.routes) { endpoint in
      // Two are served, three wait in vain, the rest is refused at once.
      let owner = try await endpoint.database.connect()
      try await owner.query("SELECT pg_advisory_lock(1)")
      let answers = try await withThrowingTaskGroup(of: TestEndpoint.Answer.self) { group in
        for _ in 0..<9 { group.addTask { try await endpoint.send("GET", "/wait") } }
        return try await group.reduce(into: [TestEndpoint.Answer]()) { answers, answer in
          answers.append(answer)
          if answers.count == 7 { try await owner.query("SELECT pg_advisory_unlock(1)") }
        }
      }
      await owner.close()
      #expect(answers.filter { $0.status == 200 }.count == 2)
      let refused = answers.filter { $0.status == 503 }
      #expect(refused.count == 7)
      #expect(refused.allSatisfy { $0.code == "unavailable" && $0.headers["retry-after"] == "3" })
      #expect(endpoint.services.database.load == (busy: 0, waiting: 0))
      // A connection that breaks is somebody's 503, and nobody's after that.
      let broken = try await endpoint.send("GET", "/break")
      #expect(broken.status == 503)
      for _ in 0..<4 { #expect(try await endpoint.send("GET", "/quick").status == 200) }
    }
  }

  @Test("who waits for rows that somebody holds takes the connections of nobody who reads, or ends a session")
  func heldRowsLeaveConnections() async throws {
    var settings = TestEndpoint.generous
    settings.poolSize = 4
    settings.poolQueue = 7
    settings.poolPatience = .seconds(100_000)
    try await TestEndpoint.with(settings: settings, routes: Self.routes) { endpoint in
      let database = endpoint.services.database
      let owner = try await endpoint.database.connect()
      try await owner.query("SELECT pg_advisory_lock(1)")
      let one = Task { try await endpoint.send("GET", "/change?who=a").status }
      #expect(try await soon { database.load.busy == 1 })
      let more = (0..<3).map { _ in Task { try await endpoint.send("GET", "/change?who=a").status } }
      #expect(try await soon { database.changesWaiting == 3 })
      // One of a person holds a connection, the others do not.
      #expect(database.load == (busy: 1, waiting: 0))
      let others = ["b", "c", "d"].map { who in
        Task { try await endpoint.send("GET", "/change?who=\(who)").status }
      }
      #expect(try await soon { database.changesWaiting == 5 && database.load.busy == 2 })
      for _ in 0..<5 {
        #expect(try await endpoint.send("GET", "/quick").status == 200)
        #expect(try await endpoint.send("GET", "/end?who=a").status == 200)
      }
      try await owner.query("SELECT pg_advisory_unlock(1)")
      for task in [one] + more + others { #expect(try await task.value == 200) }
      #expect(database.changesWaiting == 0 && database.load == (busy: 0, waiting: 0))
      await owner.close()
    }
  }

  @Test func refusalsOfTheDatabaseAreProblems() throws {
    let error = DatabaseError(
      kind: .refused, sqlState: "RC409", message: "wrong_state",
      detail: #"{"number": "ZJ26-1", "state": "submitted", "withdraw_until": "submitted"}"#)
    let refusal = try #require(Refusal(error))
    let problem = StoreFailure.refused(refusal).problem
    #expect(problem.code == .wrongState)
    #expect(problem.members["state"] == "submitted")
    #expect(problem.members["possible"] == ["withdraw", "status"])
    for (word, code) in [
      ("not_found", ProblemCode.noApplication), ("duplicate_application", .duplicateApplication),
      ("key_reused", .keyReused), ("unchanged", .unchanged), ("notice_unread", .noticeUnread),
      ("bad_document", .internalError),
      ("not_permitted", .internalError), ("lease_held", .internalError),
    ] {
      let refusal = try #require(Refusal(DatabaseError(kind: .refused, sqlState: "RC400", message: word)))
      #expect(refusal.problem.code == code, "\(word)")
    }
    // The server's own texts go nowhere: they may quote a row.
    let leak = DatabaseError(kind: .refused, sqlState: "23505", message: "secret", detail: "Key (id)=(secret)")
    let hidden = StoreFailure.database(leak).problem
    #expect(hidden.code == .internalError && hidden.detail == nil)
    #expect(hidden.reason?.contains("Key") == false)
  }
}
