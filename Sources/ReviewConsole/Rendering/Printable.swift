/// Text from the database on its way to a terminal: control characters could move the cursor, rename the window or
/// reverse the reading direction, so each becomes a visible sign.
enum Printable {
  /// One line: line breaks become ⏎.
  static func line(_ text: String) -> String { clean(text, keepsLines: false) }

  /// Several lines: line breaks stay.
  static func paragraph(_ text: String) -> String { clean(text, keepsLines: true) }

  private static func clean(_ text: String, keepsLines: Bool) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var clean = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\n" where previous == "\r": continue
      case "\n", "\r": clean.append(keepsLines ? "\n" : "⏎")
      case "\t": clean.append(" ")
      case _ where isUnsafe(scalar): clean.append("\u{FFFD}")
      default: clean.append(scalar)
      }
    }
    return String(clean)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029: true
    default: false
    }
  }
}
