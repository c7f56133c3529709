public import Domain
public import Foundation

/// Applications that never were, one at a time: the same seed, count and moment give the same ones, valid by the same
/// rules as real ones, in the order of their first submission. Memory does not grow with the count.
///
/// ID numbers use county codes given out after the birth dates they hold, so that none can belong to anybody.
public struct DemoGenerator: Sequence, Sendable {
  private let seed: UInt64
  /// How many applications it makes.
  public let count: Int
  private let now: Int
  private let offices: [Office]

  /// The forms that they fill in, a province's each.
  public var profiles: [Profile] { offices.map(\.profile) }

  /// Applications up to the moment `now`.
  ///
  /// - Parameter calendar: that of the database which they are for; nil for the program's own.
  public init(seed: UInt64, count: Int, now: Date, catalogue: Catalogue, calendar: WorkingCalendar? = nil) {
    self.seed = seed
    self.count = Swift.max(0, count)
    self.now = Int(now.timeIntervalSince1970)
    let clock = WorkClock(calendar: calendar ?? catalogue.standards.calendar)
    let today = Day(of: now)
    let profiles = catalogue.profiles.all
    let current = Set(profiles.map(\.province)).sorted().compactMap { profiles.current($0, on: today) }
    offices = current.compactMap { Office(profile: $0, seed: seed, clock: clock, today: today) }
  }

  /// Applications up to the afternoon of `today`.
  public init(seed: UInt64, count: Int, today: Day, catalogue: Catalogue) {
    let start = WorkClock(calendar: catalogue.standards.calendar).start(today)
    self.init(
      seed: seed, count: count, now: Date(timeIntervalSince1970: Double(start + 15 * 3600 + 1800)), catalogue: catalogue
    )
  }

  /// Starts from the first application.
  public func makeIterator() -> Iterator {
    Iterator(seed: seed, count: offices.isEmpty ? 0 : count, now: now, offices: offices)
  }

  /// Makes the next application when asked.
  public struct Iterator: IteratorProtocol {
    private let seed: UInt64
    private let count: Int
    private let now: Int
    private let offices: [Office]
    private let arrivals: Arrivals?
    private var index = 0
    private var persons: [Int]
    private var serials: [String: Int] = [:]

    init(seed: UInt64, count: Int, now: Int, offices: [Office]) {
      self.seed = seed
      self.count = count
      self.now = now
      self.offices = offices
      arrivals = offices.first.map { Arrivals(now: now, clock: $0.clock) }
      persons = offices.map { _ in 0 }
    }

    /// The next application; nil after the last.
    public mutating func next() -> DemoApplication? { nextPlan()?.application() }

    /// What the next application is made of; nil after the last. Planning takes almost no time: the making is the work,
    /// and several plans can be made on several cores at once.
    public mutating func nextPlan() -> DemoPlan? {
      guard index < count, let arrivals else { return nil }
      var random = SeededRandom(seed: seed, UInt64(index) &* 4)
      let office = random.weighted(offices.map(\.share))
      let arrival = arrivals.moment((Double(index) + random.fraction()) / Double(count))
      index += 1
      persons[office] += 1
      let letters = offices[office].profile.letters
      let year = offices[office].clock.day(arrival).year
      let counter = "\(letters)\(year)"
      serials[counter, default: 0] += 1
      guard let number = ApplicationNumber(letters: letters, year: year, serial: serials[counter] ?? 0) else {
        return nil
      }
      return DemoPlan(
        office: offices[office], person: persons[office], stream: index, number: number, arrival: arrival, now: now,
        seed: seed)
    }
  }
}
