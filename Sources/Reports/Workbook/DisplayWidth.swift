/// How wide a text is in cells of a terminal; see `TextWidth` for cells of a sheet.
///
/// Wide are the characters that Unicode Standard Annex 11 calls W or F (Han, kana, Hangul, full-width forms, emoji).
public enum DisplayWidth {
  /// Cells of a terminal: 2 for a wide character, 0 for combining marks and controls, 1 for others.
  public static func cells(_ text: String) -> Int {
    text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
      ? text.utf8.count : text.reduce(0) { $0 + cells($1) }
  }

  /// Cells of a terminal for one character.
  public static func cells(_ character: Character) -> Int {
    // Followers (combining marks, joiners) take no place of their own; an emoji presentation makes its base wide.
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark: return 0
    default: return isWide(first) ? 2 : 1
    }
  }

  /// Blocks of wide characters, in order.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2E80...0x303E, 0x3041...0x33FF,
    0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FB, 0x1F004...0x1F004,
    0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F64F,
    0x1F680...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F90C...0x1FAF8, 0x20000...0x3FFFD,
  ]

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return wide.contains { $0.contains(scalar.value) }
  }
}
