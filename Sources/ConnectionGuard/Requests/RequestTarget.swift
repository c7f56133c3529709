/// The path and query of a request line, taken apart and checked: what is in it came from a stranger and may end up in a lookup.
public struct RequestTarget: Sendable, Hashable {
  /// Percent-decoded.
  public let segments: [String]
  /// By name, decoded; the first of several.
  public let query: [String: String]

  /// Why a target is none of ours.
  public enum Problem: Error, Hashable {
    /// Not a path, or one that cannot be decoded: 400.
    case malformed
    /// A path that can lead nowhere (`..`, an empty segment): 404.
    case nowhere
  }

  /// The most bytes of a target, of one segment, and the most query parameters.
  public static let limits = (target: 2048, segment: 128, parameters: 32)

  /// Takes a target apart.
  public init(_ target: String) throws(Problem) {
    guard target.utf8.count <= Self.limits.target, target.utf8.first == UInt8(ascii: "/") else { throw .malformed }
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    guard !target.utf8.contains(UInt8(ascii: "#")) else { throw .malformed }
    var segments: [String] = []
    for part in parts[0].dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let segment = Self.decoded(part, plusIsSpace: false) else { throw .malformed }
      guard !segment.isEmpty, segment != ".", segment != "..", segment.utf8.count <= Self.limits.segment,
        !segment.utf8.contains(UInt8(ascii: "/")), !segment.utf8.contains(UInt8(ascii: "\\"))
      else { throw .nowhere }
      segments.append(segment)
    }
    var query: [String: String] = [:]
    let pairs = parts.count > 1 ? parts[1].split(separator: UInt8(ascii: "&")) : []
    guard pairs.count <= Self.limits.parameters else { throw .malformed }
    for pair in pairs {
      let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(sides[0], plusIsSpace: true),
        let value = Self.decoded(sides.count > 1 ? sides[1] : pair.prefix(0), plusIsSpace: true)
      else { throw .malformed }
      if query[name] == nil { query[name] = value }
    }
    self.segments = segments
    self.query = query
  }

  /// Nil for a broken escape, bytes that are no UTF-8, and control characters.
  private static func decoded(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self),
      decoded.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control && $0.value != 0xFEFF })
    else { return nil }
    return decoded
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
