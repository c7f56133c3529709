import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import Spreadsheet

/// Whether a workbook says what the report says: read by openpyxl, and by LibreOffice after it calculated all anew.
enum WorkbookCheck {
  static func agrees(_ file: String, _ data: ReportData) async throws {
    try await agrees(file, data, recalculated: ReadBack.libreOffice(file))
  }

  /// - Parameter recalculated: the sheets as LibreOffice has them.
  static func agrees(_ file: String, _ data: ReportData, recalculated: [String: [[String]]]) async throws {
    let book = try await ReadBack.openpyxl(file)
    for section in data.sheets {
      let shown = try #require(recalculated[section.name.zh], "\(section.name.zh)")
      for case .table(let table) in section.blocks where !table.rows.isEmpty {
        // Found by its first heading row; every cell as LibreOffice shows it after calculating anew.
        let sheet = try #require(book[section.name.zh])
        let name = try #require(book.names[data.prefix + table.id])
        let match = try #require(name.firstMatch(of: #/\$A\$(\d+):/#))
        let header = try #require(Int(match.1))
        for (offset, row) in table.rows.enumerated() {
          let cells = shown[header + offset]
          for (column, value) in row.values.enumerated() {
            #expect(
              agrees(cells[column], value), "\(table.id) \(row.key) \(table.columns[column].id): \(cells[column])")
          }
          // Sums and shares are live formulas with the same value stored beside them.
          for (column, spec) in table.columns.enumerated() where spec.isLive {
            let address = CellAddress(row: header + offset, column: column).relative
            if row.values[column] != .none {
              #expect(sheet.cells[address]?.type == "f", "\(table.id) \(address)")
            }
            if case .count(let count) = row.values[column] {
              #expect(sheet.cells[address]?.value == String(count), "\(table.id) \(address)")
            }
          }
        }
      }
    }
  }

  /// LibreOffice writes numbers with all their digits.
  private static func agrees(_ cell: String, _ value: ReportValue) -> Bool {
    switch value {
    case .none: cell.isEmpty
    case .count(let count): cell == String(count)
    case .number(let number): abs((Double(cell) ?? .infinity) - number) < 1e-9
    case .share(let share): cell.hasSuffix("%") && abs((Double(cell.dropLast()) ?? -1) / 100 - share) < 1e-12
    default: cell == value.text(.zh)
    }
  }
}

extension ReportColumn {
  /// Whether its cells are formulas in every row that has a value.
  fileprivate var isLive: Bool {
    switch calculation {
    case .given, .own, .balance: false
    case .sum, .difference, .ratio, .shareOfTotal, .runningShare, .running: true
    }
  }
}
