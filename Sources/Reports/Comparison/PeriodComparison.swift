public import Domain

/// What a period is compared with.
public enum PeriodComparison: String, Hashable, Sendable, CaseIterable {
  /// As many days before it; of whole months as many months: 环比.
  case previous
  /// The same days of the year before: 同比.
  case year

  /// What the earlier figures are called.
  public var name: Text {
    switch self {
    case .previous: Text(zh: "上期", en: "period before")
    case .year: Text(zh: "去年同期", en: "year before")
    }
  }

  /// What the change is called.
  var change: Text {
    switch self {
    case .previous: Text(zh: "环比", en: "change")
    case .year: Text(zh: "同比", en: "change")
    }
  }

  /// The span that a period is compared with; nil where it is open at an end.
  func span(before period: Period?) -> Period? {
    guard let from = period?.from, let to = period?.to else { return nil }
    let next = to.adding(days: 1)
    switch self {
    case .year: return try? Period(from: from.adding(years: -1), to: next.adding(years: -1).adding(days: -1))
    case .previous:
      let end = from.adding(days: -1)
      let days = Int(next.daysSince1970 - from.daysSince1970)
      guard from.parts.day == 1, next.parts.day == 1 else {
        return try? Period(from: from.adding(days: -days), to: end)
      }
      let months = (next.parts.year - from.parts.year) * 12 + next.parts.month - from.parts.month
      let index = from.parts.year * 12 + from.parts.month - 1 - months
      return try? Period(from: Day(year: index / 12, month: index % 12 + 1, day: 1), to: end)
    }
  }
}
