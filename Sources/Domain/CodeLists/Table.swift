import Foundation

/// A comma-separated table with a header (RFC 4180: quotes, doubled quotes; rows end with a line feed).
struct Table {
  let header: [String]
  let rows: [[String]]

  /// Why a table could not be read.
  enum Failure: Error, Equatable {
    /// The file cannot be read or is not UTF-8.
    case unreadable(file: String)
    /// A row has another number of columns than the header.
    case ragged(file: String, row: Int)
    /// A column the program needs is not in the header.
    case columnMissing(file: String, column: String)
    /// A value that the program cannot take, as a date that does not exist.
    case badValue(file: String, row: Int, column: String)
  }

  init(contentsOf file: URL) throws(Failure) {
    let name = file.lastPathComponent
    guard let data = try? Data(contentsOf: file) else { throw .unreadable(file: name) }
    try self.init(bytes: Array(data), name: name)
  }

  init(bytes: [UInt8], name: String) throws(Failure) {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where quoted && index < bytes.count && bytes[index] == byte:
        field.append(byte)
        index += 1
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: ",") where !quoted, UInt8(ascii: "\n") where !quoted:
        row.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row.removeAll(keepingCapacity: true)
        }
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [String(decoding: field, as: UTF8.self)]) }
    guard let header = rows.first else { throw .unreadable(file: name) }
    for (number, row) in rows.enumerated() where row.count != header.count {
      throw .ragged(file: name, row: number + 1)
    }
    self.header = header
    self.rows = Array(rows.dropFirst())
  }

  func column(_ name: String, of file: String) throws(Failure) -> Int {
    guard let index = header.firstIndex(of: name) else { throw .columnMissing(file: file, column: name) }
    return index
  }
}
