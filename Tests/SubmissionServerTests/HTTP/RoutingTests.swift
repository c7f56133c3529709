import Domain
import Testing

@testable import SubmissionServer

struct RoutingTests {
  @Test func aRunningServerAnswers() async throws {
    try await TestEndpoint.with { endpoint in
      let answer = try await endpoint.send("GET", "/healthz", headers: ["X-Request-Id": "abc-12345"])
      #expect(answer.status == 200)
      #expect(answer.json["status"] == "ok")
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["cache-control"] == "no-store")
      #expect(answer.headers["server"] == "submission-server")
      #expect(answer.headers["x-request-id"] == "abc-12345")
      let missing = try await endpoint.send(
        "GET", "/nowhere", headers: ["Accept-Language": "en", "X-Request-Id": "<script>"])
      #expect(missing.status == 404)
      #expect(missing.code == "not_found")
      #expect(missing.headers["content-type"] == "application/problem+json")
      #expect(missing.json["title"] == "There is no such thing")
      #expect(missing.headers["x-request-id"]?.count == 36)
      #expect(missing.json["request_id"]?.string == missing.headers["x-request-id"])
      let method = try await endpoint.send("DELETE", "/healthz")
      #expect(method.status == 405)
      #expect(method.headers["allow"] == "GET, HEAD")
      let head = try await endpoint.send("HEAD", "/healthz")
      #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "15")
      let code = try await endpoint.send("GET", "/problems/not_found")
      #expect(code.json["status"] == 404)
      #expect(try await endpoint.send("GET", "/problems").json["problems"]?.array?.count == ProblemCode.allCases.count)
    }
  }

  @Test func strangePathsLeadNowhere() async throws {
    let routes = [
      Route(
        "slot", .get, "/v1/{province}/slots/{slot}", Text(zh: "", en: ""), answers: [.init(.ok, "", .json(.any))]
      ) { .json(["slot": .string($0.path["slot"] ?? ""), "q": .string($0.query["q"] ?? "")]) }
    ]
    try await TestEndpoint.with(routes: routes) { endpoint in
      for (path, status) in [
        ("/v1/zhejiang/slots/photo", 200), ("/v1/zhejiang/slots/ph%6Fto", 200), ("/v1/zhejiang/slots/%E7%85%A7", 200),
        ("/v1/zhejiang/slots/..", 404), ("/v1/zhejiang/slots/%2e%2e", 404), ("/v1/zhejiang/slots/%2E%2E%2Fpasswd", 404),
        ("/v1/zhejiang/slots/a%2Fb", 404), ("/v1/zhejiang/slots/a%5Cb", 404), ("/v1/zhejiang/slots/", 404),
        ("/v1/zhejiang//slots/photo", 404), ("//v1/zhejiang/slots/photo", 404), ("/v1/zhejiang/slots/photo/", 404),
        ("/v1/zhejiang/../zhejiang/slots/photo", 404), ("/v1/ZHEJIANG/slots/photo", 404), ("/v1/atlantis/slots/x", 404),
        ("/V1/zhejiang/slots/photo", 404), ("/v1/zhejiang/slots/%00", 400), ("/v1/zhejiang/slots/a%0Ab", 400),
        ("/v1/zhejiang/slots/%zz", 400), ("/v1/zhejiang/slots/%", 400), ("/v1/zhejiang/slots/%C0%AF", 400),
        ("/v1/zhejiang/slots/%ED%A0%80", 400), ("/v1/zhejiang/slots/\(String(repeating: "a", count: 129))", 404),
        ("/v1/zhejiang/slots/photo?q=a+b%26&q=2", 200), ("/v1/zhejiang/slots/photo?q=%00", 400),
        ("/v1/zhejiang/slots/photo?\(String(repeating: "a&", count: 40))", 400),
      ] {
        let connection = try await RawConnection.open(endpoint.port)
        try await connection.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try await connection.ends())
        #expect(connection.statuses == [status], "\(path)")
        if path.contains("q=a+b") { #expect(connection.received.contains(#""q":"a b&""#)) }
      }
    }
  }

  @Test func languagesAsTheClientPrefersThem() {
    for (header, language) in [
      (nil, Language.zh), ("", .zh), ("en", .en), ("en-GB,en;q=0.9", .en), ("zh-CN,zh;q=0.9,en;q=0.8", .zh),
      ("en;q=0.3, zh;q=0.5", .zh), ("fr, en;q=0.5", .en), ("de", .zh), ("*", .zh), ("en;q=0", .zh), ("en;q=x", .en),
    ] as [(String?, Language)] {
      #expect(Language(accepted: header) == language, "\(header ?? "nil")")
    }
  }
}
