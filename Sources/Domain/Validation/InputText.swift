import Foundation

/// Text as people type and paste it, made plain.
public enum InputText {
  /// Compatibility forms as their plain ones (Unicode NFKC: full-width digits and letters), without any spaces, line
  /// breaks and invisible marks that come along when pasting.
  public static func folded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    if isPlain { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars where !isBlank(scalar) {
      scalars.append(scalar)
    }
    return String(scalars)
  }

  /// The same with one plain space where blanks stood between words.
  static func foldedInWords(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.unicodeScalars.split(whereSeparator: isBlank)
      .map { String($0) }.joined(separator: " ")
  }

  /// The same where blanks inside mean something: only those at both ends go.
  public static func foldedAtEdges(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    if isPlain { return text }
    let scalars = text.precomposedStringWithCompatibilityMapping.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isBlank($0) }), let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// With the dashes that input methods write (‐ ‑ ‒ – — − ﹣) as the ASCII hyphen.
  public static func withPlainHyphens(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isDash = (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212
      scalars.append(isDash ? "-" : scalar)
    }
    return String(scalars)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0: true
    // Zero width, direction marks, byte order mark.
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: scalar.properties.isWhitespace
    }
  }
}
