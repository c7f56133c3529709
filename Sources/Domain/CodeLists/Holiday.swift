/// A day that differs from the weekend rule, by the yearly notice of the State Council.
public struct Holiday: Hashable, Sendable {
  /// What differs.
  public enum Kind: String, CaseIterable, Sendable {
    /// Monday to Friday, and yet free.
    case holiday
    /// Saturday or Sunday, and yet work (调休).
    case makeupWorkday = "makeup_workday"
  }

  /// The date.
  public let day: Day
  /// Free or work.
  public let kind: Kind
  /// The feast it belongs to.
  public let name: Text

  /// One day.
  public init(day: Day, kind: Kind, name: Text) {
    self.day = day
    self.kind = kind
    self.name = name
  }

  /// The rows of the table of holidays.
  static func all(in table: Table) throws(DataFailure) -> [Holiday] {
    let file = "holidays"
    var days: [Holiday] = []
    for (number, row) in table.rows.enumerated() {
      guard row.count >= 4, let day = Day(iso: row[0]), let kind = Kind(rawValue: row[1]) else {
        throw .badValue(file: file, row: number + 2, column: "date")
      }
      days.append(Holiday(day: day, kind: kind, name: Text(zh: row[2], en: row[3])))
    }
    return days
  }
}
