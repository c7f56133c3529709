import TestSupport

/// What nobody should type, and somebody will.
enum Rubbish {
  static let texts: [String] = [
    "", " ", "\u{0}", "\n", "🙂", "👩‍👩‍👧‍👦", "e\u{301}", "\u{202E}123", "\u{FEFF}", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨", "१२३४५६", "𝟏𝟐𝟑",
    "零一二三",
    "①②③", "-", "--------", "((((((", "@", "@@", "a@", "@b", "'; DROP TABLE x; --", "\u{1B}[31m", "NaN", "null", "\\",
    "\"", "ＺＪ",
    "\u{10FFFF}", "\u{E000}", "\u{FFFD}", "\u{200B}\u{200B}", "王", "㍿", "ﷺ", "+86", "0086", "+86-", "PDY", "9", "0",
    String(repeating: "9", count: 1_000_000), String(repeating: "王", count: 350_000),
    String(repeating: "\u{0}", count: 1_000_000), String(repeating: "ﷺ", count: 300_000),
    String(repeating: "e\u{301}", count: 100), String(repeating: "-", count: 511), String(repeating: "1", count: 512),
  ]

  /// A text of up to 24 characters, mostly of those that numbers have, now and then of any other.
  static func text(using generator: inout SeededGenerator) -> String {
    let usual = Array("0123456789012345678901234567890123456789ABCXZJxhgmHMEPSI-- ()+@.０１９Ｘ")
    var text = ""
    for _ in 0..<Int.random(in: 0...24, using: &generator) {
      if Int.random(in: 0..<12, using: &generator) == 0,
        let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
      {
        text.unicodeScalars.append(scalar)
      } else {
        text.append(usual.randomElement(using: &generator) ?? "0")
      }
    }
    return text
  }
}
