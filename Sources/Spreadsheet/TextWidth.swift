import Domain

/// How wide a text is in a cell, in pixels of a screen of 96 dots an inch.
///
/// A Chinese character is as wide as its font is high. Digits and letters of Arial have the widths of its metrics, which
/// LibreOffice's replacement (Liberation Sans) shares; those of 宋体 and 黑体 are half as wide as high, and up to a third
/// wider in what Linux falls back to: those are counted.
package enum TextWidth {
  /// The widest line of a text.
  package static func pixels(_ text: String, _ font: CellStyle.Font, size: Double = 11, bold: Bool = false) -> Double {
    let em = size * 96 / 72
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.reduce(0.0) { $0 + thousandths($1, font, bold: bold) } * em / 1000
    }.max() ?? 0
  }

  /// The widest line when the text is broken into two as evenly as its words allow; Chinese breaks anywhere.
  package static func halved(_ text: String, _ font: CellStyle.Font, size: Double = 11, bold: Bool = false) -> Double {
    func width(_ part: some StringProtocol) -> Double { pixels(String(part), font, size: size, bold: bold) }
    return text.indices.dropFirst().filter { place in
      let (before, after) = (text[text.index(before: place)], text[place])
      return before == " " || before == "-"
        || (CellWidth.of(before) == 2 && CellWidth.of(after) == 2 && !after.isPunctuation)
    }.map { place in
      max(width(text[..<place]), width(text[place...]))
    }.min() ?? width(text)
  }

  private static func thousandths(_ character: Character, _ font: CellStyle.Font, bold: Bool) -> Double {
    guard let ascii = character.asciiValue, (0x20..<0x7F).contains(ascii) else {
      switch CellWidth.of(character) {
      case 0: return 0
      // Quotation marks, dashes and the ellipsis are wide in Chinese fonts.
      case 1: return font != .arial && ("\u{2010}"..."\u{2026}").contains(character) ? 1000 : 600
      default: return 1000
      }
    }
    let place = Int(ascii) - 0x20
    guard font == .arial else { return Double(dejaVu[place]) * (bold ? 1.08 : 1) }
    return Double(arial[place]) * (bold && character.isLetter ? 1.06 : 1)
  }

  /// From the space to the tilde, in thousandths of the height.
  private static let arial: [UInt16] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]

  /// DejaVu Sans, which Linux has for the Latin letters of fonts that it lacks.
  private static let dejaVu: [UInt16] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
}
