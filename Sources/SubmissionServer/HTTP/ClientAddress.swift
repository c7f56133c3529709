import HTTPTypes

/// Where a request comes from: the other end of the connection, or what a trusted proxy says.
enum ClientAddress {
  /// Reads `X-Forwarded-For` from its end: each proxy adds the address that it saw, so only what trusted ones added can be believed.
  static func of(_ head: HTTPRequest, peer: String, trusted: [AddressRange]) -> String {
    func isTrusted(_ address: String) -> Bool { trusted.contains { $0.contains(address) } }
    guard !trusted.isEmpty, isTrusted(peer) else { return peer }
    let hops = head.headerFields[values: .xForwardedFor].joined(separator: ",").prefix(2048).split(separator: ",")
    for hop in hops.reversed() {
      let address = hop.filter { $0 != " " }
      guard AddressRange(address) != nil, !address.contains("/") else { return peer }
      if !isTrusted(address) { return address }
    }
    return peer
  }
}
