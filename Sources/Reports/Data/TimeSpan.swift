import Domain

/// Days, weeks or months, as many of them as a table and a chart can show.
enum TimeSpan: String, Sendable {
  case day, week, month

  /// More rows than this are no help.
  static let limit = 62

  /// The finest that shows all from `first` to `last`.
  init(from first: Day, to last: Day) {
    let days = Int(last.daysSince1970 - first.daysSince1970) + 1
    self = days <= Self.limit ? .day : days <= Self.limit * 7 ? .week : .month
  }

  /// The first day of the span that a day is in.
  func start(of day: Day) -> Day {
    switch self {
    case .day: day
    case .week: day.adding(days: 1 - day.weekday)
    case .month: Day(year: day.year, month: day.month, day: 1) ?? day
    }
  }

  /// The first day of the next span.
  func next(after start: Day) -> Day {
    switch self {
    case .day: start.adding(days: 1)
    case .week: start.adding(days: 7)
    case .month: self.start(of: start.adding(days: 31))
    }
  }

  /// All spans from the one with `first` to the one with `last`, by their first days.
  func all(from first: Day, to last: Day) -> [Day] {
    var starts: [Day] = []
    var start = self.start(of: first)
    while start <= last, start < .latest {
      starts.append(start)
      start = next(after: start)
    }
    return starts
  }

  /// What a span is called; a week by its Monday.
  func name(_ start: Day) -> Text {
    switch self {
    case .day, .week: Text(zh: start.iso, en: start.iso)
    case .month: Text(zh: "\(start.year)年\(start.month)月", en: String(start.iso.dropLast(3)))
    }
  }

  /// The heading of their column.
  var title: Text {
    switch self {
    case .day: Text(zh: "日期", en: "Day")
    case .week: Text(zh: "周（自周一）", en: "Week from Monday")
    case .month: Text(zh: "月份", en: "Month")
    }
  }

  /// 按日, 按周, 按月.
  var adverb: Text {
    switch self {
    case .day: Text(zh: "按日", en: "by day")
    case .week: Text(zh: "按周", en: "by week")
    case .month: Text(zh: "按月", en: "by month")
    }
  }
}
