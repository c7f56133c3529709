import NIOHTTP1

/// Why a header is refused that the decoder let pass: everything that two servers in a row could read in two ways.
struct HeaderFault {
  let code: ProblemCode
  let reason: String

  init?(_ head: HTTPRequestHead) {
    guard let (code, reason) = Self.fault(head) else { return nil }
    self.code = code
    self.reason = reason
  }

  private static func fault(_ head: HTTPRequestHead) -> (ProblemCode, String)? {
    guard head.version == .http1_1 || head.version == .http1_0 else { return (.malformedRequest, "HTTP version") }
    guard head.uri.utf8.first == UInt8(ascii: "/") else { return (.malformedRequest, "request target") }
    guard head.uri.utf8.count <= RequestTarget.limits.target else { return (.uriTooLong, "request target") }
    let hosts = head.headers["host"]
    guard hosts.count == 1 || (hosts.isEmpty && head.version == .http1_0) else { return (.malformedRequest, "Host") }
    guard hosts.allSatisfy({ $0.utf8.count <= 255 && $0.utf8.allSatisfy(isHostByte) }) else {
      return (.malformedRequest, "Host")
    }
    let lengths = head.headers["content-length"]
    let codings = head.headers["transfer-encoding"]
    guard lengths.isEmpty || codings.isEmpty, lengths.count <= 1, codings.count <= 1 else {
      return (.malformedRequest, "framing")
    }
    if let length = lengths.first,
      length.isEmpty || length.utf8.count > 15 || !length.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      return (.malformedRequest, "Content-Length")
    }
    if let coding = codings.first, coding.lowercased() != "chunked" || head.version != .http1_1 {
      return (.malformedRequest, "Transfer-Encoding")
    }
    for (_, value) in head.headers
    where value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      return (.malformedRequest, "header field")
    }
    return nil
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// What the decoder could not read.
struct DecodingFault {
  let code: ProblemCode
  let reason: String

  /// Nil for errors that are not the decoder's: the connection broke.
  init?(_ error: any Error) {
    guard let error = error as? HTTPParserError else { return nil }
    code = error == .headerOverflow ? .headerTooLarge : .malformedRequest
    reason = "\(error)"
  }
}
