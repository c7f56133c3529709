import Domain

/// A column of one sheet: turns what the database sent into cells.
struct LedgerCells {
  private let form: LedgerColumn.Form
  private let writer: ColumnWriter
  private let language: Language

  init(_ column: LedgerColumn, at index: Int, of sheet: Sheet, _ formats: LedgerFormats, _ language: Language)
    throws(WorkbookFailure)
  {
    form = column.form
    writer = try ColumnWriter(sheet, column: index, format: formats.cell(column.form))
    self.language = language
  }

  /// - Parameter bytes: the text form of a value, followed by a NUL.
  func write(_ bytes: UnsafeBufferPointer<UInt8>, row: Int) throws(WorkbookFailure) {
    switch form {
    case .text: try unsafe writer.text(bytes, row: row)
    case .integer, .instant, .day:
      // What is no number or day of Excel's calendar stays the text that it is.
      if let number = unsafe number(bytes) {
        try writer.number(number, row: row)
      } else {
        try unsafe writer.text(bytes, row: row)
      }
    case .names, .region, .hidden, .list: try writer.text(unsafe shown(bytes), row: row)
    }
  }

  /// The value as people read it.
  func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    switch form {
    case .names(let names):
      let stored = unsafe String(decoding: bytes, as: UTF8.self)
      return names[stored]?(language) ?? stored
    case .region:
      let stored = unsafe String(decoding: bytes, as: UTF8.self)
      return Regions.bundled.fullName(of: stored) ?? stored
    case .hidden(let mask): return mask.hide(unsafe String(decoding: bytes, as: UTF8.self))
    case .list(let list): return list.text(unsafe Array(bytes))
    case .instant: return "2026-01-01 00:00:00"
    case .text, .integer, .day: return unsafe String(decoding: bytes, as: UTF8.self)
    }
  }

  private func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    switch form {
    case .day: return unsafe CellNumber.day(bytes)
    case .instant: return unsafe CellNumber.integer(bytes).flatMap(CellNumber.instant)
    default: return unsafe CellNumber.integer(bytes).flatMap(Double.init(exactly:))
    }
  }
}

/// Numbers of cells, read from the text that a database sends.
enum CellNumber {
  /// Digits, with or without a minus.
  @unsafe static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let isNegative = unsafe bytes.first == UInt8(ascii: "-")
    let digits = unsafe bytes.dropFirst(isNegative ? 1 : 0)
    guard unsafe (1...15).contains(digits.count) else { return nil }
    var value = 0
    for index in unsafe digits.indices {
      let byte = unsafe digits[index]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return isNegative ? -value : value
  }

  /// `YYYY-MM-DD` as Excel's number of the day.
  @unsafe static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count == 10, unsafe bytes[4] == 0x2D, unsafe bytes[7] == 0x2D,
      let year = unsafe integer(UnsafeBufferPointer(rebasing: bytes[0..<4])),
      let month = unsafe integer(UnsafeBufferPointer(rebasing: bytes[5..<7])),
      let number = unsafe integer(UnsafeBufferPointer(rebasing: bytes[8..<10])),
      let day = Day(year: year, month: month, day: number)
    else { return nil }
    return try? ExcelSerial.day(day)
  }

  /// Seconds since 1970 as Excel's number of the moment in China.
  static func instant(_ seconds: Int) -> Double? {
    let serial = Double(seconds + 8 * 3600) / 86_400 + 25_569
    return serial >= 61 && serial < 2_958_466 ? serial : nil
  }
}
