import Domain

/// What a person can change during a run with `set`.
struct Settings: Sendable {
  enum Colour: String, CaseIterable, Sendable {
    case automatic = "auto"
    case always, never
  }

  /// For whom CSV is written.
  enum CSVReader: String, CaseIterable, Sendable {
    /// Spreadsheets where standard output is a file, programs elsewhere.
    case automatic = "auto"
    /// With a byte order mark, without which Excel does not know UTF-8, and times of the clock on the wall.
    case excel
    /// Plain UTF-8, times in UTC.
    case plain
  }

  var language = Language.zh
  var format = OutputFormat.table
  var csv = CSVReader.automatic
  /// Terminal cells a line; nil for what the terminal says.
  var width: Int?
  var colour = Colour.automatic
  /// Long values are never cut.
  var isFull = false
  /// Minutes before a lease ends at which the prompt warns; 0 for never.
  var leaseWarning = 5
  /// Whether the time that each command took is said after it.
  var showsTiming = false
}
