import ConnectionGuard
import TestSupport
import Testing

/// Addresses, networks and chains of proxies that nobody thought of.
@Suite struct AddressFuzzTests {
  @Test("a network holds what begins with its bits, and text is an address or nothing")
  func ranges() throws {
    var random = SeededGenerator(for: "address ranges")
    for _ in 0..<Fuzz.inputs(percent: 25) {
      let bytes = Fuzz.address(using: &random)
      let bits = Int.random(in: 0...bytes.count * 8, using: &random)
      // Of an IPv4 address in IPv6's clothes the bits are counted as of IPv4.
      let written = "\(Fuzz.text(bytes, using: &random))/\(bits)"
      let range = try #require(AddressRange(written), "\(written)")
      var other = bytes
      let flipped = Int.random(in: 0..<bytes.count * 8, using: &random)
      other[flipped / 8] ^= 0x80 >> UInt8(flipped % 8)
      #expect(range.contains(Fuzz.text(bytes, using: &random)), "\(written)")
      #expect(range.contains(Fuzz.text(other, using: &random)) == (flipped >= bits), "\(written) \(other)")

      let junk = Fuzz.junk(using: &random)
      _ = (AddressRange.truncated(junk), AddressRange.counted(junk), range.contains(junk))
      guard AddressRange(junk) != nil else { continue }
      #expect(junk.utf8.allSatisfy { "0123456789abcdefABCDEF.:/".utf8.contains($0) }, "\(junk.debugDescription)")
    }
  }

  /// A request on its way: somebody writes a header, every hop passes it on and adds whom it has it from.
  private struct Chain {
    let trusted: [AddressRange]
    var values: [String] = []
    /// Who sent it, then every hop, then whoever is at the other end of the connection: an address and whether it is trusted.
    var hops: [(address: String, isTrusted: Bool)] = []

    init(using random: inout SeededGenerator) {
      let networks = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let bytes = Fuzz.address(using: &random)
        return (bytes, Int.random(in: 0...bytes.count * 8, using: &random))
      }
      trusted = networks.compactMap { AddressRange("\(Fuzz.text($0.0, using: &random))/\($0.1)") }
      if Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 1...3, using: &random) { values.append(Fuzz.junk(using: &random)) }
      }
      for _ in 0...Int.random(in: 0...4, using: &random) {
        if let last = hops.last { pass(on: last.address, using: &random) }
        var bytes = Fuzz.address(using: &random)
        if let (network, bits) = networks.randomElement(using: &random), Int.random(in: 0..<4, using: &random) > 0 {
          bytes = network
          if bits < bytes.count * 8 { bytes[bytes.count - 1] ^= 1 }
        }
        let isTrusted = networks.contains { Self.begin(bytes, $0.0, $0.1) }
        hops.append((Fuzz.text(bytes, using: &random), isTrusted))
      }
    }

    private static func begin(_ one: [UInt8], _ other: [UInt8], _ bits: Int) -> Bool {
      one.count == other.count && (0..<bits).allSatisfy { (one[$0 / 8] ^ other[$0 / 8]) & 0x80 >> UInt8($0 % 8) == 0 }
    }

    private mutating func pass(on address: String, using random: inout SeededGenerator) {
      if values.isEmpty || Bool.random(using: &random) {
        values.append(address)
      } else {
        values[values.count - 1] += [",", ", ", " ,\t"].randomElement(using: &random) ?? ","
        values[values.count - 1] += address
      }
    }

    /// Nil where all are trusted: then the first one is believed whatever it wrote.
    var lastStranger: String? { hops.last { !$0.isTrusted }?.address }
    var isTooLong: Bool { values.joined(separator: ",").utf8.count > 2048 }
  }

  @Test("the address is that of the last hop that nobody vouches for, never one that it wrote")
  func chains() throws {
    var random = SeededGenerator(for: "chains of proxies")
    var outcomes: [String: Int] = [:]
    for _ in 0..<Fuzz.inputs(percent: 25) {
      let chain = Chain(using: &random)
      let peer = try #require(chain.hops.last)
      let found = Result { () throws(GuardFault) in
        try ClientAddress.of(forwarded: chain.values, peer: peer.address, trusted: chain.trusted)
      }
      switch found {
      case .success(let address):
        outcomes[peer.isTrusted ? "through proxies" : "straight", default: 0] += 1
        if let stranger = chain.lastStranger { #expect(address == stranger, "\(chain)") }
        #expect(address == peer.address || AddressRange(address) != nil, "\(chain)")
      case .failure(let fault):
        outcomes["refused", default: 0] += 1
        guard case .malformed = fault else { Issue.record("\(fault) of \(chain)"); continue }
        // Whoever came through strangers is refused for length alone: what they wrote is not read.
        #expect(peer.isTrusted && (chain.isTooLong || chain.lastStranger == nil), "\(chain)")
      }
    }
    // The generator makes all of them, or nothing was tried.
    for outcome in ["straight", "through proxies", "refused"] {
      #expect(outcomes[outcome, default: 0] > Fuzz.inputs(percent: 25) / 50, "\(outcomes)")
    }
  }
}
