import Glibc

/// An IP address, or a network of them (`10.0.0.0/8`, `2001:db8::/32`).
public struct AddressRange: Sendable, Hashable {
  private let bytes: [UInt8]
  private let bits: Int

  /// Nil for what is no address.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let bytes = Self.bytes(String(first)) else { return nil }
    let whole = bytes.count * 8
    guard parts.count == 2 else {
      self.bytes = bytes
      bits = whole
      return
    }
    guard let bits = Int(parts[1]), (0...whole).contains(bits) else { return nil }
    self.bytes = bytes
    self.bits = bits
  }

  /// Whether it is this address or one of this network; false for what is no address.
  public func contains(_ address: String) -> Bool {
    guard let other = Self.bytes(address), other.count == bytes.count else { return false }
    return Self.cut(other, bits) == Self.cut(bytes, bits)
  }

  /// The network of an address that a log may name: /24, for IPv6 /48.
  public static func truncated(_ address: String) -> String {
    guard let bytes = bytes(address) else { return "-" }
    let kept = cut(bytes, bytes.count == 4 ? 24 : 48)
    guard bytes.count == 4 else {
      return (0..<3).map { String(Int(kept[$0 * 2]) << 8 | Int(kept[$0 * 2 + 1]), radix: 16) }.joined(separator: ":")
        + "::/48"
    }
    return kept.map(String.init).joined(separator: ".") + "/24"
  }

  /// By what an address is counted: itself, for IPv6 its /64, because one host has all of those.
  public static func counted(_ address: String) -> [UInt8] {
    guard let bytes = bytes(address) else { return Array(address.utf8) }
    return bytes.count == 4 ? bytes : Array(bytes.prefix(8))
  }

  /// The network of an IPv6 address that one line or tunnel may have all of: its /48; nil for IPv4, where an address is what one has.
  public static func network(_ address: String) -> [UInt8]? {
    guard let bytes = bytes(address), bytes.count == 16 else { return nil }
    return Array(bytes.prefix(6))
  }

  private static func cut(_ bytes: [UInt8], _ bits: Int) -> [UInt8] {
    bytes.enumerated().map { index, byte in
      let kept = min(8, max(0, bits - index * 8))
      return kept == 8 ? byte : byte & ~(UInt8.max >> UInt8(kept))
    }
  }

  /// 4 or 16 bytes; an IPv4 address in IPv6's clothes is IPv4.
  private static func bytes(_ text: String) -> [UInt8]? {
    // C would read what stands before a NUL and leave the rest.
    guard !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: six) { Array($0) }
    return bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] ? Array(bytes.suffix(4)) : bytes
  }
}
