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
  static func disposition(_ kind: String, _ name: String) -> String {
    let plain = name.utf8.map { byte -> Character in
      let isSafe =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x2E || byte == 0x5F
      return isSafe ? Character(UnicodeScalar(byte)) : "_"
    }
    let digits = Array("0123456789ABCDEF")
    let encoded = name.utf8.map { byte -> String in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
    return "\(kind); filename=\"\(String(plain))\"; filename*=UTF-8''\(encoded.joined())"
  }
}
