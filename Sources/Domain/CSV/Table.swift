import Foundation

/// A comma-separated table with a header, each row as wide as it.
struct Table {
  let header: [String]
  let rows: [[String]]

  /// Reads a whole file.
  init(contentsOf file: URL) throws(DataFailure) {
    let name = file.lastPathComponent
    let records: [CSVRecord]
    do { records = try CSVReader.records(of: file.path) } catch { throw .unreadable(file: name) }
    var rows: [[String]] = []
    for record in records {
      guard case .success(let fields) = record.content, fields.count == rows.first?.count ?? fields.count else {
        throw .ragged(file: name, line: record.line)
      }
      rows.append(fields)
    }
    guard let header = rows.first else { throw .unreadable(file: name) }
    self.header = header
    self.rows = Array(rows.dropFirst())
  }

  func column(_ name: String, of file: String) throws(DataFailure) -> Int {
    guard let index = header.firstIndex(of: name) else { throw .columnMissing(file: file, column: name) }
    return index
  }
}
