public import Foundation

extension Date: SQLEncodable, SQLDecodable {
  /// `timestamptz` in UTC to the microsecond.
  public var sqlText: String { TimestampText.encode(self) ?? "" }

  /// `timestamptz` in ISO style with its offset, `infinity` excluded; nil for a timestamp without offset.
  public init?(sqlText: String) {
    guard let date = TimestampText.decode(Array(sqlText.utf8)[...]) else { return nil }
    self = date
  }

  /// Refused by the buffer when beyond PostgreSQL's range (4713 BC to 294276 AD).
  public func write(into buffer: inout SQLTextBuffer) {
    if let text = TimestampText.encode(self) { buffer.append(text) } else { buffer.refuse() }
  }

  /// Without a string in between.
  public static func decode(sqlBytes: ArraySlice<UInt8>) -> Date? { TimestampText.decode(sqlBytes) }
}

/// PostgreSQL's ISO style of `timestamptz` (manual, section 8.5.2), without calendars: the proleptic Gregorian count of
/// days is arithmetic.
enum TimestampText {
  static func encode(_ date: Date) -> String? {
    let seconds = date.timeIntervalSince1970
    guard seconds.isFinite, abs(seconds) < 1e13 else { return nil }
    // Days apart from microseconds: both together would not fit an integer at the end of the range.
    var days = Int((seconds / 86_400).rounded(.down))
    var rest = Int(((seconds - Double(days) * 86_400) * 1_000_000).rounded())
    if rest >= 86_400_000_000 {
      days += 1
      rest -= 86_400_000_000
    }
    let (year, month, day) = civil(fromDays: days)
    guard year > -4713, year <= 294_276 else { return nil }
    let clock = [rest / 3_600_000_000, rest / 60_000_000 % 60, rest / 1_000_000 % 60].map { pad($0, 2) }
    let fraction = rest % 1_000_000 == 0 ? "" : "." + pad(rest % 1_000_000, 6)
    let shownYear = year > 0 ? year : 1 - year
    return "\(pad(shownYear, 4))-\(pad(month, 2))-\(pad(day, 2)) \(clock.joined(separator: ":"))\(fraction)+00"
      + (year > 0 ? "" : " BC")
  }

  static func decode(_ text: ArraySlice<UInt8>) -> Date? {
    var rest = text
    guard var year = number(&rest, 4...6), take(&rest, "-"), let month = number(&rest, 2...2), take(&rest, "-"),
      let day = number(&rest, 2...2), take(&rest, " "), let hour = number(&rest, 2...2), take(&rest, ":"),
      let minute = number(&rest, 2...2), take(&rest, ":"), let second = number(&rest, 2...2)
    else { return nil }
    var micros = 0
    if take(&rest, ".") {
      let digits = rest.prefix { isDigit($0) }
      guard (1...6).contains(digits.count), let value = number(&rest, 1...6) else { return nil }
      micros = value
      for _ in digits.count..<6 { micros *= 10 }
    }
    guard let offset = offset(&rest) else { return nil }
    if rest.elementsEqual(" BC".utf8) { year = 1 - year } else if !rest.isEmpty { return nil }
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60 else { return nil }
    let total = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Date(timeIntervalSince1970: Double(total) + Double(micros) / 1_000_000)
  }

  /// `+08`, `-03:30`, `+08:05:43` in seconds.
  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let sign: Int
    if take(&rest, "+") { sign = 1 } else if take(&rest, "-") { sign = -1 } else { return nil }
    guard let hours = number(&rest, 2...2) else { return nil }
    var seconds = hours * 3_600
    if take(&rest, ":") {
      guard let minutes = number(&rest, 2...2) else { return nil }
      seconds += minutes * 60
      if take(&rest, ":") {
        guard let more = number(&rest, 2...2) else { return nil }
        seconds += more
      }
    }
    return sign * seconds
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func number(_ rest: inout ArraySlice<UInt8>, _ width: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix(width.upperBound).prefix { isDigit($0) }
    guard width.contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func take(_ rest: inout ArraySlice<UInt8>, _ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest.removeFirst()
    return true
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// Days since 1970-01-01; the year counted from March, so that the leap day comes last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = floorDivide(shifted, by: 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = floorDivide(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
