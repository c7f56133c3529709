import Domain
import Foundation

/// All that a renderer knows of where its text goes.
struct RenderingStyle: Sendable {
  var format: OutputFormat
  var language: Language
  /// Terminal cells a line; nil where nothing limits a line (a pipe, a file).
  var width: Int?
  var usesColour: Bool
  /// Times are said relative to now, JSON is indented, rows too wide become cards.
  var isTerminal: Bool
  /// Long values are not cut.
  var isFull: Bool
  /// No lines drawn, nothing but words: for screen readers and TERM=dumb.
  var isPlain: Bool
  /// CSV has local times.
  var isForSpreadsheets = false
  var now: Date
  var zone: TimeZone

  /// `text` in the colour of its mark; unchanged where there is no colour.
  func marked(_ text: String, _ mark: Mark?) -> String {
    guard usesColour, let mark, !text.isEmpty else { return text }
    let code =
      switch mark {
      case .good: "32"
      case .warning: "33"
      case .bad: "31;1"
      case .quiet: "2"
      case .strong: "1"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// The cell's value as people read it, on one line, without colour. Bars and sparklines are drawn by the table.
  func text(of cell: Cell, inCard: Bool = false) -> String {
    switch cell.value {
    case .none, .bar, .spark: ""
    case .text(let text): inCard ? Printable.paragraph(text) : Printable.line(text)
    case .integer(let number): grouped(number)
    case .number(let number, let digits):
      number.formatted(.number.precision(.fractionLength(digits)).grouping(.automatic).locale(Self.digits))
    case .share(let share): (share * 100).formatted(.number.precision(.fractionLength(1)).locale(Self.digits)) + "%"
    case .day(let day): day.iso
    case .time(let date):
      if !isTerminal {
        Timestamp.isoLocal(date, in: zone)
      } else if inCard {
        Timestamp.long(date, now: now, in: zone, language)
      } else {
        Timestamp.short(date, now: now, in: zone, language)
      }
    }
  }

  /// 1,284 on a terminal; 1284 where a program may read it.
  private func grouped(_ number: Int) -> String {
    isTerminal && abs(number) >= 1000 ? number.formatted(.number.grouping(.automatic).locale(Self.digits)) : "\(number)"
  }

  private static let digits = Locale(identifier: "en_US")
}
