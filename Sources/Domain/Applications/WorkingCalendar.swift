/// Counts working days: the State Council's plan where it is known, Monday to Friday elsewhere.
public struct WorkingCalendar: Sendable {
  /// The years whose plan is known: those in which some day differs from the weekend rule.
  public let knownYears: Set<Int>
  private let first: Int32
  /// One element a day from the first known year to the last: whether it is a working day.
  private let plan: [Bool]

  /// A calendar from the days that differ from the weekend rule.
  public init(holidays: [Holiday]) {
    let days = holidays.map(\.day)
    guard let earliest = days.min(), let latest = days.max(),
      let start = Day(year: earliest.year, month: 1, day: 1), let end = Day(year: latest.year, month: 12, day: 31)
    else {
      knownYears = []
      first = 0
      plan = []
      return
    }
    knownYears = Set(days.map(\.year))
    first = start.daysSince1970
    var plan = (start.daysSince1970...end.daysSince1970).map { Day(daysSince1970: $0).weekday < 6 }
    for holiday in holidays { plan[Int(holiday.day.daysSince1970 - first)] = holiday.kind == .makeupWorkday }
    self.plan = plan
  }

  /// Whether people work on this day.
  public func isWorkingDay(_ day: Day) -> Bool {
    let index = Int(day.daysSince1970) - Int(first)
    return plan.indices.contains(index) ? plan[index] : day.weekday < 6
  }

  /// Whether the year's plan is known.
  public func knows(_ day: Day) -> Bool { knownYears.contains(day.year) }

  /// The day on which `workingDays` working days after `day` end; `day` itself does not count.
  ///
  /// 5 after 2026-09-28 is Saturday 2026-10-10, a make-up workday. 0 is `day` itself, negative counts back.
  /// `beyondKnownYears` says that a day on the way is in a year whose plan is not known, so that the day may change.
  public func add(workingDays: Int, to day: Day) -> (day: Day, beyondKnownYears: Bool) {
    let step = workingDays < 0 ? -1 : 1
    var remaining = workingDays.magnitude
    var day = day
    var beyond = false
    while remaining > 0, day > .earliest, day < .latest {
      day = day.adding(days: step)
      beyond = beyond || !knows(day)
      if isWorkingDay(day) { remaining -= 1 }
    }
    return (day, beyond)
  }

  /// Working days after `start`, up to and including `end`: what `add` undoes. Negative when `end` is earlier.
  public func workingDays(from start: Day, to end: Day) -> Int {
    if end < start { return -workingDays(from: end, to: start) }
    var count = 0
    var day = start
    while day < end {
      day = day.adding(days: 1)
      if isWorkingDay(day) { count += 1 }
    }
    return count
  }
}
