public import Domain
public import Foundation

/// One figure or text of a table.
public enum ReportValue: Hashable, Sendable {
  /// Nothing to say: a share of nothing, the oldest of none.
  case none
  /// A name or code; the same in both languages.
  case text(String)
  /// A word that depends on the language.
  case label(Text)
  /// How many.
  case count(Int)
  /// A number, shown with one digit after the point.
  case number(Double)
  /// A part of 1.
  case share(Double)
  /// A date.
  case day(Day)
  /// A moment.
  case instant(Date)
  /// Of too few to be published, or of none: which of the two is not told.
  case hidden

  /// The count; nil for anything else.
  public var count: Int? { if case .count(let count) = self { count } else { nil } }
  /// The number; nil for anything else.
  public var number: Double? { if case .number(let number) = self { number } else { nil } }
  /// The share; nil for anything else.
  public var share: Double? { if case .share(let share) = self { share } else { nil } }
  /// The date; nil for anything else.
  public var day: Day? { if case .day(let day) = self { day } else { nil } }

  /// For tables on the screen: `1,234`, `12.3%`, `2026-11-21`, `–` for nothing.
  public func text(_ language: Language) -> String {
    switch self {
    case .none: "–"
    case .hidden: "*"
    case .text(let text): text
    case .label(let text): text(language)
    case .count(let count): count.formatted(.number.locale(Locale(identifier: "en")))
    case .number(let number): Self.tenths(number)
    case .share(let share): Self.percent(share)
    case .day(let day): day.iso
    case .instant(let date): Self.minute(date)
    }
  }

  /// `12.3`, rounded as a spreadsheet rounds.
  static func tenths(_ number: Double) -> String {
    let tenths = Int((abs(number) * 10).rounded(.toNearestOrAwayFromZero))
    let whole = (tenths / 10).formatted(.number.locale(Locale(identifier: "en")))
    return (number < 0 && tenths > 0 ? "-" : "") + "\(whole).\(tenths % 10)"
  }

  /// `12.3%`, rounded as a spreadsheet rounds.
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded(.toNearestOrAwayFromZero))
    return (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10).\(abs(tenths) % 10)%"
  }

  /// `2026-11-21 09:30`, China's time.
  static func minute(_ date: Date) -> String { String(second(date).dropLast(3)) }

  /// `2026-11-21 09:30:07`, China's time.
  static func second(_ date: Date) -> String {
    let seconds = Int((date.timeIntervalSince1970 + 8 * 3600).rounded(.down)) % 86_400
    let ofDay = seconds < 0 ? seconds + 86_400 : seconds
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(Day(of: date).iso) \(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))"
  }
}
