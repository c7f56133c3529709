/// How often something took how many days.
struct Durations: Sendable {
  private var counts: [Int: Int] = [:]
  private(set) var count = 0
  private var sum = 0

  mutating func add(_ days: Int, times: Int) {
    counts[days, default: 0] += times
    count += times
    sum += days * times
  }

  static func + (left: Durations, right: Durations) -> Durations {
    var result = left
    for (days, times) in right.counts { result.add(days, times: times) }
    return result
  }

  /// nil when there is nothing.
  var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) }
  /// nil when there is nothing.
  var longest: Int? { counts.keys.max() }

  /// The shortest time in which this part was done, as PostgreSQL's `percentile_disc`; nil when there is nothing.
  func percentile(_ part: Double) -> Int? {
    guard count > 0 else { return nil }
    let place = max(1, Int((part * Double(count) - 1e-9).rounded(.up)))
    var seen = 0
    for days in counts.keys.sorted() {
      seen += counts[days] ?? 0
      if seen >= place { return days }
    }
    return longest
  }

  /// How many took from `range.lowerBound` to `range.upperBound` days.
  func within(_ range: ClosedRange<Int>) -> Int {
    counts.reduce(0) { $0 + (range.contains($1.key) ? $1.value : 0) }
  }
}

extension ReportValue {
  /// A whole number, or nothing.
  static func whole(_ number: Int?) -> ReportValue { number.map(ReportValue.count) ?? .none }
  /// A number, or nothing.
  static func number(_ number: Double?) -> ReportValue { number.map { ReportValue.number($0) } ?? .none }
}
