/// How many terminal cells text takes: East Asian wide and full-width 2 (Unicode Annex 11), combining marks 0,
/// emoji 2, everything else 1. Ambiguous characters take 1, as terminals with a UTF-8 locale draw them.
enum CellWidth {
  static func of(_ text: String) -> Int {
    // Most values are plain ASCII: a byte a cell.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count > 1 {
      // An emoji sequence is one picture: variation selector 16, joined people, flags, keycaps.
      if scalars.contains(where: { $0.value == 0xFE0F }) || (0x1F1E6...0x1F1FF).contains(first.value) { return 2 }
    }
    return of(first)
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: return 0
    case 0x20..<0x7F: return 1
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: return 0
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    return isWide(scalar.value) || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// Blocks of Annex 11 that are wide or full-width as a whole.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension String {
  /// The text in at most `width` cells, its end replaced by … when it is longer; never cut inside a character.
  func cut(toCells width: Int) -> String {
    guard CellWidth.of(self) > width else { return self }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in self {
      let cells = CellWidth.of(character)
      guard used + cells <= width - 1 else { break }
      kept.append(character)
      used += cells
    }
    return kept + "…"
  }

  /// The text followed (or, on the right, preceded) by blanks up to `width` cells.
  func padded(toCells width: Int, alignment: Table.Column.Alignment = .left) -> String {
    let blanks = String(repeating: " ", count: max(0, width - CellWidth.of(self)))
    return alignment == .left ? self + blanks : blanks + self
  }

  /// Lines of at most `width` cells. Breaks at blanks and between Chinese characters; a closing sign stays with what it
  /// closes; a Latin word is broken only when it is wider than a line.
  func wrapped(toCells width: Int) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { Wrapping.lines(of: $0, width: max(width, 2)) }
  }
}

private enum Wrapping {
  static func lines(of text: Substring, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in pieces(of: text) {
      let cells = CellWidth.of(piece)
      if used + cells > width, !line.isEmpty {
        lines.append(line.trimmingEnd())
        line = ""
        used = 0
        if piece.allSatisfy(\.isWhitespace) { continue }
      }
      if cells <= width {
        line += piece
        used += cells
        continue
      }
      for character in piece {
        let cell = CellWidth.of(character)
        if used + cell > width {
          lines.append(line)
          line = ""
          used = 0
        }
        line.append(character)
        used += cell
      }
    }
    lines.append(line.trimmingEnd())
    return lines
  }

  /// Runs that must not be broken: Latin words, single Chinese characters with the punctuation that follows them.
  private static func pieces(of text: Substring) -> [String] {
    var pieces: [String] = []
    for character in text {
      let joins: Bool
      if let last = pieces.last?.last {
        joins =
          "，。、；：！？）》」』”’％,.;:!?)]}".contains(character) && !last.isWhitespace
          || "（《「『“‘".contains(last)
          || (!isBreakable(character) && !isBreakable(last))
      } else {
        joins = false
      }
      if joins { pieces[pieces.count - 1].append(character) } else { pieces.append(String(character)) }
    }
    return pieces
  }

  private static func isBreakable(_ character: Character) -> Bool {
    character.isWhitespace || CellWidth.of(character) == 2
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
