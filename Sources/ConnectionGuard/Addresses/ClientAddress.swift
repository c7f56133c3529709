/// Where a request comes from: the other end of the connection, or what a trusted proxy says.
public enum ClientAddress {
  /// Reads `X-Forwarded-For` from its end: each proxy adds the address that it saw, so only what trusted ones added can be believed.
  /// Several headers are one list (RFC 9110, 5.3). Without the header it is the proxy that asks.
  ///
  /// - Parameters:
  ///   - forwarded: the values of all `X-Forwarded-For`, in their order.
  ///   - peer: the address at the other end of the connection.
  /// - Throws: `malformed` where the deciding part is no address, or the list is longer than any chain of proxies: who hides behind
  ///   that must not pass for the proxy.
  public static func of(
    forwarded headers: [String], peer: String, trusted: [AddressRange]
  ) throws(GuardFault) -> String {
    func isTrusted(_ address: String) -> Bool { trusted.contains { $0.contains(address) } }
    guard !headers.isEmpty, isTrusted(peer) else { return peer }
    let list = headers.joined(separator: ",")
    guard list.utf8.count <= longest else {
      throw .malformed("X-Forwarded-For is too long")
    }
    var origin = peer
    for hop in list.split(separator: ",", omittingEmptySubsequences: false).reversed() {
      let address = String(
        hop.trimmingPrefix { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
      guard !address.contains("/"), AddressRange(address) != nil else {
        throw .malformed("X-Forwarded-For is no address")
      }
      origin = address
      if !isTrusted(address) { break }
    }
    return origin
  }

  private static let longest = 2048
}
