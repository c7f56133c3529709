/// Texts as a workbook can hold them.
///
/// A text of a cell is written as a string and never as a formula, whatever it starts with. XML cannot hold control
/// characters; Excel writes them as `_x0007_` (ECMA-376 part 1, 22.9.2.19), and therefore also protects a text that
/// happens to look like that.
package enum CellText {
  /// What a cell holds, in UTF-16 units.
  package static let limit = 32_767

  /// A control character of ASCII, other than tab and line feed.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar.value != 0x09 && scalar.value != 0x0A) || scalar.value == 0x7F
  }

  /// The text for a cell, escaped; line ends become line feeds. Refuses what is too long.
  package static func escaped(_ text: String) throws(WorkbookFailure) -> String {
    var watch = Watch()
    let needsWork = !text.utf8.allSatisfy { watch.isPlain($0) }
    if text.utf8.count > limit {
      let length = text.utf16.count
      if length > limit { throw .textTooLong(length: length, limit: limit) }
    }
    return needsWork ? rewritten(text) : text
  }

  /// A text that can stand in a cell as it is.
  package struct Escaped {
    let text: String
    /// Whether it is shorter than what it was made of.
    let isCut: Bool

    /// One that no cell has room for ends in `…`.
    package init(fitting text: String) throws(WorkbookFailure) {
      isCut = text.utf8.count > CellText.limit && text.utf16.count > CellText.limit
      self.text = try CellText.escaped(isCut ? CellText.cut(text) : text)
    }
  }

  /// Whether UTF-8 can stand in a cell as it is, as `escaped` would find.
  @unsafe package static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= limit else { return false }
    var index = 0
    while index < bytes.count {
      // Whatever is not plain begins with one of these.
      let byte = unsafe bytes[index]
      if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "x") || byte == 0xEF {
        var watch = Watch()
        return unsafe bytes.allSatisfy { watch.isPlain($0) }
      }
      index += 1
    }
    return true
  }

  /// Looks for what a cell cannot hold, or holds only escaped: controls, DEL, "_x", U+FFFE and U+FFFF (EF BF BE, EF BF BF).
  private struct Watch {
    private var before: (UInt8, UInt8) = (0, 0)

    mutating func isPlain(_ byte: UInt8) -> Bool {
      defer { before = (before.1, byte) }
      if byte < 0x20 { return byte == 0x0A || byte == 0x09 }
      if byte == UInt8(ascii: "x") { return before.1 != UInt8(ascii: "_") }
      if byte >= 0xBE { return byte > 0xBF || before.0 != 0xEF || before.1 != 0xBF }
      return byte != 0x7F
    }
  }

  /// The beginning of a text that no cell has room for, and `…`.
  package static func cut(_ text: String) -> String {
    guard text.utf16.count > limit else { return text }
    var units = 1
    let kept = text.prefix { character in
      units += character.utf16.count
      return units <= limit
    }
    return kept + "…"
  }

  private static func rewritten(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x0D:
        // CR LF and CR alone become LF; the LF of a pair comes by itself.
        if index + 1 >= scalars.count || scalars[index + 1].value != 0x0A { result.append("\n") }
      case 0xFFFE, 0xFFFF:
        result.append("\u{FFFD}")
      case 0x5F where looksEscaped(scalars, at: index):
        result.append(contentsOf: "_x005F_".unicodeScalars)
      case _ where isControl(scalar):
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let escape = "_x" + String(repeating: "0", count: 4 - hex.count) + hex + "_"
        result.append(contentsOf: escape.unicodeScalars)
      default:
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// `_x`, four hexadecimal digits, `_`.
  private static func looksEscaped(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + 6 < scalars.count, scalars[index + 1] == "x", scalars[index + 6] == "_" else { return false }
    return scalars[(index + 2)...(index + 5)].allSatisfy(\.properties.isASCIIHexDigit)
  }

  /// A text for places that know no escapes (titles, properties, headers): controls become spaces, what is longer than
  /// `limit` UTF-16 units is cut and ends in `…`.
  package static func plain(_ text: String, limit: Int) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let bad = isControl(scalar) || scalar.value == 0xFFFE || scalar.value == 0xFFFF
      result.unicodeScalars.append(bad ? " " : scalar)
    }
    guard result.utf16.count > limit else { return result }
    var cut = ""
    for character in result {
      if cut.utf16.count + character.utf16.count > limit - 1 { break }
      cut.append(character)
    }
    return cut + "…"
  }

  /// A text of a chart: like `plain`, and never read as a formula by libxlsxwriter, which takes a leading `=` for one.
  static func chart(_ text: String) -> String {
    let clean = plain(text, limit: 255)
    return clean.hasPrefix("=") ? "＝" + clean.dropFirst() : clean
  }
}
