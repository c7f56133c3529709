/// What somebody probably meant: offered, never run.
enum Nearness {
  /// The candidates nearest to `typed`, best first, at most three; empty when none is near.
  static func nearest(to typed: String, among candidates: [String]) -> [String] {
    let typed = typed.lowercased()
    let ranked = candidates.compactMap { candidate -> (name: String, distance: Int)? in
      let name = candidate.lowercased()
      if name.hasPrefix(typed), typed.count >= 2 { return (candidate, 0) }
      let distance = distance(typed, name)
      // One slip in a short word, a third of a longer one; a Chinese name of two characters may share one.
      let allowed = max(1, max(typed.count, name.count) / 3)
      return distance <= allowed && distance < max(typed.count, name.count) ? (candidate, distance) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// Edits between two words: insertion, deletion, substitution and the exchange of two neighbours
  /// (optimal string alignment).
  static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first)
    let b = Array(second)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforeLast[j - 2] + 1) }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
