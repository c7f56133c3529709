import ConnectionGuard
import Testing

/// Who asks, behind proxies.
@Suite struct ClientAddressTests {
  @Test func onlyTrustedProxiesAreBelieved() throws {
    let trusted = ["10.0.0.0/8", "::1"].compactMap(AddressRange.init)
    func client(_ peer: String, _ forwarded: String...) throws -> String {
      try ClientAddress.of(forwarded: forwarded, peer: peer, trusted: trusted)
    }
    #expect(try client("10.0.0.1", "203.0.113.7") == "203.0.113.7")
    #expect(try client("10.0.0.1", "1.2.3.4, 203.0.113.7, 10.9.9.9") == "203.0.113.7")
    #expect(try client("10.0.0.1", "1.2.3.4", "203.0.113.7", "10.9.9.9") == "203.0.113.7")
    #expect(try client("10.0.0.1", "unknown, 203.0.113.7") == "203.0.113.7")
    #expect(try client("192.0.2.1", "203.0.113.7") == "192.0.2.1")
    #expect(try client("::1", "2001:db8::7") == "2001:db8::7")
    // Nobody stands between: the proxy asks itself.
    #expect(try client("10.0.0.1") == "10.0.0.1")
    #expect(try client("10.0.0.1", "10.9.9.9") == "10.9.9.9")
    // Whoever cannot be read is not the proxy.
    for unreadable in [
      "unknown", "", ",", "203.0.113.7, <script>", "203.0.113.9,garbage", "127.0.0.1:80", "10.0.0.0/8", "1.2.3.4,",
      "203.0.113.7, 10. 0.0.1",
      // Cut at its end, this would leave what the client wrote.
      String(repeating: "127.0.0.1, ", count: 200) + "203.0.113.7",
    ] {
      #expect(throws: GuardFault.self, "\(unreadable)") { try client("10.0.0.1", unreadable) }
    }
    #expect(AddressRange.truncated("203.0.113.77") == "203.0.113.0/24")
    #expect(AddressRange.truncated("2001:db8:1234:5678::9") == "2001:db8:1234::/48")
    #expect(AddressRange.truncated("::ffff:203.0.113.77") == "203.0.113.0/24")
  }
}
