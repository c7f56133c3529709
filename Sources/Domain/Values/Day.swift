public import Foundation

/// A calendar date without a time, between 0001-01-01 and 9999-12-31 of the Gregorian calendar.
///
/// Kept as one number of days, so that comparing, sorting and stepping over a million of them costs nothing.
public struct Day: Hashable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let daysSince1970: Int32

  /// The first day a `Day` can be.
  public static let earliest = Day(daysSince1970: -719_162)
  /// The last day a `Day` can be.
  public static let latest = Day(daysSince1970: 2_932_896)

  init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

  /// The day of a real date; nil for dates that do not exist (2023-02-29) and years outside 1…9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    daysSince1970 = Day.number(year: year, month: month, day: day)
  }

  /// Reads `2026-11-21` and nothing else: ASCII digits, leading zeros, a real date.
  public init?(iso text: String) {
    guard text.utf8.count == 10 else { return nil }
    let bytes = Array(text.utf8)
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that `instant` falls on in China (UTC+8, no daylight saving since 1991).
  public init(of instant: Date) {
    let day = ((instant.timeIntervalSince1970 + 8 * 3600) / 86400).rounded(.down)
    let bounded = min(max(day, Double(Day.earliest.daysSince1970)), Double(Day.latest.daysSince1970))
    daysSince1970 = day.isNaN ? 0 : Int32(bounded)
  }

  /// Year, month (1…12) and day of the month.
  public var parts: (year: Int, month: Int, day: Int) {
    // Days are counted from 0000-03-01, so that the leap day is the last of its year (era of 400 years = 146,097 days).
    let shifted = Int(daysSince1970) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The year, 1…9999.
  public var year: Int { parts.year }
  /// The month, 1…12.
  public var month: Int { parts.month }
  /// The day of the month, 1…31.
  public var dayOfMonth: Int { parts.day }

  /// 1 = Monday … 7 = Sunday, as ISO 8601 counts.
  public var weekday: Int {
    let fromThursday = (Int(daysSince1970) + 3) % 7
    return (fromThursday < 0 ? fromThursday + 7 : fromThursday) + 1
  }

  /// `2026-11-21`.
  public var iso: String {
    let (year, month, day) = parts
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    for (value, width) in [(year, 1000), (month, 10), (day, 10)] {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
      var place = width
      while place > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(value / place % 10))
        place /= 10
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The day `days` later (earlier when negative); stops at `earliest` and `latest` instead of overflowing.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = Int(daysSince1970).addingReportingOverflow(days)
    if overflow { return days > 0 ? .latest : .earliest }
    let bounded = min(max(sum, Int(Day.earliest.daysSince1970)), Int(Day.latest.daysSince1970))
    return Day(daysSince1970: Int32(bounded))
  }

  /// Days from this day to `other`; negative when `other` is earlier.
  public func days(to other: Day) -> Int { Int(other.daysSince1970) - Int(daysSince1970) }

  /// The same date `years` later; 29 February becomes 28 February where the year has none.
  public func adding(years: Int) -> Day {
    let (year, month, day) = parts
    let (sum, overflow) = year.addingReportingOverflow(years)
    if overflow { return years > 0 ? .latest : .earliest }
    let bounded = min(max(sum, 1), 9999)
    return Day(
      daysSince1970: Day.number(year: bounded, month: month, day: min(day, Day.length(ofMonth: month, in: bounded))))
  }

  /// Whole years of age on `day` of somebody born on this day; negative before the birth.
  public func age(on day: Day) -> Int {
    let (bornYear, bornMonth, bornDay) = parts
    let (year, month, dayOfMonth) = day.parts
    return year - bornYear - ((month, dayOfMonth) < (bornMonth, bornDay) ? 1 : 0)
  }

  private static func number(year: Int, month: Int, day: Int) -> Int32 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468)
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: Comparable {
  /// Earlier comes first.
  public static func < (left: Day, right: Day) -> Bool { left.daysSince1970 < right.daysSince1970 }
}

extension Day: CustomStringConvertible {
  /// `2026-11-21`.
  public var description: String { iso }
}
