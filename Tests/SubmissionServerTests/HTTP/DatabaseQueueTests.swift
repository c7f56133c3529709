import Domain
import Foundation
import PostgreSQL
import Store
import Testing

@testable import SubmissionServer

/// More requests than connections to the database.
@Suite(.timeLimit(.minutes(30)))
struct DatabaseQueueTests {
  private static let routes = [
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
