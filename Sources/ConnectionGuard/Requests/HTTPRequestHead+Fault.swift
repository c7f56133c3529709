import NIOHTTP1

extension HTTPRequestHead {
  /// Why a header is refused that the decoder let pass: everything that two servers in a row could read in two ways.
  var fault: GuardFault? {
    guard version == .http1_1 || version == .http1_0 else { return .malformed("HTTP version") }
    guard uri.utf8.first == UInt8(ascii: "/") else { return .malformed("request target") }
    guard uri.utf8.count <= RequestTarget.limits.target else { return .targetTooLong }
    let hosts = headers["host"]
    guard hosts.count == 1 || (hosts.isEmpty && version == .http1_0) else { return .malformed("Host") }
    guard hosts.allSatisfy({ $0.utf8.count <= 255 && $0.utf8.allSatisfy(Self.isHostByte) }) else {
      return .malformed("Host")
    }
    let lengths = headers["content-length"]
    let codings = headers["transfer-encoding"]
    guard lengths.isEmpty || codings.isEmpty, lengths.count <= 1, codings.count <= 1 else {
      return .malformed("framing")
    }
    if let length = lengths.first,
      length.isEmpty || length.utf8.count > 15 || !length.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      return .malformed("Content-Length")
    }
    if let coding = codings.first, coding.lowercased() != "chunked" || version != .http1_1 {
      return .malformed("Transfer-Encoding")
    }
    for (_, value) in headers
    where value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      return .malformed("header field")
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

extension GuardFault {
  /// What the decoder could not read; nil for errors that are not the decoder's: the connection broke.
  init?(decoding error: any Error) {
    guard let error = error as? HTTPParserError else { return nil }
    self = error == .headerOverflow ? .headerTooLarge("\(error)") : .malformed("\(error)")
  }
}
