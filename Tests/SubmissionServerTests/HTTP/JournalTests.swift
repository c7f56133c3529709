import Domain
import Foundation
import Logging
import Synchronization
import Testing

@testable import SubmissionServer

/// What the log says of requests, and what it never says.
@Suite(.timeLimit(.minutes(30)))
struct JournalTests {
  @Test func aLineARequestWithoutAnythingPersonal() async throws {
    let lines = SeenRequests()
    let logger = Logger(label: "test") { LogfmtHandler(label: $0) { lines.add($0) } }
    let routes = [
      Route(
        "thing", .post, "/v1/{province}/things/{id}", Text(zh: "", en: ""), body: .json(.any),
        answers: [.init(.ok, "", .json(.any))]
      ) { exchange in
        if exchange.path["id"] == "broken" { throw SecretError(text: "330102199001010017") }
        return .json(["ok": true])
      }
    ]
    try await TestEndpoint.with(logger: logger, routes: routes) { endpoint in
      let secrets = ["330102199001010017", "13800000000", "geheim", "张三", "tok.en"]
      let path = "/v1/zhejiang/things/330102199001010017?phone=13800000000"
      let fine = try await endpoint.send(
        "POST", path, json: ["name": "张三"], token: "tok.en.geheim",
        headers: ["Cookie": "geheim", "User-Agent": "geheim"])
      #expect(fine.status == 200)
      let broken = try await endpoint.send(
        "POST", "/v1/zhejiang/things/broken", json: ["name": "张三"], headers: ["X-Request-Id": "request-1"])
      #expect(broken.status == 500)
      #expect(!broken.text.contains("330102"))
      _ = try await endpoint.send("GET", "/330102199001010017\n".trimmingCharacters(in: .newlines))
      let raw = try await RawConnection.open(endpoint.port)
      try await raw.send("张三 geheim\r\n\r\n")
      #expect(try await raw.ends())
      let all = lines.all
      #expect(all.count == 4)
      for secret in secrets { #expect(!all.joined().contains(secret), "\(secret)") }
      #expect(
        all[0].contains(
          "level=info event=request method=POST route=/v1/{province}/things/{id} status=200 ms="))
      #expect(
        all[0].contains("bytes=11 ") && all[0].contains(" client=127.0.0.0/24") && all[0].contains(" province=zhejiang")
      )
      #expect(
        all[1].contains("level=error") && all[1].contains("reason=SecretError") && all[1].contains("request=request-1"))
      #expect(all[2].contains("route=- status=404"))
      #expect(all[3].contains("level=notice") && all[3].contains("status=400"))
      for line in all { #expect(line.hasSuffix("\n") && line.filter { $0 == "\n" }.count == 1) }
    }
  }

  private struct SecretError: Error { let text: String }
}
