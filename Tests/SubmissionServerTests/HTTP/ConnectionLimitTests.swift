import ConnectionGuard
import Domain
import Foundation
import NIOCore
import TestSupport
import Testing

@testable import SubmissionServer

/// Clients that are slow, many or too large.
@Suite(.timeLimit(.minutes(30)))
struct ConnectionLimitTests {
  /// Where a test is about a limit it is small, so that it does not take long; a busy machine must not meet the others.
  private static func settings(_ set: (inout ConnectionLimits) -> Void = { _ in }) -> ServerSettings {
    var settings = TestEndpoint.generous
    settings.limits.header = .seconds(Int64(Patience.seconds))
    settings.limits.bodyGrace = .seconds(Int64(Patience.seconds))
    settings.limits.keepAlive = .seconds(Int64(Patience.seconds))
    settings.limits.linger = .milliseconds(1500)
    settings.limits.connectionsPerAddress = 40
    set(&settings.limits)
    return settings
  }

  private static let ok = [Route.Answer(.ok, "", .json(.any))]
  static let routes: [Route] = [
    HealthRoute.route,
    Route("take", .put, "/take", Text(zh: "", en: ""), body: .file, answers: ok) { exchange in
      var bytes = 0
      for try await part in exchange.bodyStream { bytes += part.readableBytes }
      return .json(["bytes": .integer(bytes)])
    },
    Route("small", .post, "/small", Text(zh: "", en: ""), body: .json(.any, limit: 1000), answers: ok) { _ in
      .json(["ok": true])
    },
    Route("closed", .put, "/closed", Text(zh: "", en: ""), access: .applicant, body: .file, answers: ok) { _ in
      .json(["ok": true])
    },
    Route("large", .get, "/large", Text(zh: "", en: ""), answers: ok) { _ in
      Reply(
        headers: [.contentType: "image/jpeg"],
        body: .stream(
          .init(contentLength: 64 << 20) { writer in
            let piece = ByteBuffer(repeating: 7, count: 64 << 10)
            for _ in 0..<1024 { try await writer.write(piece) }
            try await writer.finish(nil)
          }))
    },
  ]

  private static func with(
    _ set: (inout ConnectionLimits) -> Void = { _ in }, _ body: @Sendable @escaping (TestEndpoint) async throws -> Void
  ) async throws {
    try await TestEndpoint.with(settings: settings(set), routes: routes, body)
  }

  @Test func aSlowHeaderIsAnsweredAndHungUpOn() async throws {
    try await Self.with({ $0.header = .seconds(3) }) { endpoint in
      let slow = try await RawConnection.open(endpoint.port)
      try await slow.send("GET /healthz HTTP/1.1\r\nHost: a\r\n")
      while !slow.isEnded {
        // A byte now and then does not help: the time is absolute.
        try? await slow.send("X")
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(slow.statuses == [408])
      let silent = try await RawConnection.open(endpoint.port)
      #expect(try await silent.ends())
      #expect(silent.received.isEmpty)
      #expect(try await endpoint.send("GET", "/healthz").status == 200)
    }
  }

  @Test func aSlowBodyIsGivenUpAndAFastOneIsNot() async throws {
    try await Self.with({ limits in
      limits.bodyGrace = .seconds(2)
      limits.minimumRate = 400
    }) { endpoint in
      let slow = try await RawConnection.open(endpoint.port)
      try await slow.send("PUT /take HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
      while !slow.isEnded {
        try? await slow.send("x")
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(slow.statuses == [408])
      #expect(slow.received.contains("request_timeout"))

      // Longer than the grace and above the rate, by so much that a machine may come to a halt.
      let steady = try await RawConnection.open(endpoint.port)
      try await steady.send("PUT /take HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n")
      for _ in 0..<10 {
        try await steady.send([UInt8](repeating: 7, count: 4000))
        try await Task.sleep(for: .milliseconds(300))
      }
      #expect(try await steady.receives { $0.contains(#"{"bytes":40000}"#) })
    }
  }

  @Test func aBodyThatIsCutShortIsNoFile() async throws {
    try await Self.with { endpoint in
      for ending in ["half", "whole"] {
        let connection = try await RawConnection.open(endpoint.port)
        try await connection.send("PUT /take HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
        #expect(try await soon { endpoint.services.metrics.inFlight == 1 })
        if ending == "half" { try await connection.finish() } else { connection.close() }
        #expect(try await connection.ends())
        #expect(!connection.statuses.contains(200))
      }
      // More framing than content: a chunk extension without end.
      let padded = try await RawConnection.open(endpoint.port)
      try await padded.send("PUT /take HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;")
      for _ in 0..<40 where !padded.isEnded { try? await padded.send([UInt8](repeating: 0x61, count: 8192)) }
      #expect(try await padded.ends())
      #expect(!padded.statuses.contains(200))
    }
  }

  @Test func tooLargeAndRefusedBodiesAreNotDrained() async throws {
    let json = "Host: a\r\nContent-Type: application/json\r\n"
    let cases = [
      ("POST /small HTTP/1.1\r\n\(json)Content-Length: 1000000000\r\n\r\n{", 413),
      ("POST /small HTTP/1.1\r\n\(json)Transfer-Encoding: chunked\r\n\r\n", 413),
      ("POST /small HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 1000000000\r\n\r\n{", 415),
      ("PUT /closed HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n{", 401),
      ("PUT /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n{", 404),
      ("DELETE /take HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n{", 405),
    ]
    try await Self.with { endpoint in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (request, status) in cases {
          group.addTask {
            let connection = try await RawConnection.open(endpoint.port)
            try await connection.send(request)
            // It goes on sending as if nothing had been said, up to 20 MB of the gigabyte.
            let blanks = [UInt8](repeating: 0x20, count: 2000)
            let piece = request.contains("chunked") ? Array("7D0\r\n".utf8) + blanks + Array("\r\n".utf8) : blanks
            var pieces = 0
            while pieces < 10_000 {
              do { try await connection.send(piece) } catch { break }
              pieces += 1
              try await Task.sleep(for: .milliseconds(5))
            }
            #expect(pieces < 10_000, "\(request)")
            #expect(connection.statuses == [status], "\(request)")
            #expect(connection.received.lowercased().contains("connection: close"), "\(request)")
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func aBodyThatIsWantedIsAskedFor() async throws {
    try await Self.with { endpoint in
      let patient = try await RawConnection.open(endpoint.port)
      try await patient.send("PUT /take HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
      #expect(try await patient.receives { $0.hasPrefix("HTTP/1.1 100 ") })
      try await patient.send("abc")
      #expect(try await patient.receives { $0.contains(#"{"bytes":3}"#) })
      patient.close()
      let refused = try await RawConnection.open(endpoint.port)
      try await refused.send("PUT /closed HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
      #expect(try await refused.ends())
      #expect(refused.statuses == [401])
    }
  }

  @Test func whoDoesNotReadIsGivenUp() async throws {
    try await Self.with({ $0.stalledAnswer = .seconds(2) }) { endpoint in
      let slow = try await RawConnection.open(endpoint.port, reads: false)
      try await slow.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await soon(every: .milliseconds(5)) { endpoint.services.metrics.inFlight == 1 })
      #expect(try await soon { endpoint.services.metrics.inFlight == 0 && endpoint.services.census.total == 0 })
      #expect(try await endpoint.send("GET", "/healthz").status == 200)
      slow.close()
    }
  }

  @Test func connectionsOfOneAddressAreBounded() async throws {
    try await Self.with({ $0.connectionsPerAddress = 3 }) { endpoint in
      var open: [RawConnection] = []
      for _ in 0..<3 { open.append(try await RawConnection.open(endpoint.port)) }
      #expect(try await soon { endpoint.services.census.total == 3 })
      let fourth = try await RawConnection.open(endpoint.port)
      #expect(try await fourth.ends())
      #expect(fourth.statuses == [429])
      for connection in open { connection.close() }
      let isIn = try await soon {
        let next = try await RawConnection.open(endpoint.port)
        try? await next.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return try await next.ends() && next.statuses == [200]
      }
      #expect(isIn)
    }
  }

  @Test func manySlowClientsDoNotHarmAHealthyOne() async throws {
    try await Self.with { endpoint in
      var slow: [RawConnection] = []
      for index in 0..<30 {
        let connection = try await RawConnection.open(endpoint.port)
        try await connection.send(
          index.isMultiple(of: 2)
            ? "GET /healthz HTTP/1.1\r\nHost:" : "PUT /take HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\nx")
        slow.append(connection)
      }
      #expect(try await soon { endpoint.services.census.total == 30 && endpoint.services.metrics.inFlight == 15 })
      // Whoever has sent all is answered while none of the slow ones has come to an end.
      for _ in 0..<51 { #expect(try await endpoint.send("GET", "/healthz").status == 200) }
      for connection in slow { #expect(!connection.isEnded && connection.received.isEmpty) }
    }
    // They are given up in the end, all of them.
    try await Self.with({ limits in
      limits.header = .seconds(3)
      limits.bodyGrace = .seconds(3)
    }) { endpoint in
      for begun in ["GET /healthz HTTP/1.1\r\nHost:", "PUT /take HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx"] {
        let connection = try await RawConnection.open(endpoint.port)
        try await connection.send(begun)
        #expect(try await connection.ends())
      }
    }
  }
}
