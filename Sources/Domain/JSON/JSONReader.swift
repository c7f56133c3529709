/// Why bytes are no JSON that we take, and where.
public struct JSONFailure: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Kind: String, Sendable {
    /// Not what RFC 8259 has.
    case syntax
    /// Not UTF-8.
    case encoding
    /// U+0000 in a text: PostgreSQL stores none.
    case nul
    /// Half of a surrogate pair.
    case surrogate
    /// Too many objects and arrays in each other.
    case depth
    /// A member twice in one object: readers would differ about which counts.
    case duplicate
    /// A number beyond `Int` and `Double`.
    case number
  }

  /// What is wrong.
  public let kind: Kind
  /// How many bytes came before it.
  public let offset: Int
}

extension JSONValue {
  /// Reads JSON as strictly as RFC 8259 and I-JSON (RFC 7493) allow, for what strangers send.
  ///
  /// A number that fits an `Int` exactly is an integer, every other one a `Double`, as in `init(from:)`.
  ///
  /// - Parameter depth: how many objects and arrays may lie in each other.
  public init(strictly bytes: [UInt8], depth: Int = 32) throws(JSONFailure) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.document(depth: depth)
  }
}

/// One pass over the bytes, without looking back.
private struct JSONReader {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document(depth: Int) throws(JSONFailure) -> JSONValue {
    skipSpace()
    let value = try value(depth)
    skipSpace()
    guard index == bytes.count else { throw failure() }
    return value
  }

  private func failure(_ kind: JSONFailure.Kind = .syntax) -> JSONFailure { JSONFailure(kind: kind, offset: index) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(_ depth: Int) throws(JSONFailure) -> JSONValue {
    switch next {
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFailure) -> JSONValue {
    for byte in word.description.utf8 where !take(byte) { throw failure() }
    return value
  }

  private mutating func object(_ depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth > 0 else { throw failure(.depth) }
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure() }
      let key = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure() }
      skipSpace()
      guard members.updateValue(try value(depth - 1), forKey: key) == nil else { throw failure(.duplicate) }
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure() }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth > 0 else { throw failure(.depth) }
    index += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      skipSpace()
      elements.append(try value(depth - 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure() }
    return .array(elements)
  }

  // MARK: Numbers

  private mutating func number() throws(JSONFailure) -> JSONValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let literal = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let integer = Int(literal) { return .integer(integer) }
    guard let number = Double(literal), number.isFinite else { throw failure(.number) }
    // As the decoder has it: 1.0 and 1e2 are integers too.
    if let integer = Int(exactly: number), abs(number) <= 9_007_199_254_740_992 { return .integer(integer) }
    return .number(number)
  }

  private mutating func digits() throws(JSONFailure) {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    guard index > start else { throw failure() }
  }

  // MARK: Texts

  private mutating func text() throws(JSONFailure) -> String {
    index += 1
    var start = index
    var unescaped: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        let rest = bytes[start..<index]
        let text =
          unescaped.isEmpty
          ? String(validating: rest, as: UTF8.self)
          : String(validating: unescaped + rest, as: UTF8.self)
        guard let text else { throw failure(.encoding) }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        unescaped += bytes[start..<index]
        index += 1
        unescaped += String(try escaped()).utf8
        start = index
      case 0: throw failure(.nul)
      case ..<0x20: throw failure()
      default: index += 1
      }
    }
    throw failure()
  }

  private mutating func escaped() throws(JSONFailure) -> Unicode.Scalar {
    guard let byte = next else { throw failure() }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      index -= 1
      throw failure()
    }
    let unit = try hexadecimal()
    guard unit != 0 else { throw failure(.nul) }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800..<0xDC00).contains(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw failure(.surrogate)
    }
    let low = try hexadecimal()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw failure(.surrogate) }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONFailure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw failure()
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
