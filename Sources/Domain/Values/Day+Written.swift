extension Day {
  /// Reads a date as people and spreadsheets write it, year first: `2012-6-3`, `2012/6/30`, `2012.6.30`, `2012年6月30日`, `二〇一二年六月三十日`,
  /// `20120630`, with or without a midnight behind it (`2012/6/30 0:00:00`). Two digits for a year, or a day in front, could be read in two
  /// ways and are no date.
  public init?(written text: String) {
    var parts = Day.parts(of: text)
    if parts.count == 1, parts[0].utf8.count == 8, parts[0].utf8.allSatisfy(\.isDigit) {
      parts = [parts[0].prefix(4), parts[0].dropFirst(4).prefix(2), parts[0].suffix(2)]
    }
    guard parts.count == 3, let year = Day.year(parts[0]), let month = Day.number(parts[1]),
      let day = Day.number(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Whether it is a year and a month, written as dates are, without a day: `2012-06`, `2012年6月`, `201206`.
  static func isMonth(written text: String) -> Bool {
    var parts = Day.parts(of: text)
    if parts.count == 2, parts[1].isEmpty { return false }
    if parts.count == 1, parts[0].utf8.count == 6, parts[0].utf8.allSatisfy(\.isDigit) {
      parts = [parts[0].prefix(4), parts[0].suffix(2)]
    }
    guard parts.count == 2, let year = Day.year(parts[0]), let month = Day.number(parts[1]) else { return false }
    return Day(year: year, month: month, day: 1) != nil
  }

  /// What stands between the signs, without the midnight behind it; the sign at the end of a month (`2012年6月`) is none.
  private static func parts(of text: String) -> [Substring] {
    var words = text.replacing("T", with: " ").replacing("日", with: " ").replacing("号", with: " ")
      .split(whereSeparator: \.isWhitespace)
    if let last = words.last, words.count > 1, isMidnight(last) { words.removeLast() }
    var joined = words.joined()
    for sign in ["年", "月", "/", ".", "。"] { joined = joined.replacing(sign, with: "-") }
    if text.contains("月"), joined.hasSuffix("-") { joined.removeLast() }
    return joined.split(separator: "-", omittingEmptySubsequences: false)
  }

  private static func isMidnight(_ word: Substring) -> Bool {
    word.contains(":") && word.allSatisfy { "0:.".contains($0) }
  }

  private static func year(_ part: Substring) -> Int? {
    if part.utf8.allSatisfy(\.isDigit) { return part.utf8.count == 4 ? decimal(Array(part.utf8)) : nil }
    let digits = part.compactMap(digit)
    guard digits.count == 4, part.count == 4 else { return nil }
    return digits.reduce(0) { $0 * 10 + $1 }
  }

  /// A month or a day: one or two digits, or 三, 十, 十二, 二十, 廿三, 三十一, 一二.
  private static func number(_ part: Substring) -> Int? {
    if part.utf8.allSatisfy(\.isDigit) {
      return (1...2).contains(part.utf8.count) ? decimal(Array(part.utf8)) : nil
    }
    guard (1...3).contains(part.count) else { return nil }
    let plain = part.replacing("廿", with: "二十").replacing("卅", with: "三十")
    let tens = plain.split(separator: "十", maxSplits: 1, omittingEmptySubsequences: false)
    if tens.count == 1 {
      let digits = plain.compactMap(digit)
      return digits.count == plain.count && digits.count <= 2 ? digits.reduce(0) { $0 * 10 + $1 } : nil
    }
    guard tens.allSatisfy({ $0.count <= 1 }), let ten = tens[0].isEmpty ? 1 : tens[0].first.flatMap(digit),
      let one = tens[1].isEmpty ? 0 : tens[1].first.flatMap(digit)
    else { return nil }
    return ten * 10 + one
  }

  private static func digit(_ sign: Character) -> Int? {
    switch sign {
    case "〇", "○", "零": 0
    case "一": 1
    case "二": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    default: nil
    }
  }
}
