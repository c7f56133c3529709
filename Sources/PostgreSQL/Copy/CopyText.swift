/// COPY's text format: one line a row, tabs between fields, backslash escapes, `\N` for NULL.
enum CopyText {
  private static let backslash = UInt8(ascii: "\\")

  /// Appends a value so that it is read back as it is. Runs without special bytes are copied in one piece.
  static func appendEscaped(_ value: [UInt8], to line: inout [UInt8]) {
    unsafe value.withUnsafeBufferPointer { bytes in
      var start = 0
      for index in bytes.indices {
        let escape: UInt8
        switch unsafe bytes[index] {
        case backslash: escape = backslash
        case UInt8(ascii: "\t"): escape = UInt8(ascii: "t")
        case UInt8(ascii: "\n"): escape = UInt8(ascii: "n")
        case UInt8(ascii: "\r"): escape = UInt8(ascii: "r")
        default: continue
        }
        unsafe line.append(contentsOf: bytes[start..<index])
        line.append(backslash)
        line.append(escape)
        start = index + 1
      }
      unsafe line.append(contentsOf: bytes[start...])
    }
  }

  /// The unescaped fields of one line; nil is NULL.
  static func fields(_ line: [UInt8]) -> [[UInt8]?] {
    let content = line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...]
    return content.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { field in
      field.elementsEqual([backslash, UInt8(ascii: "N")]) ? nil : unescaped(field)
    }
  }

  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    guard field.contains(backslash) else { return Array(field) }
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      guard byte == backslash, let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "b"): bytes.append(8)
      case UInt8(ascii: "f"): bytes.append(12)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "v"): bytes.append(11)
      default: bytes.append(next)
      }
    }
    return bytes
  }
}
