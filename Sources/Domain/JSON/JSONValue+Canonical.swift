extension JSONValue {
  /// The value as JSON on one line, without spaces, its members in any order.
  public var plainJSON: String { json(isOrdered: false) }

  /// The value as JSON on one line, members ordered by the UTF-8 of their keys, no spaces: equal values write equal
  /// bytes. Numbers that JSON cannot write (infinite, not a number) are null.
  public var canonicalJSON: String {
    json(isOrdered: true)
  }

  private func json(isOrdered: Bool) -> String {
    var bytes: [UInt8] = []
    write(into: &bytes, isOrdered)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(into bytes: inout [UInt8], _ isOrdered: Bool) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value): bytes.append(contentsOf: (value.isFinite ? String(value) : "null").utf8)
    case .string(let value): JSONValue.write(value, into: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(into: &bytes, isOrdered)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      func write(_ key: String, _ value: JSONValue) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        JSONValue.write(key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        value.write(into: &bytes, isOrdered)
      }
      if isOrdered {
        for key in members.keys.sorted(by: JSONValue.precedes) { write(key, members[key] ?? .null) }
      } else {
        for (key, value) in members { write(key, value) }
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Whether the UTF-8 of a key comes first.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    let (one, other) = (left.utf8.span, right.utf8.span)
    for index in 0..<min(one.count, other.count) where one[index] != other[index] { return one[index] < other[index] }
    return one.count < other.count
  }

  /// Escapes what RFC 8259 section 7 asks for and nothing else, so that Chinese stays readable.
  private static func write(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if isPlain(text.utf8.span) {
      bytes.append(contentsOf: text.utf8)
    } else {
      writeEscaped(text, into: &bytes)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  private static func writeEscaped(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(hex[Int(byte >> 4)])
        bytes.append(hex[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
  }
}
