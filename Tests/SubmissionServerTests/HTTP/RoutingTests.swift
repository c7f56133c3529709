import Domain
import Testing

@testable import SubmissionServer

struct RoutingTests {
  @Test func aRunningServerAnswers() async throws {
    try await TestEndpoint.with { endpoint in
      let answer = try await endpoint.send("GET", "/healthz")
      #expect(answer.status == 200)
      #expect(answer.json["status"] == "ok")
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["cache-control"] == "no-store")
      let missing = try await endpoint.send("GET", "/nowhere", headers: ["Accept-Language": "en"])
      #expect(missing.status == 404)
      #expect(missing.code == "not_found")
      #expect(missing.headers["content-type"] == "application/problem+json")
      #expect(missing.json["title"] == "There is no such thing")
      let method = try await endpoint.send("DELETE", "/healthz")
      #expect(method.status == 405)
      #expect(method.headers["allow"] == "GET, HEAD")
      let head = try await endpoint.send("HEAD", "/healthz")
      #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "15")
    }
  }
}
