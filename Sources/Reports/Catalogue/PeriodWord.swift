import Domain

/// The words for days, weeks, months, quarters and years.
enum PeriodWord {
  /// The days that a word or date means.
  static func span(of text: String, today: Day) throws(Period.Failure) -> ClosedRange<Day> {
    let word = normalised(text)
    let (year, month, _) = today.parts
    let quarter = (month - 1) / 3 + 1
    let span: ClosedRange<Day>? =
      switch word {
      case "今天", "今日", "today": today...today
      case "昨天", "昨日", "yesterday": today.adding(days: -1)...today.adding(days: -1)
      case "本周", "这周", "thisweek": week(of: today)
      case "上周", "lastweek": week(of: today.adding(days: -7))
      case "本月", "当月", "这个月", "thismonth": months(year, month, count: 1)
      case "上月", "上个月", "lastmonth": months(year, month - 1, count: 1)
      case "本季度", "本季", "thisquarter": months(year, quarter * 3 - 2, count: 3)
      case "上季度", "上季", "lastquarter": months(year, quarter * 3 - 5, count: 3)
      case "上半年": months(year, 1, count: 6)
      case "下半年": months(year, 7, count: 6)
      case "今年", "本年", "thisyear": months(year, 1, count: 12)
      case "去年", "上年", "lastyear": months(year - 1, 1, count: 12)
      default: date(word)
      }
    guard let span else { throw .notUnderstood(text) }
    return span
  }

  /// Lower case, ASCII digits, no spaces; `this-month` as `thismonth`.
  private static func normalised(_ text: String) -> String {
    var word = ""
    for scalar in text.lowercased().unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar.value {
      case 0xFF10...0xFF19: word.append(Character(UnicodeScalar(UInt8(scalar.value - 0xFF10) + 0x30)))
      case 0xFF0D, 0x2013, 0x2014: word.append("-")
      default: word.unicodeScalars.append(scalar)
      }
    }
    return word.hasPrefix("this-") || word.hasPrefix("last-") ? word.replacing("-", with: "") : word
  }

  private static func week(of day: Day) -> ClosedRange<Day> {
    let monday = day.adding(days: 1 - day.weekday)
    return monday...monday.adding(days: 6)
  }

  /// `count` months from a month that may lie before January.
  private static func months(_ year: Int, _ month: Int, count: Int) -> ClosedRange<Day>? {
    func first(_ month: Int) -> Day? {
      let index = year * 12 + month - 1
      return index < 12 ? nil : Day(year: index / 12, month: index % 12 + 1, day: 1)
    }
    guard let start = first(month) else { return nil }
    return start...(first(month + count)?.adding(days: -1) ?? .latest)
  }

  /// `2026-01-05`, `2026/1/5`, `2026年1月5日`, `2026-01`, `2026年1月`, `2026Q1`, `2026年一季度`, `2026`, `2026年`.
  private static func date(_ word: String) -> ClosedRange<Day>? {
    if let match = word.wholeMatch(of: #/([0-9]{4})[-\/年.]([0-9]{1,2})[-\/月.]([0-9]{1,2})日?/#) {
      guard let year = Int(match.1), let month = Int(match.2), let number = Int(match.3),
        let day = Day(year: year, month: month, day: number)
      else { return nil }
      return day...day
    }
    if let match = word.wholeMatch(of: #/([0-9]{4})[-\/年.]([0-9]{1,2})月?/#) {
      guard let year = Int(match.1), let month = Int(match.2), (1...12).contains(month) else { return nil }
      return months(year, month, count: 1)
    }
    if let match = word.wholeMatch(of: #/([0-9]{4})年?-?(?:q([1-4])|第?([一二三四1-4])季度?)/#) {
      let numbers: [Substring: Int] = ["一": 1, "二": 2, "三": 3, "四": 4]
      let name = match.2 ?? match.3 ?? ""
      guard let year = Int(match.1), let quarter = Int(name) ?? numbers[name] else { return nil }
      return months(year, quarter * 3 - 2, count: 3)
    }
    guard let match = word.wholeMatch(of: #/([0-9]{4})年?/#), let year = Int(match.1) else { return nil }
    return months(year, 1, count: 12)
  }
}
