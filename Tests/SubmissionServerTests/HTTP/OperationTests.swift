import ConnectionGuard
import Domain
import Foundation
import TestSupport
import Testing

@testable import SubmissionServer

/// What whoever runs the server looks at, and how it stops.
@Suite(.timeLimit(.minutes(30)))
struct OperationTests {
  @Test func readinessNamesWhatIsMissing() async throws {
    try await TestEndpoint.with { endpoint in
      let ready = try await endpoint.send("GET", "/readyz")
      #expect(ready.status == 200)
      #expect(ready.json["database"] == "ok" && ready.json["attachments"] == "ok")
      let owner = try await endpoint.database.connect()
      for (day, year) in [("2026-06-01", JSONValue.null), ("2041-12-30", 2041)] {
        try await owner.script(
          "CREATE OR REPLACE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE AS $$ SELECT date '\(day)' $$")
        let answer = try await endpoint.send("GET", "/readyz")
        #expect(answer.status == 200 && answer.json["status"] == "ok" && answer.json["unknown_year"] == year)
        #expect((answer.json["advice"]?.string?.contains("import holidays") ?? false) == (year != .null))
      }
      await owner.close()
      await endpoint.services.database.close()
      let gone = try await endpoint.send("GET", "/readyz")
      #expect(gone.status == 503)
      #expect(gone.json["database"] == "unreachable" && gone.json["attachments"] == "ok")
      #expect(gone.headers["retry-after"] == "5")
      #expect(try await endpoint.send("GET", "/healthz").status == 200)
    }
    var settings = ServerSettings()
    settings.minimumFreeBytes = .max
    try await TestEndpoint.with(settings: settings) { endpoint in
      let full = try await endpoint.send("GET", "/readyz")
      #expect(full.json["attachments"] == "full")
    }
  }

  @Test func figuresForPrometheus() async throws {
    try await TestEndpoint.with { endpoint in
      _ = try await endpoint.send("GET", "/healthz")
      _ = try await endpoint.send("GET", "/v1/atlantis/profile")
      let page = try await endpoint.send("GET", "/metrics")
      #expect(page.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      #expect(page.text.contains(#"submission_requests_total{route="/healthz",method="GET",status="200"} 1"#))
      #expect(page.text.contains(#"{route="/v1/{province}/profile",method="GET",status="404"} 1"#))
      #expect(page.text.contains(#"submission_problems_total{code="not_found"} 1"#))
      #expect(page.text.contains("submission_requests_in_flight 1"))
      #expect(page.text.contains("submission_database_pool_size 16"))
    }
    var settings = ServerSettings()
    settings.metricsFrom = []
    try await TestEndpoint.with(settings: settings) { endpoint in
      let hidden = try await endpoint.send("GET", "/metrics")
      #expect(hidden.status == 404)
    }
  }

  @Test func requestsAreCounted() async throws {
    var settings = ServerSettings()
    // One at once, the next a minute later: however slow the machine is.
    settings.rates.perAddress.perMinute = 1
    try await TestEndpoint.with(settings: settings) { endpoint in
      #expect(try await endpoint.send("GET", "/problems").status == 200)
      let refused = try await endpoint.send("GET", "/nowhere")
      #expect(refused.status == 429)
      let wait = try #require(refused.headers["retry-after"].flatMap { Int($0) })
      #expect((1...60).contains(wait))
      #expect(refused.json["seconds_left"] == .integer(wait))
      for _ in 0..<20 { #expect(try await endpoint.send("GET", "/healthz").status == 200) }
    }
  }

  @Test func requestsOfAnApplicantAreCountedWhereverTheyComeFrom() async throws {
    var settings = TestEndpoint.generous
    settings.rates.perCaller.perMinute = 1
    try await TestEndpoint.withApplicants(settings: settings) { endpoint, people in
      let path = "/v1/zhejiang/application"
      let (one, other) = (try people.token(1), try people.token(2))
      #expect(try await endpoint.send("GET", path, token: one).code == "no_application")
      let refused = try await endpoint.send("GET", path, token: one)
      #expect(refused.status == 429 && refused.code == "too_many_requests")
      // A new token is the same person; another person is not, and neither is whoever shows none.
      #expect(try await endpoint.send("POST", path + "/notice", json: [:], token: people.token(1)).status == 429)
      #expect(try await endpoint.send("GET", path, token: other).code == "no_application")
      #expect(try await endpoint.send("GET", "/v1/zhejiang/profile").status == 200)
    }
  }

  @Test func aTrustedProxySaysWhoAsks() async throws {
    var settings = TestEndpoint.generous
    settings.trustedProxies = ["127.0.0.1"].compactMap(AddressRange.init)
    try await TestEndpoint.with(settings: settings) { endpoint in
      #expect(try await endpoint.send("GET", "/metrics").status == 200)
      let stranger = try await endpoint.send("GET", "/metrics", headers: ["X-Forwarded-For": "203.0.113.7"])
      #expect(stranger.code == "not_found")
      let unreadable = try await endpoint.send("GET", "/metrics", headers: ["X-Forwarded-For": "unknown"])
      #expect(unreadable.status == 400 && unreadable.code == "malformed_request")
    }
  }

  @Test func requestsInFlightFinishWhenTheServerStops() async throws {
    let (finished, finish) = AsyncStream.makeStream(of: Void.self)
    let routes = [
      Route("slow", .get, "/slow", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]) { _ in
        for await _ in finished {}
        return .json(["ok": true])
      }
    ]
    try await TestEndpoint.with(routes: routes) { endpoint in
      let idle = try await RawConnection.open(endpoint.port)
      let busy = try await RawConnection.open(endpoint.port)
      try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await soon { endpoint.services.metrics.inFlight == 1 })
      async let down: Void = endpoint.shutDown()
      #expect(try await idle.ends())
      #expect(idle.received.isEmpty)
      #expect(!busy.isEnded)
      finish.finish()
      #expect(try await busy.ends())
      #expect(busy.statuses == [200])
      #expect(
        busy.received.contains(#"{"ok":true}"#) && busy.received.contains("Connection: close")
          || busy.received.contains("connection: close"))
      await down
      let isRefused = (try? await RawConnection.open(endpoint.port)) == nil
      #expect(isRefused)
    }
  }
}
