import Domain
import Spreadsheet

/// A column of one sheet: turns what the database sent into cells. A class, because a million rows ask it.
final class LedgerCells {
  private let form: LedgerColumn.Form
  private let language: Language
  private let writer: ColumnWriter
  /// Stored words and what stands in the cell for them, as far as they came up.
  private var known: [String: CellText.Escaped] = [:]
  /// The first few of them, found without hashing: most columns of names have no more.
  private var common: [(stored: [UInt8], name: CellText.Escaped)] = []

  init(_ column: LedgerColumn, at index: Int, of sheet: Sheet, _ formats: LedgerFormats, _ language: Language)
    throws(WorkbookFailure)
  {
    form = column.form
    self.language = language
    writer = try ColumnWriter(sheet, column: index, format: formats.cell(column.form))
  }

  /// - Parameter bytes: the text form of a value, followed by a NUL.
  /// - Returns: whether all of it stands there; false where no cell has room for the text.
  func write(_ bytes: UnsafeBufferPointer<UInt8>, row: Int) throws(WorkbookFailure) -> Bool {
    switch form {
    case .text: return try unsafe writer.text(bytes, row: row)
    // What is no number or day of Excel's calendar stays the text that it is.
    case .integer: return try unsafe write(CellNumber.integer(bytes).map { Double($0) }, or: bytes, row)
    case .instant:
      return try unsafe write(
        CellNumber.integer(bytes).flatMap { ExcelSerial.instant(seconds: Double($0)) }, or: bytes, row)
    case .day: return try unsafe write(CellNumber.day(bytes), or: bytes, row)
    case .names, .region: return try writer.text(unsafe name(bytes), row: row)
    case .hidden, .list, .several, .lastReturn:
      return try writer.text(CellText.Escaped(fitting: unsafe form.shown(bytes, language)), row: row)
    }
  }

  private func write(
    _ number: Double?, or bytes: UnsafeBufferPointer<UInt8>, _ row: Int
  ) throws(WorkbookFailure) -> Bool {
    guard let number else { return try unsafe writer.text(bytes, row: row) }
    try writer.number(number, row: row)
    return true
  }

  private func name(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFailure) -> CellText.Escaped {
    for index in common.indices where common[index].stored.count == bytes.count {
      if unsafe common[index].stored.elementsEqual(bytes) { return common[index].name }
    }
    let stored = unsafe String(decoding: bytes, as: UTF8.self)
    if let name = known[stored] { return name }
    let name = try CellText.Escaped(fitting: unsafe form.shown(bytes, language))
    if common.count < 8 {
      unsafe common.append((Array(bytes), name))
    } else if known.count < 10_000 {
      // There are as many as a list has codes; who wrote something else is not kept for ever.
      known[stored] = name
    }
    return name
  }

}

/// Numbers of cells, read from the text that a database sends.
enum CellNumber {
  /// Up to 15 digits, with or without a minus.
  @unsafe static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count > 0, unsafe bytes[0] == UInt8(ascii: "-") else {
      return unsafe digits(bytes, 0, bytes.count)
    }
    return unsafe digits(bytes, 1, bytes.count).map { -$0 }
  }

  /// `YYYY-MM-DD` as Excel's number of the day.
  @unsafe static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count == 10, unsafe bytes[4] == 0x2D, unsafe bytes[7] == 0x2D, let year = unsafe digits(bytes, 0, 4),
      let month = unsafe digits(bytes, 5, 7), let number = unsafe digits(bytes, 8, 10),
      let day = Day(year: year, month: month, day: number)
    else { return nil }
    return try? ExcelSerial.day(day)
  }

  private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start < end, end - start <= 15 else { return nil }
    var value = 0
    var index = start
    while index < end {
      let digit = unsafe bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    return value
  }
}
