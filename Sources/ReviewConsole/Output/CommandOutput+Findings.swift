import Domain

extension CommandOutput {
  /// What was found under a title: some of it, how much more there is, and what to do.
  static func findings(_ title: Text, _ shown: [String], of total: Int, advice: Text) -> [Block] {
    var blocks: [Block] = [.heading(title)]
    if !shown.isEmpty {
      blocks.append(.verbatim(shown.joined(separator: "\n")))
      let rest = total - shown.count
      if rest > 0 { blocks.append(.text(Text(zh: "还有 \(rest) 项。", en: "\(rest) more."))) }
    }
    return blocks + [.text(advice)]
  }
}
