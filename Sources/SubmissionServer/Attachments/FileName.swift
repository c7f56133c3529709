import Foundation

/// A file's name on somebody else's machine, made harmless: kept to be shown, never to find anything by it.
enum FileName {
  /// The last part of a path, without control characters and bidirectional marks, at most 100 characters; nil when nothing is left.
  static func tidied(_ name: String) -> String? {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    var scalars = String.UnicodeScalarView()
    for scalar in last.unicodeScalars.prefix(100)
    where scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value)
      && scalar.properties.generalCategory != .format
    {
      scalars.append(scalar)
    }
    let text = String(scalars)
    return text.allSatisfy { $0 == "." || $0 == " " } ? nil : text
  }

  /// The name that an upload's `Content-Disposition` gives: `filename*` in UTF-8 before `filename`; nil without one.
  static func given(_ disposition: String?) -> String? {
    var plain: String?
    for part in (disposition ?? "").prefix(1024).split(separator: ";").dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { continue }
      let value = String(sides[1]).trimmingSpaces
      switch String(sides[0]).trimmingSpaces.lowercased() {
      case "filename*":
        let pieces = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0].lowercased() == "utf-8", let name = pieces[2].removingPercentEncoding
        else { continue }
        return name
      case "filename": plain = value.filter { $0 != "\"" }
      default: continue
      }
    }
    return plain
  }

  /// `Content-Disposition` with a name that every client reads (RFC 6266, RFC 8187).
  ///
  /// - Parameter plain: the name for who knows no better, in ASCII; nil for the name with signs in place of what is not.
  static func disposition(_ kind: String, _ name: String, plain: String? = nil) -> String {
    let plain =
      plain
      ?? String(
        decoding: name.utf8.map { $0.isAlphanumeric || $0 == 0x2D || $0 == 0x2E ? $0 : UInt8(ascii: "_") },
        as: UTF8.self)
    let encoded = name.addingPercentEncoding(withAllowedCharacters: attributeCharacters) ?? plain
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
  }

  /// What RFC 8187 lets stand unencoded, as far as anybody needs it.
  private static let attributeCharacters = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
