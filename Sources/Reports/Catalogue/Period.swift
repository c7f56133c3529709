public import Domain

/// A span of days; both ends belong to it. nil is open.
public struct Period: Hashable, Sendable {
  /// First day; nil means from the beginning.
  public let from: Day?
  /// Last day; nil means until now.
  public let to: Day?

  /// Why a text is no period.
  public enum Failure: Error, Hashable, Sendable {
    /// Neither a date, a month, a year nor a word for one.
    case notUnderstood(String)
    /// The end is before the beginning.
    case reversed(from: Day, to: Day)
  }

  /// A span of days.
  public init(from: Day?, to: Day?) throws(Failure) {
    if let from, let to, to < from { throw .reversed(from: from, to: to) }
    self.from = from
    self.to = to
  }

  /// Reads `2026-01-01`, `2026-01`, `2026`, `2026Q1`, `2026年1月`, `本月`, `last-month`, …, and two of them joined by `..`
  /// (`2026-01..2026-06`, `本月..`, `..去年`).
  ///
  /// - Parameter today: what 今天, 本月, 去年 count from.
  public init(parsing text: String, today: Day) throws(Failure) {
    let parts = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 {
      try self.init(from: parts[0], to: parts[1], today: today)
      guard from != nil || to != nil else { throw .notUnderstood(text) }
    } else {
      let span = try PeriodWord.span(of: text, today: today)
      try self.init(from: span.lowerBound, to: span.upperBound)
    }
  }

  /// Reads the two ends apart, as `--from` and `--to` give them: from the first day of one to the last day of the other
  /// (`--from 上月 --to 2026-11`). nil and empty are open.
  public init(from: String?, to: String?, today: Day) throws(Failure) {
    var first: Day?
    var last: Day?
    if let from, !from.allSatisfy(\.isWhitespace) { first = try PeriodWord.span(of: from, today: today).lowerBound }
    if let to, !to.allSatisfy(\.isWhitespace) { last = try PeriodWord.span(of: to, today: today).upperBound }
    try self.init(from: first, to: last)
  }

  /// For headings.
  public var text: Text {
    switch (from, to) {
    case (let from?, let to?) where from == to: Text(zh: from.chinese, en: from.iso)
    case (let from?, let to?): Text(zh: "\(from.chinese)至\(to.chinese)", en: "\(from.iso) to \(to.iso)")
    case (let from?, nil): Text(zh: "\(from.chinese)以来", en: "since \(from.iso)")
    case (nil, let to?): Text(zh: "截至\(to.chinese)", en: "until \(to.iso)")
    case (nil, nil): Text(zh: "不限", en: "all")
    }
  }
}

extension Day {
  /// `2026年11月21日`.
  var chinese: String {
    let (year, month, day) = parts
    return "\(year)年\(month)月\(day)日"
  }
}
