import Domain
import Foundation
import Synchronization
import Testing

@testable import SubmissionServer

/// Requests that two servers in a row could read in two ways: each is refused or hung up on, and none is read twice.
@Suite(.timeLimit(.minutes(30)))
struct SmugglingTests {
  /// Notes what arrives; `/inner` must never be reached.
  static func routes(_ seen: SeenRequests) -> [Route] {
    @Sendable func answer(_ exchange: HTTPExchange) -> Reply {
      seen.add("\(exchange.head.method.rawValue) \(exchange.route.path)")
      return .json(["ok": true])
    }
    let ok = [Route.Answer(.ok, "", .json(.any))]
    return [
      Route("outer", .post, "/outer", Text(zh: "", en: ""), body: .json(.any), answers: ok) { answer($0) },
      Route("outerGet", .get, "/outer", Text(zh: "", en: ""), answers: ok) { answer($0) },
      Route("inner", .get, "/inner", Text(zh: "", en: ""), answers: ok) { answer($0) },
    ]
  }

  static let inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n"
  static func post(_ fields: String, _ body: String) -> String {
    "POST /outer HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(fields)\r\n\r\n\(body)"
  }

  static let shapes: [String: String] = [
    "CL and TE": post("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + inner),
    "TE and CL": post("Transfer-Encoding: chunked\r\nContent-Length: 60", "0\r\n\r\n" + inner),
    "two CL": post("Content-Length: 2\r\nContent-Length: 40", "{}" + inner),
    "two equal CL": post("Content-Length: 2\r\nContent-Length: 2", "{}" + inner),
    "CL list": post("Content-Length: 2, 2", "{}" + inner),
    "CL plus": post("Content-Length: +2", "{}" + inner),
    "CL minus": post("Content-Length: -2", "{}" + inner),
    "CL hex": post("Content-Length: 0x2", "{}" + inner),
    "CL blank inside": post("Content-Length: 2 2", "{}" + inner),
    "CL empty": post("Content-Length: ", inner),
    "CL overflow": post("Content-Length: 18446744073709551618", "{}" + inner),
    "folded": post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n" + inner),
    "folded CL": post("Content-Length: 2\r\n 0", "{}" + inner),
    "blank before colon": post("Content-Length : 2", "{}" + inner),
    "TE blank before colon": post("Transfer-Encoding : chunked", "0\r\n\r\n" + inner),
    "TE identity": post("Transfer-Encoding: identity", "{}" + inner),
    "TE xchunked": post("Transfer-Encoding: xchunked", "0\r\n\r\n" + inner),
    "TE chunked, identity": post("Transfer-Encoding: chunked, identity", "0\r\n\r\n" + inner),
    "TE gzip, chunked": post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n" + inner),
    "TE twice": post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n" + inner),
    "TE quoted": post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n" + inner),
    "TE vertical tab": post("Transfer-Encoding: \u{0B}chunked", "0\r\n\r\n" + inner),
    "chunk size overflow": post("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n" + inner),
    "chunk size with sign": post("Transfer-Encoding: chunked", "+2\r\n{}\r\n0\r\n\r\n" + inner),
    "chunk size 0x": post("Transfer-Encoding: chunked", "0x2\r\n{}\r\n0\r\n\r\n" + inner),
    "chunk longer than said": post("Transfer-Encoding: chunked", "2\r\n{}x\r\n0\r\n\r\n" + inner),
    "chunk with bare LF": post("Transfer-Encoding: chunked", "2\n{}\n0\n\n" + inner),
    "chunk extension with LF": post("Transfer-Encoding: chunked", "2;x\n{}\r\n0\r\n\r\n" + inner),
    "bare LF": "POST /outer HTTP/1.1\nHost: a\nContent-Type: application/json\nContent-Length: 2\n\n{}" + inner,
    "bare CR": "POST /outer HTTP/1.1\r\nHost: a\rContent-Length: 2\r\n\r\n{}" + inner,
    "NUL in a value": "GET /outer HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n" + inner,
    "NUL in the path": "GET /outer\u{0} HTTP/1.1\r\nHost: a\r\n\r\n",
    "no Host": "GET /outer HTTP/1.1\r\n\r\n" + inner,
    "two Hosts": "GET /outer HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + inner,
    "strange Host": "GET /outer HTTP/1.1\r\nHost: a b\r\n\r\n" + inner,
    "empty name": "GET /outer HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n" + inner,
    "blank in a name": "GET /outer HTTP/1.1\r\nHost: a\r\nX Y: x\r\n\r\n" + inner,
    "line before the fields": "GET /outer HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n" + inner,
    "absolute form": "GET http://a/inner HTTP/1.1\r\nHost: a\r\n\r\n",
    "authority form": "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n" + inner,
    "asterisk": "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "small letters": "get /outer HTTP/1.1\r\nHost: a\r\n\r\n" + inner,
    "unknown method": "FETCH /outer HTTP/1.1\r\nHost: a\r\n\r\n" + inner,
    "HTTP/0.9": "GET /outer\r\n" + inner,
    "HTTP/0.9 with version": "GET /outer HTTP/0.9\r\nHost: a\r\n\r\n" + inner,
    "HTTP/1.2": "GET /outer HTTP/1.2\r\nHost: a\r\n\r\n" + inner,
    "HTTP/2 preface": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/11": "GET /outer HTTP/11\r\nHost: a\r\n\r\n" + inner,
    "tab": "GET\t/outer\tHTTP/1.1\r\nHost: a\r\n\r\n" + inner,
    "three words more": "GET /outer HTTP/1.1 x\r\nHost: a\r\n\r\n" + inner,
    "long path": "GET /\(String(repeating: "a", count: 5000)) HTTP/1.1\r\nHost: a\r\n\r\n",
    "endless line": "GET /" + String(repeating: "a", count: 60_000),
    "long field": "GET /outer HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n",
    "many fields": "GET /outer HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: a\r\n", count: 200))\r\n",
    "TLS": "\u{16}\u{3}\u{1}\u{0}\u{5}\u{1}\u{0}\u{0}\u{1}\u{3}",
    "noise": "\u{1}\u{2}\u{3}\u{4}\r\n\r\n",
  ]

  @Test func noShapeIsReadTwice() async throws {
    let seen = SeenRequests()
    try await TestEndpoint.with(routes: Self.routes(seen)) { endpoint in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (name, shape) in Self.shapes {
          group.addTask {
            let connection = try await RawConnection.open(endpoint.port)
            try await connection.send(shape)
            #expect(try await connection.ends(), "\(name)")
            let statuses = connection.statuses
            #expect(statuses.count <= 1, "\(name): \(statuses)")
            #expect(statuses.allSatisfy { (400..<500).contains($0) }, "\(name): \(statuses)")
            if let status = statuses.first {
              #expect(connection.received.contains("application/problem+json"), "\(name): \(status)")
              #expect(connection.received.lowercased().contains("connection: close"), "\(name): \(status)")
            }
            connection.close()
          }
        }
        try await group.waitForAll()
      }
      #expect(seen.all.isEmpty, "\(seen.all)")
      #expect(try await endpoint.send("GET", "/outer").status == 200)
    }
  }

  @Test func whatIsFinePassesOnce() async throws {
    let seen = SeenRequests()
    try await TestEndpoint.with(routes: Self.routes(seen)) { endpoint in
      // Two requests behind each other, the first one in chunks with an extension and a trailer.
      let both =
        Self.post("Transfer-Encoding: chunked", "1;x=y\r\n{\r\n1\r\n}\r\n0\r\nX-Trailer: 1\r\n\r\n") + Self.inner
      let connection = try await RawConnection.open(endpoint.port)
      try await connection.send(both)
      #expect(try await connection.receives { $0.components(separatedBy: "HTTP/1.1 200").count == 3 })
      #expect(connection.statuses == [200, 200])
      #expect(seen.all == ["POST /outer", "GET /inner"])
      #expect(!connection.isEnded)
      // Bytes one at a time, on the same connection.
      for byte in Self.inner.utf8 { try await connection.send([byte]) }
      #expect(try await connection.receives { $0.components(separatedBy: "HTTP/1.1 200").count == 4 })
      connection.close()
      // A client that has said that it is done still gets its answer, and then the end.
      let last = try await RawConnection.open(endpoint.port)
      try await last.send(Self.inner)
      try await last.finish()
      #expect(try await last.ends())
      #expect(last.statuses == [200])
      // HTTP/1.0 is answered and hung up on.
      let old = try await RawConnection.open(endpoint.port)
      try await old.send("GET /inner HTTP/1.0\r\n\r\n")
      #expect(try await old.ends())
      #expect(old.statuses == [200])
    }
  }
}

/// What reached the routes.
final class SeenRequests: Sendable {
  private let list = Mutex<[String]>([])
  func add(_ text: String) { list.withLock { $0.append(text) } }
  var all: [String] { list.withLock { $0 } }
}
