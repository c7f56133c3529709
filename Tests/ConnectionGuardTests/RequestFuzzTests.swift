import NIOCore
import TestSupport
import Testing

@testable import ConnectionGuard

/// Headers and bodies as nobody would send them, over the real decoder.
@Suite struct RequestFuzzTests {
  private static let limits: ConnectionLimits = {
    var limits = ConnectionLimits()
    limits.headerBytes = 3000
    limits.headerFields = 20
    return limits
  }()

  /// One way to break a header, and what has to be said about it.
  private enum Breach: CaseIterable {
    case fields, bytes, target, noPath, host, framing, length, coding, control

    func isMeant(by fault: GuardFault) -> Bool {
      switch (self, fault) {
      case (.fields, .headerTooLarge), (.bytes, .headerTooLarge), (.target, .targetTooLong): true
      case (.fields, _), (.bytes, _), (.target, _): false
      case (_, .malformed): true
      default: false
      }
    }
  }

  /// A request without a body, within all bounds but those that are breached.
  private struct Header {
    let text: String
    let breaches: Set<Breach>

    init(using random: inout SeededGenerator) {
      var breaches: Set<Breach> = []
      for _ in 0..<(Int.random(in: 0..<3, using: &random)) {
        if let breach = Breach.allCases.randomElement(using: &random) { breaches.insert(breach) }
      }
      var target = "/" + String(repeating: "a", count: Int.random(in: 0...60, using: &random))
      if Int.random(in: 0..<20, using: &random) == 0 { target = "/" + String(repeating: "a", count: 2047) }
      if breaches.contains(.target) {
        target = "/" + String(repeating: "b", count: Int.random(in: 2048...2200, using: &random))
      }
      if breaches.contains(.noPath) { target = "http://a" + target }
      var lines: [String] = []
      switch breaches.contains(.host) ? Int.random(in: 0..<4, using: &random) : 4 {
      case 0: break
      case 1: lines += ["Host: a", "host: b"]
      case 2: lines.append("Host: a b")
      case 3: lines.append("Host: " + String(repeating: "a", count: 256))
      default: lines.append(["Host: a", "HOST: [::1]:80", "host:x_y.example"].randomElement(using: &random) ?? "")
      }
      if breaches.contains(.framing) {
        lines +=
          [["Content-Length: 0", "Transfer-Encoding: chunked"], ["Content-Length: 0", "Content-Length: 0"]]
          .randomElement(using: &random) ?? []
      }
      if breaches.contains(.length) {
        let length = ["-1", "+0", "0x0", "0 0", "0,0", "1e1", "0000000000000000"].randomElement(using: &random) ?? ""
        lines.append("Content-Length: " + length)
      }
      if breaches.contains(.coding) {
        let coding = ["identity", "gzip, chunked", "xchunked", "\"chunked\"", "chunked, chunked"]
        lines.append("Transfer-Encoding: " + (coding.randomElement(using: &random) ?? ""))
      }
      if breaches.contains(.control) { lines.append("X-Control: a\u{1}b") }
      while Bool.random(using: &random), lines.count < 15 {
        lines.append("X-\(lines.count): " + String(repeating: "v", count: Int.random(in: 0...20, using: &random)))
      }
      if breaches.contains(.fields) {
        while lines.count <= RequestFuzzTests.limits.headerFields { lines.append("F: f") }
      }
      let room = RequestFuzzTests.limits.headerBytes - target.utf8.count - lines.map { $0.utf8.count }.reduce(0, +)
      if breaches.contains(.bytes) {
        lines.append(
          "X: " + String(repeating: "x", count: max(0, room) + Int.random(in: 1...200, using: &random) + 200))
      } else if room > 20, Int.random(in: 0..<20, using: &random) == 0, !breaches.contains(.fields) {
        // As many as are allowed.
        lines.append("X: " + String(repeating: "x", count: room - 1))
      }
      lines.shuffle(using: &random)
      text = "GET \(target) HTTP/1.1\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
      self.breaches = breaches
    }
  }

  @Test("a header within its bounds comes through; one beyond is refused, and for that")
  func headers() throws {
    var random = SeededGenerator(for: "headers")
    var passed = 0
    for _ in 0..<Fuzz.inputs(percent: 4) {
      let header = Header(using: &random)
      let bytes = Array(header.text.utf8)
      let outcome = try GuardedPipeline(Self.limits).send(Fuzz.pieces(bytes, using: &random))
      if header.breaches.isEmpty {
        passed += 1
        #expect(outcome.heads == 1 && outcome.refusal == nil && outcome.state == .complete, "\(header)")
      } else {
        let fault = try #require(outcome.refusal, "\(header)")
        #expect(header.breaches.contains { $0.isMeant(by: fault) }, "\(fault) of \(header)")
        #expect(outcome.heads == 0, "\(header)")
      }
    }
    #expect(passed > Fuzz.inputs(percent: 4) / 10)
  }

  @Test("whatever bytes come, one request at a time is made of them and nothing crashes")
  func noise() throws {
    var random = SeededGenerator(for: "noise")
    for _ in 0..<Fuzz.inputs(percent: 3) {
      // Two behind each other: while the first is not answered, the second waits.
      var bytes = Array((Header(using: &random).text + Header(using: &random).text).utf8)
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        if Bool.random(using: &random) {
          bytes[at] = UInt8.random(in: 0...255, using: &random)
        } else {
          bytes.remove(at: at)
        }
      }
      let outcome = try GuardedPipeline(Self.limits).send(Fuzz.pieces(bytes, using: &random))
      #expect(outcome.heads <= (outcome.refusal == nil ? 1 : 0), "\(bytes)")
    }
  }

  /// A body and how it is framed.
  private struct Body {
    let content: [UInt8]
    var sent: [UInt8]
    let announced: Int?

    init(using random: inout SeededGenerator) {
      content = (0..<Int.random(in: 0...300, using: &random)).map { _ in .random(in: 0...255, using: &random) }
      let head = "PUT / HTTP/1.1\r\nHost: a\r\n"
      guard Bool.random(using: &random) else {
        announced = content.count
        sent = Array("\(head)Content-Length: \(content.count)\r\n\r\n".utf8) + content
        return
      }
      announced = nil
      sent = Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8)
      var rest = content[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(Int.random(in: 1...100, using: &random))
        let size = String(chunk.count, radix: 16)
        let line = ["", "000"].randomElement(using: &random).map { $0 + size } ?? size
        sent += Array((line + (["", ";x=y"].randomElement(using: &random) ?? "") + "\r\n").utf8) + chunk
        sent += Array("\r\n".utf8)
        rest = rest.dropFirst(chunk.count)
      }
      sent += Array(("0\r\n" + (["", "X-Trailer: 1\r\n"].randomElement(using: &random) ?? "") + "\r\n").utf8)
    }
  }

  @Test("a body comes through as it is, whatever its pieces, and one that is cut short is never complete")
  func bodies() throws {
    var random = SeededGenerator(for: "bodies")
    for _ in 0..<Fuzz.inputs(percent: 3) {
      let body = Body(using: &random)
      let kept = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 0..<body.sent.count, using: &random) : nil
      let sent = kept.map { Array(body.sent.prefix($0)) } ?? body.sent
      let outcome = try GuardedPipeline().send(Fuzz.pieces(sent, using: &random))
      #expect(outcome.refusal == nil, "\(body)")
      #expect((outcome.state == .complete) == (kept == nil), "\(body) \(sent.count)")
      #expect(kept == nil ? outcome.body == body.content : body.content.starts(with: outcome.body), "\(body)")
    }
  }

  @Test("a body over the limit is refused however it comes, and one within passes")
  func meter() throws {
    var random = SeededGenerator(for: "body limits")
    for _ in 0..<Fuzz.inputs(percent: 20) {
      let parts = (0..<Int.random(in: 0...12, using: &random)).map { _ in Int.random(in: 0...200, using: &random) }
      let total = parts.reduce(0, +)
      let near = max(0, total + Int.random(in: -2...2, using: &random))
      let limit = Bool.random(using: &random) ? near : Int.random(in: 0...1000, using: &random)
      // Who announces may lie, in both directions.
      let announced = [nil, total, Int.random(in: 0...2000, using: &random), .max].randomElement(using: &random) ?? nil
      var fault: GuardFault?
      do throws(GuardFault) {
        var meter = try BodyMeter(limit: limit, announced: announced)
        for part in parts { try meter.take(part) }
      } catch { fault = error }
      let isOver = total > limit || announced.map { $0 > limit } ?? false
      #expect(
        fault == (isOver ? .bodyTooLarge(limit: limit) : nil), "\(limit) \(parts) \(String(describing: announced))")
    }
  }

  @Test("a target that is taken leads somewhere and nowhere else")
  func targets() {
    var random = SeededGenerator(for: "targets")
    let pieces = [
      "/", "//", "..", ".", "a", "%2e", "%2F", "%5c", "\\", "%", "%zz", "%00", "%e7%8e%8b", "?", "&", "=", "+", "#",
    ]
    for _ in 0..<Fuzz.inputs(percent: 20) {
      var text = "/"
      for _ in 0..<Int.random(in: 0...10, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      guard let target = try? RequestTarget(text) else { continue }
      for segment in target.segments {
        #expect(!segment.isEmpty && segment != "." && segment != "..", "\(text)")
        #expect(!segment.contains { $0 == "/" || $0 == "\\" || $0 == "\u{0}" }, "\(text)")
      }
    }
  }
}
