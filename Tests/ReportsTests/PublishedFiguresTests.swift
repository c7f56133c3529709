import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports
@testable import Spreadsheet

/// Whether anything true is left in what leaves the house: all reports, every sheet, cell and picture.
@Suite(.timeLimit(.minutes(30))) struct PublishedFiguresTests {
  /// Days and minutes that count nobody. Every other whole number has to be a rounded count.
  private static let times: Set<String> = [
    "review_median", "review_p90", "review_longest", "correction_median", "correction_p90", "whole_median", "whole_p90",
    "whole_longest", "median", "p90", "longest",
    // What the form says of everybody, and places by rounded shares.
    "promise", "rank",
  ]

  private static func isRounded(_ value: Double) -> Bool { value.remainder(dividingBy: 5) == 0 }

  /// Whether a number may stand in a column.
  private static func may(_ number: Double, stand column: ReportColumn) -> Bool {
    switch column.kind {
    case .ordinal: number >= 1
    case .share: 0...1 ~= number
    case .decimal: number == (number * 10).rounded() / 10
    case .measure where times.contains(column.id): number == number.rounded()
    case .day: true
    case .count, .measure, .text, .code: isRounded(number)
    }
  }

  /// All numbers that charts have stored, each with the cells that they are of.
  private static func charts(_ file: String) async throws -> [Drawn] {
    let script = """
      import json, re, sys, zipfile
      book, found = zipfile.ZipFile(sys.argv[1]), []
      for name in book.namelist():
          if name.startswith("xl/charts/chart"):
              for ref in re.findall("<c:numRef>.*?</c:numRef>", book.read(name).decode(), re.S):
                  found.append(dict(cells=re.search("<c:f>(.*?)</c:f>", ref)[1], numbers=[float(v) for v in re.findall("<c:v>(.*?)</c:v>", ref)]))
      print(json.dumps(found))
      """
    return try JSONDecoder().decode(
      [Drawn].self, from: try await ReadBack.run("/usr/bin/python3", ["-c", script, file]))
  }

  private struct Drawn: Decodable {
    /// 'sheet'!$C$5:$C$9, escaped as in XML.
    let cells: String
    let numbers: [Double]
  }

  /// What column a cell belongs to, by sheet and address.
  private static func columns(_ data: ReportData, _ book: ReadBack.Book) throws -> [String: [String: ReportColumn]] {
    var columns: [String: [String: ReportColumn]] = [:]
    for section in data.sheets {
      for table in section.tables where !table.rows.isEmpty {
        let name = try #require(book.names[data.prefix + table.id])
        let match = try #require(name.firstMatch(of: #/^'?(.*?)'?!\$A\$(\d+):/#))
        let header = try #require(Int(match.2))
        for row in table.rows.indices {
          for (place, column) in table.columns.enumerated() {
            columns[String(match.1), default: [:]][CellAddress(row: header + row, column: place).relative] = column
          }
        }
      }
    }
    return columns
  }

  @Test("no cell, stored number of a chart or JSON value of any report is a true count")
  func everyReport() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(1500)
      var drawn = 0
      var shown = 0
      for person in [World.Person.chief, .manager, .reviewer] {
        let connection = try await world.connect(person)
        for report in Report.all {
          let data = try await report.compute(on: connection, filters: ReportFilters(isPublished: true))
          for table in data.tables {
            for row in table.rows {
              for (column, value) in zip(table.columns, row.values) {
                guard let number = value.count.map(Double.init) ?? value.number ?? value.share else { continue }
                #expect(Self.may(number, stand: column), "\(person) \(table.id) \(row.key) \(column.id) \(number)")
              }
            }
          }
          // The campaign's workbook has all the parts.
          guard person == .manager || report.id == Report.campaign.id else { continue }
          let file = folder.file("\(report.id)-\(person).xlsx")
          _ = try ReportExporter.write(data, to: file, maker: "张三")
          let book = try await ReadBack.openpyxl(file)
          let columns = try Self.columns(data, book)
          for sheet in book.sheets {
            for (address, cell) in sheet.cells where cell.type == "n" {
              let column = try #require(columns[sheet.name]?[address], "\(sheet.name) \(address) \(cell.value)")
              let number = try #require(Double(cell.value))
              #expect(Self.may(number, stand: column), "\(person) \(sheet.name) \(address) \(column.id) \(number)")
              shown += 1
            }
          }
          for series in try await Self.charts(file) {
            let match = try #require(
              series.cells.firstMatch(of: #/^(?:'|&apos;)?(.*?)(?:'|&apos;)?!\$([A-Z]+)\$(\d+)/#))
            let column = try #require(columns[String(match.1)]?["\(match.2)\(match.3)"], "\(series.cells)")
            for number in series.numbers {
              let isTrue = !Self.may(number, stand: column)
              #expect(!isTrue, "\(person) \(report.id) \(series.cells) \(number)")
              drawn += 1
            }
          }
        }
        await connection.close()
      }
      #expect(drawn > 200 && shown > 3000, "\(drawn) \(shown)")
    }
  }

  /// Two applications, one approved and one returned, and all that hangs on them.
  @Test("reports of nothing and of few are the same to the last sheet", arguments: [nil, "2020-01-01"])
  func noneOrFew(_ from: String?) async throws {
    try await World.with { world in
      let period = try from.map { try Period(from: Day(iso: $0), to: nil) }
      var none: [String: [ReportData.Section]] = [:]
      for isFew in [false, true] {
        if isFew {
          try await world.load(2)
          try await world.owner.script(
            """
            INSERT INTO review.decision (application_id, revision, department_code, outcome, content_hash, decided_by,
                decided_at, idempotency_key, began_at)
              SELECT id, revision, department_code, 'returned', repeat('0', 64), 'reviewer.1', submitted_at + interval '1 hour',
                gen_random_uuid(), submitted_at
              FROM review.application WHERE state <> 'approved';
            INSERT INTO review.decision_reason (decision_id, ordinal, code, target, department_code)
              SELECT id, 1, (SELECT min(code) FROM review.return_reason), 'portrait', department_code
              FROM review.decision WHERE outcome = 'returned';
            """)
          #expect(try await world.owner.count("SELECT count(*) FROM review.decision") == 2)
        }
        for person in [World.Person.chief, .reviewer] {
          let connection = try await world.connect(person)
          for report in Report.all {
            let data = try await report.compute(
              on: connection, filters: ReportFilters(period: period, isPublished: true))
            if isFew {
              #expect(none["\(report.id) \(person)"] == data.sections, "\(report.id) \(person)")
            } else {
              none["\(report.id) \(person)"] = data.sections
            }
          }
          await connection.close()
        }
      }
    }
  }
}
