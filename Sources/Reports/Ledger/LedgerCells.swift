import Domain
import Spreadsheet

/// A column of one sheet: turns what the database sent into cells. A class, because a million rows ask it.
final class LedgerCells {
  private let form: LedgerColumn.Form
  private let writer: ColumnWriter
  private let language: Language
  /// Stored words and what stands in the cell for them, as far as they came up.
  private var known: [String: CellText.Escaped] = [:]
  /// The first few of them, found without hashing: most columns of names have no more.
  private var common: [(stored: [UInt8], name: CellText.Escaped)] = []

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
    // What is no number or day of Excel's calendar stays the text that it is.
    case .integer: try unsafe write(CellNumber.integer(bytes).map { Double($0) }, or: bytes, row)
    case .instant:
      try unsafe write(CellNumber.integer(bytes).flatMap { ExcelSerial.instant(seconds: Double($0)) }, or: bytes, row)
    case .day: try unsafe write(CellNumber.day(bytes), or: bytes, row)
    case .names, .region: try writer.text(unsafe name(bytes), row: row)
    case .hidden, .list, .several: try writer.text(CellText.Escaped(fitting: unsafe shown(bytes)), row: row)
    }
  }

  private func write(_ number: Double?, or bytes: UnsafeBufferPointer<UInt8>, _ row: Int) throws(WorkbookFailure) {
    guard let number else { return try unsafe writer.text(bytes, row: row) }
    try writer.number(number, row: row)
  }

  private func name(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFailure) -> CellText.Escaped {
    for index in common.indices where common[index].stored.count == bytes.count {
      if unsafe common[index].stored.elementsEqual(bytes) { return common[index].name }
    }
    let stored = unsafe String(decoding: bytes, as: UTF8.self)
    if let name = known[stored] { return name }
    let name = try CellText.Escaped(fitting: unsafe shown(bytes))
    if common.count < 8 {
      unsafe common.append((Array(bytes), name))
    } else if known.count < 10_000 {
      // There are as many as a list has codes; who wrote something else is not kept for ever.
      known[stored] = name
    }
    return name
  }

  /// The value as people read it.
  func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let stored = unsafe String(decoding: bytes, as: UTF8.self)
    return switch form {
    case .names(let names): names[stored]?(language) ?? stored
    case .several(let names):
      (try? JSONValue(strictly: Array(stored.utf8)))?.array?.map { value in
        value.string.map { names[$0]?(language) ?? $0 } ?? value.canonicalJSON
      }.joined(separator: language == .zh ? "、" : ", ") ?? stored
    case .region(let regions): regions.fullName(of: stored) ?? stored
    case .hidden(let mask): mask.hide(stored)
    case .list(let list): list.text(Array(stored.utf8))
    case .instant: "2026-01-01 00:00:00"
    case .text, .integer, .day: stored
    }
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
