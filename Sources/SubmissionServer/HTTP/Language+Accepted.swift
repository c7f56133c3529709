import Domain

extension Language {
  /// The language that an `Accept-Language` header (RFC 9110, 12.5.4) prefers; Chinese unless English is asked for first.
  init(accepted header: String?) {
    var best: (quality: Double, language: Language) = (0, .zh)
    for part in (header ?? "").prefix(256).split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
      guard let tag = pieces.first?.lowercased() else { continue }
      let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      let language: Language? = tag.hasPrefix("zh") ? .zh : tag.hasPrefix("en") ? .en : nil
      if let language, quality > best.quality { best = (quality, language) }
    }
    self = best.language
  }
}
