import Domain
import Foundation

/// Times as text: ISO 8601 for machines, as people say it on a terminal.
enum Timestamp {
  /// `2026-11-21T07:20:00Z`, always UTC.
  static func iso(_ date: Date) -> String { date.formatted(.iso8601) }

  /// `2026-11-21T15:20:00+08:00`: the clock on the wall, still unmistakable.
  static func isoLocal(_ date: Date, in zone: TimeZone) -> String {
    let offset = zone.secondsFromGMT(for: date)
    let sign = offset < 0 ? "-" : "+"
    let parts = Parts(date, in: zone)
    return "\(parts.day)T\(parts.clock(seconds: true))\(sign)\(two(abs(offset) / 3600)):\(two(abs(offset) / 60 % 60))"
  }

  /// `2026-11-21 15:20:00`, which spreadsheets take for a time.
  static func second(_ date: Date, in zone: TimeZone) -> String {
    let parts = Parts(date, in: zone)
    return "\(parts.day) \(parts.clock(seconds: true))"
  }

  /// `11-21 15:20` in China.
  static func minute(_ date: Date) -> String {
    let parts = Parts(date, in: china)
    return "\(parts.monthDay) \(parts.clock())"
  }

  /// China has one time zone, UTC+8.
  static let china = TimeZone(identifier: "Asia/Shanghai") ?? .gmt

  /// A time as PostgreSQL writes it into JSON (`2026-11-21T15:20:00.123456+08:00`); nil for anything else.
  static func parse(_ text: String) -> Date? {
    let whole = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return (try? whole.parse(text)) ?? (try? fractional.parse(text))
  }

  /// Short, for a table: `15:20`, `昨天 15:20`, `11-08 15:20`, `2025-11-08`.
  static func short(_ date: Date, now: Date, in zone: TimeZone, _ language: Language) -> String {
    let parts = Parts(date, in: zone)
    switch days(from: date, to: now, in: zone) {
    case 0: return language == .zh ? "今天 \(parts.clock())" : "today \(parts.clock())"
    case 1: return language == .zh ? "昨天 \(parts.clock())" : "yesterday \(parts.clock())"
    case let days where days >= 0 && parts.year == Parts(now, in: zone).year:
      return "\(parts.monthDay) \(parts.clock())"
    default: return parts.day
    }
  }

  /// Long, for a card: `2026-11-20 15:20（昨天）`.
  static func long(_ date: Date, now: Date, in zone: TimeZone, _ language: Language) -> String {
    let parts = Parts(date, in: zone)
    let relative = relative(date, now: now, in: zone, language)
    return "\(parts.day) \(parts.clock())" + (language == .zh ? "（\(relative)）" : " (\(relative))")
  }

  /// `5 分钟前`, `昨天`, `3 天前`, `2 小时后`.
  static func relative(_ date: Date, now: Date, in zone: TimeZone, _ language: Language) -> String {
    let seconds = Int(now.timeIntervalSince(date).rounded())
    let days = days(from: date, to: now, in: zone)
    let zh = language == .zh
    func ago(_ count: Int, _ chinese: String, _ english: String) -> String {
      let unit = count == 1 ? english : english + "s"
      if seconds >= 0 { return zh ? "\(count) \(chinese)前" : "\(count) \(unit) ago" }
      return zh ? "\(count) \(chinese)后" : "in \(count) \(unit)"
    }
    switch abs(seconds) {
    case ..<60: return zh ? "刚刚" : "just now"
    case ..<3600: return ago(abs(seconds) / 60, "分钟", "minute")
    case _ where days == 0: return ago(abs(seconds) / 3600, "小时", "hour")
    default:
      if days == 1 { return zh ? "昨天" : "yesterday" }
      if days == -1 { return zh ? "明天" : "tomorrow" }
      return ago(abs(days), "天", "day")
    }
  }

  /// Days on the calendar between two moments, positive when `date` is the earlier.
  private static func days(from date: Date, to now: Date, in zone: TimeZone) -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let from = calendar.startOfDay(for: date)
    return calendar.dateComponents([.day], from: from, to: calendar.startOfDay(for: now)).day ?? 0
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private struct Parts {
    let year: Int
    let month: Int
    let dayOfMonth: Int
    let hour: Int
    let minute: Int
    let second: Int

    init(_ date: Date, in zone: TimeZone) {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = zone
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      year = parts.year ?? 0
      month = parts.month ?? 0
      dayOfMonth = parts.day ?? 0
      hour = parts.hour ?? 0
      minute = parts.minute ?? 0
      second = parts.second ?? 0
    }

    var monthDay: String { "\(two(month))-\(two(dayOfMonth))" }
    var day: String { "\(year)-\(monthDay)" }
    func clock(seconds: Bool = false) -> String {
      "\(two(hour)):\(two(minute))" + (seconds ? ":\(two(second))" : "")
    }
  }
}
