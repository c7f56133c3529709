public import Foundation

/// A type that can be the element of a one-dimensional PostgreSQL array.
public protocol SQLArrayElement: SQLEncodable, SQLDecodable {
  /// Writes the whole array; `UInt8` makes it bytea instead.
  static func writeArray(_ elements: [Self], into buffer: inout SQLTextBuffer)
  /// Reads the whole array; nil when it is none, holds NULL, or has more than one dimension.
  static func decodeArray(_ text: ArraySlice<UInt8>) -> [Self]?
}

extension Array: SQLEncodable where Element: SQLArrayElement {
  /// PostgreSQL's array literal; bytea for `[UInt8]`.
  public var sqlText: String {
    var buffer = SQLTextBuffer(limit: .max)
    write(into: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
  /// PostgreSQL's array literal; bytea for `[UInt8]`.
  public func write(into buffer: inout SQLTextBuffer) { Element.writeArray(self, into: &buffer) }
}

extension Array: SQLDecodable where Element: SQLArrayElement {
  /// nil when it is no such array, or holds NULL.
  public init?(sqlText: String) {
    guard let elements = Element.decodeArray(ArraySlice(sqlText.utf8)) else { return nil }
    self = elements
  }
  /// nil when it is no such array, or holds NULL.
  public static func decode(sqlBytes: ArraySlice<UInt8>) -> [Element]? { Element.decodeArray(sqlBytes) }
}

extension SQLArrayElement {
  /// Each element quoted, so that none can be mistaken for syntax or NULL.
  public static func writeArray(_ elements: [Self], into buffer: inout SQLTextBuffer) {
    buffer.append("{")
    for (index, element) in elements.enumerated() {
      var quoted = index == 0 ? "\"" : ",\""
      for character in element.sqlText.unicodeScalars {
        if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
        quoted.unicodeScalars.append(character)
      }
      buffer.append(quoted + "\"")
    }
    buffer.append("}")
  }

  /// Reads `{a,"b c"}`.
  public static func decodeArray(_ text: ArraySlice<UInt8>) -> [Self]? {
    guard let items = ArrayText.items(text) else { return nil }
    var elements: [Self] = []
    elements.reserveCapacity(items.count)
    for item in items {
      guard let item, let element = Self.decode(sqlBytes: item[...]) else { return nil }
      elements.append(element)
    }
    return elements
  }
}

extension String: SQLArrayElement {}
extension Int: SQLArrayElement {}
extension Int64: SQLArrayElement {}
extension Int32: SQLArrayElement {}
extension Bool: SQLArrayElement {}
extension Double: SQLArrayElement {}
extension UUID: SQLArrayElement {}

extension UInt8: SQLArrayElement {
  /// bytea.
  public static func writeArray(_ elements: [UInt8], into buffer: inout SQLTextBuffer) {
    buffer.append(hexadecimal: elements)
  }
  /// bytea.
  public static func decodeArray(_ text: ArraySlice<UInt8>) -> [UInt8]? { ByteaText.decode(text) }
}

/// The text form of one-dimensional arrays (manual, section 8.15.6).
enum ArrayText {
  /// The elements, unescaped; nil is NULL. The whole is nil for what is no such array.
  static func items(_ text: ArraySlice<UInt8>) -> [[UInt8]?]? {
    guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}"), text.count >= 2 else { return nil }
    var rest = text.dropFirst().dropLast()
    var items: [[UInt8]?] = []
    if rest.isEmpty { return items }
    while true {
      guard let item = item(&rest) else { return nil }
      items.append(item.isNull ? nil : item.bytes)
      guard let separator = rest.popFirst() else { return items }
      guard separator == UInt8(ascii: ",") else { return nil }
    }
  }

  private static func item(_ rest: inout ArraySlice<UInt8>) -> (bytes: [UInt8], isNull: Bool)? {
    var bytes: [UInt8] = []
    guard rest.first == UInt8(ascii: "\"") else {
      while let byte = rest.first, byte != UInt8(ascii: ",") {
        guard byte != UInt8(ascii: "{"), byte != UInt8(ascii: "}") else { return nil }
        bytes.append(byte)
        rest.removeFirst()
      }
      return bytes.isEmpty ? nil : (bytes, bytes.elementsEqual("NULL".utf8))
    }
    rest.removeFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return (bytes, false)
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        bytes.append(escaped)
      default: bytes.append(byte)
      }
    }
    return nil
  }
}
