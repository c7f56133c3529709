public import Domain
public import Foundation

/// What a cell holds.
public enum CellValue: Hashable, Sendable {
  /// Nothing but the style.
  case blank
  /// A string, whatever it starts with.
  case text(String)
  /// A whole number that a double holds exactly (up to 2^53).
  case integer(Int)
  /// A finite number.
  case number(Double)
  /// A real date, shown as the style's number format says.
  case date(Day)
  /// A real moment, in China's time (UTC+8), to the second.
  case instant(Date)
  /// True or false.
  case boolean(Bool)
  /// A formula, with or without the leading `=`, and the number it gives, for programs that do not calculate.
  case formula(String, result: Double)
  /// A formula that gives a text.
  case textFormula(String, result: String)
  /// A link to a cell of the workbook, with the text shown.
  case sheetLink(SheetName, CellAddress, text: String)
  /// A link to https, http or mailto, with the text shown.
  case webLink(URL, text: String)
}

/// Excel's numbers for dates: days since 1899-12-30, the time as fraction.
package enum ExcelSerial {
  private static let epoch = -25_569

  package static func day(_ day: Day) throws(WorkbookFailure) -> Double {
    // Excel believes that 1900-02-29 existed, so that numbers below 61 mean different days in different programs.
    let serial = Int(day.daysSince1970) - epoch
    guard serial >= 61 else { throw .dateNotRepresentable(day.iso) }
    return Double(serial)
  }

  package static func instant(_ date: Date) throws(WorkbookFailure) -> Double {
    let seconds = date.timeIntervalSince1970.rounded()
    guard seconds.isFinite else { throw .numberNotRepresentable }
    guard let serial = instant(seconds: seconds) else { throw .dateNotRepresentable(Day(of: date).iso) }
    return serial
  }

  /// A moment in China, from seconds since 1970; nil for one outside of Excel's calendar.
  package static func instant(seconds: Double) -> Double? {
    let serial = (seconds + 8 * 3600) / 86_400 - Double(epoch)
    return serial >= 61 && serial < 2_958_466 ? serial : nil
  }
}
