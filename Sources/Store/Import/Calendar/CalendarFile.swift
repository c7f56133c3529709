public import Domain

/// The State Council's notice for one year as a CSV file, read and judged whole: a calendar with a hole is worse than none.
public struct CalendarFile: Sendable {
  /// The year of the notice: the one that most of its days are in; nil when it has none.
  public let year: Int?
  /// What is wrong, or strange, by the line of the file (from 1), in their order.
  public let problems: [(line: Int, problems: [Problem])]
  /// The days, each once.
  let lines: [CalendarLine]

  /// Whether all of it may go in.
  public var isRight: Bool { !problems.contains { $0.problems.contains { $0.severity == .error } } }

  /// A year has not half as many days.
  static let longest = 1_000

  /// Reads a file: a first line with `date`, `kind`, perhaps `name` (or 日期、类型、名称), then a day a line.
  ///
  /// - Parameter today: the notice for a year comes in the year before it, and no earlier.
  /// - Throws: when the file cannot be read or its first line does not name the columns.
  public init(path: String, today: Day) throws(ImportFailure) {
    var reader = try CSVReader.opening(path)
    let columns = try FixedColumns(
      try reader.record(), needed: ["date", "kind"], optional: ["name"],
      aliases: [
        "日期": "date", "类型": "kind", "类别": "kind", "安排": "kind", "名称": "name", "节日": "name", "节日名称": "name",
        "节假日": "name",
      ])
    var found: [Int: [Problem]] = [:]
    var lines: [CalendarLine] = []
    while let record = try reader.record() {
      guard lines.count + found.count < Self.longest else {
        found[record.line] = [CalendarText.tooLong]
        break
      }
      do throws(ImportLine.Refused) { lines.append(try CalendarLine(record, columns)) } catch {
        found[record.line] = error.problems
      }
    }
    let counts = Dictionary(grouping: lines, by: \.day.day.year).mapValues(\.count)
    year = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    var days: [Day: CalendarLine] = [:]
    for line in lines {
      if let problem = Self.problem(of: line, year: year, earlier: days[line.day.day]) {
        found[line.line, default: []].append(problem)
      }
      if days[line.day.day] == nil { days[line.day.day] = line }
    }
    if !found.values.joined().contains(where: { $0.severity == .error }) {
      found[1] = Self.problems(of: days.values.map(\.day), year: year, today: today)
    }
    self.lines = days.values.sorted { $0.day.day < $1.day.day }
    problems = found.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What is wrong with a line among the others.
  private static func problem(of line: CalendarLine, year: Int?, earlier: CalendarLine?) -> Problem? {
    if let earlier {
      return CalendarText.repeated(line: earlier.line, isSame: earlier.day.kind == line.day.kind)
    }
    let day = line.day.day
    // New Year's days off may begin in December.
    guard let year, day.year == year || day.year == year - 1 && day.month == 12 else {
      return CalendarText.otherYear(year ?? day.year)
    }
    return line.day.kind == .makeupWorkday && day.weekday < 6 ? CalendarText.workOnWeekday : nil
  }

  /// What is wrong with the year as a whole.
  private static func problems(of days: [Holiday], year: Int?, today: Day) -> [Problem] {
    guard let year else { return [CalendarText.empty] }
    if year > today.year + 1 { return [CalendarText.toCome(year, today.year)] }
    let free = Set(days.filter { $0.kind == .holiday }.map(\.day))
    guard !free.isEmpty else { return [CalendarText.noHoliday] }
    // Feasts with a date of their own, where it is no weekend; Spring Festival begins between 21 January and 20 February.
    let fixed = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)].compactMap { Day(year: year, month: $0, day: $1) }
    var missing = fixed.filter { $0.weekday < 6 && !free.contains($0) }.map { Text(zh: $0.iso, en: $0.iso) }
    if let first = Day(year: year, month: 1, day: 21), let last = Day(year: year, month: 2, day: 24),
      !free.contains(where: { (first...last).contains($0) })
    {
      missing.append(Text(zh: "春节", en: "Spring Festival"))
    }
    if !missing.isEmpty { return [CalendarText.incomplete(year, missing)] }
    return year < today.year ? [CalendarText.past(year)] : []
  }
}
