/// Full-width forms that a Chinese input method leaves in a command line (Unicode block FF00, CJK punctuation 3000).
enum FullWidth {
  /// The ASCII twin of a full-width character; any other character unchanged.
  static func fold(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
    switch scalar.value {
    case 0xFF01...0xFF5E:
      guard let ascii = Unicode.Scalar(scalar.value - 0xFEE0) else { return character }
      return Character(ascii)
    case 0x3000: return " "
    case 0x3001: return ","
    case 0x3002: return "."
    case 0x2010...0x2015, 0x2212: return "-"
    default: return character
    }
  }

  static func fold(_ text: String) -> String { String(text.map(fold)) }

  /// A hyphen, or what stands for one: full-width, en dash, em dash, minus.
  static func isDash(_ character: Character) -> Bool { fold(character) == "-" }

  /// The quote that closes what `character` opens; nil when it opens nothing.
  static func closingQuote(for character: Character) -> Character? {
    switch character {
    case "\"": "\""
    case "'": "'"
    case "＂": "＂"
    case "＇": "＇"
    case "“": "”"
    case "”": "”"
    case "‘": "’"
    case "’": "’"
    case "「": "」"
    case "『": "』"
    default: nil
    }
  }
}
