import Domain

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
