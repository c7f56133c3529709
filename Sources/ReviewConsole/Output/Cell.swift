import Domain
import Foundation

/// What a cell or mark means; on a terminal with colour it is coloured, and the text says the same.
enum Mark: Sendable, Hashable {
  case good, warning, bad, quiet, strong
}

/// One value of a table or card.
struct Cell: Sendable, Hashable {
  enum Value: Sendable, Hashable {
    case none
    case text(String)
    case integer(Int)
    /// A number shown with this many digits after the point.
    case number(Double, digits: Int)
    /// A share of 1, shown in percent with one digit.
    case share(Double)
    case day(Day)
    case time(Date)
    /// A bar of this share (0 to 1) of the longest; for people only.
    case bar(Double)
    /// A line of blocks as high as these amounts; for people only.
    case spark([Double])
  }

  var value: Value
  var mark: Mark?
  /// What machines get instead of the value as shown: a code word for a name.
  var machine: JSONDocument?

  init(_ value: Value, mark: Mark? = nil, machine: JSONDocument? = nil) {
    self.value = value
    self.mark = mark
    self.machine = machine
  }

  static let none = Cell(.none)

  static func text(_ text: String?, mark: Mark? = nil, machine: JSONDocument? = nil) -> Cell {
    Cell(text.map(Value.text) ?? .none, mark: mark, machine: machine)
  }

  /// A name for people, and its stable code for machines.
  static func named(_ name: String, code: String, mark: Mark? = nil) -> Cell {
    Cell(.text(name), mark: mark, machine: .string(code))
  }

  static func integer(_ number: Int?, mark: Mark? = nil) -> Cell {
    Cell(number.map(Value.integer) ?? .none, mark: mark)
  }

  static func day(_ day: Day?, mark: Mark? = nil) -> Cell { Cell(day.map(Value.day) ?? .none, mark: mark) }
  static func time(_ date: Date?, mark: Mark? = nil) -> Cell { Cell(date.map(Value.time) ?? .none, mark: mark) }

  /// The value as JSON: what `machine` says, else the value itself; times in UTC.
  var json: JSONDocument {
    if let machine { return machine }
    return switch value {
    case .none, .bar, .spark: .null
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .number(let number, _), .share(let number): .number(number)
    case .day(let day): .string(day.iso)
    case .time(let date): .string(Timestamp.iso(date))
    }
  }
}
