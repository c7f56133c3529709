import Domain
import Foundation

/// Moments of the working world, in seconds since 1970; the clock on the wall is China's.
struct WorkClock {
  let calendar: WorkingCalendar
  private static let epoch = Day(year: 1970, month: 1, day: 1) ?? .earliest
  private static let offset = 8 * 3600

  func day(_ moment: Int) -> Day {
    let local = moment + WorkClock.offset
    return WorkClock.epoch.adding(days: local >= 0 ? local / 86400 : (local - 86399) / 86400)
  }

  func second(_ moment: Int) -> Int { moment - start(day(moment)) }

  /// Midnight of the day in China.
  func start(_ day: Day) -> Int { WorkClock.epoch.days(to: day) * 86400 - WorkClock.offset }

  /// A moment at somebody's desk, `workingDays` after `moment`: in the morning more often than in the afternoon.
  func atWork(after moment: Int, workingDays: Int, _ random: inout SeededRandom) -> Int {
    let own = day(moment)
    var due = workingDays == 0 ? own : calendar.add(workingDays: workingDays, to: own).day
    let second = self.second(moment)
    if due == own, !calendar.isWorkingDay(own) || second > 16 * 3600 { due = calendar.add(workingDays: 1, to: own).day }
    var desk =
      random.chance(55) ? 8 * 3600 + 1800 + random.below(3 * 3600 + 900) : 13 * 3600 + 1800 + random.below(4 * 3600)
    if due == own { desk = max(desk, second + 900 + random.below(3600)) }
    return start(due) + min(desk, 17 * 3600 + 3000)
  }

  /// A moment in somebody's free time, `days` after `moment`.
  func atHome(after moment: Int, days: Double, _ random: inout SeededRandom) -> Int {
    let later = start(day(moment + Int(days * 86400))) + 7 * 3600 + random.below(15 * 3600)
    return max(later, moment + 1200 + random.below(7200))
  }

  /// `2026-11-21T09:30:00+08:00`.
  func written(_ moment: Int) -> String {
    let second = self.second(moment)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(day(moment).iso)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))+08:00"
  }
}

/// When people first submit: over 300 days, with a campaign in the last two weeks, fewer at weekends, most in the
/// morning and in the evening.
struct Arrivals {
  /// Days before now in which the campaign runs.
  static let campaign = 14
  private let starts: [Int]
  private let cumulated: [Double]
  private let until: Double

  init(now: Int, clock: WorkClock) {
    let today = clock.day(now)
    var starts: [Int] = []
    var cumulated: [Double] = []
    var sum = 0.0
    for back in stride(from: 300, through: 0, by: -1) {
      let day = today.adding(days: -back)
      starts.append(clock.start(day))
      let season = back <= Arrivals.campaign ? 8 : back <= 45 ? 1.3 : 0.9 + 0.5 * Double((back / 30) % 3)
      sum += season * (clock.calendar.isWorkingDay(day) ? 1 : 0.45)
      cumulated.append(sum)
    }
    self.starts = starts
    self.cumulated = cumulated
    let before = cumulated.count > 1 ? cumulated[cumulated.count - 2] : 0
    until = before + (sum - before) * Arrivals.share(of: Double(clock.second(now)) / 86400)
  }

  /// The moment by which `fraction` of all have come: never falls as the fraction grows.
  func moment(_ fraction: Double) -> Int {
    let place = fraction * until
    var low = 0
    var high = cumulated.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] <= place { low = middle + 1 } else { high = middle }
    }
    let before = low > 0 ? cumulated[low - 1] : 0
    return starts[low] + Int(Arrivals.hour(of: (place - before) / (cumulated[low] - before)) * 86400)
  }

  /// Hour of the day against the share of the day's submissions by then.
  private static let curve: [(hour: Double, share: Double)] = [
    (0, 0), (7, 0.03), (9, 0.12), (12, 0.37), (14, 0.45), (18, 0.68), (20, 0.82), (23, 0.98), (24, 1),
  ]

  private static func hour(of share: Double) -> Double {
    for (left, right) in zip(curve, curve.dropFirst()) where share <= right.share {
      return (left.hour + (right.hour - left.hour) * (share - left.share) / (right.share - left.share)) / 24
    }
    return 0.999
  }

  private static func share(of day: Double) -> Double {
    for (left, right) in zip(curve, curve.dropFirst()) where day * 24 <= right.hour {
      return left.share + (right.share - left.share) * (day * 24 - left.hour) / (right.hour - left.hour)
    }
    return 1
  }
}
