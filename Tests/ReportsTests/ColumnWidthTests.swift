import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

/// Widths of columns beside those that LibreOffice finds best for what the cells say.
@Suite(.timeLimit(.minutes(30))) struct ColumnWidthTests {
  /// A column of a sheet as LibreOffice has it, in hundredths of a millimetre.
  struct Column: Decodable {
    var width: Double
    /// The best fit of headings and cells, each on one line; long headings on two.
    var best: Double
  }

  /// Clears all but the tables, brings headings into one row without wrapping, and asks for the best fit.
  private static let script = """
    import json, sys, time, subprocess, uno
    from com.sun.star.beans import PropertyValue
    folder, path = sys.argv[1:]
    office = subprocess.Popen(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
        f"--accept=pipe,name={folder.split('/')[-1]};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while office.poll() is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={folder.split('/')[-1]};urp;StarOffice.ComponentContext")
            break
        except Exception:
            time.sleep(0.2)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = desktop.loadComponentFromURL("file://" + path, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    tables = {}
    for name in book.NamedRanges.ElementNames:
        cells = book.NamedRanges.getByName(name).ReferredCells
        if cells: tables.setdefault(cells.Spreadsheet.Name, []).append(cells.RangeAddress)
    result = {}
    for sheet in book.Sheets:
        if sheet.Name not in tables: continue
        kept = set()
        for a in tables[sheet.Name]:
            for column in range(a.StartColumn, a.EndColumn + 1):
                heading, above = sheet.getCellByPosition(column, a.StartRow), sheet.getCellByPosition(column, a.StartRow - 1)
                title = heading.String or above.String
                sheet.getCellRangeByPosition(column, a.StartRow - 1, column, a.StartRow).merge(False)
                heading.String = title[:(len(title) + 1) // 2] + "\\n" + title[(len(title) + 1) // 2:] if len(title) > 6 else title
            kept.update(range(a.StartRow, a.EndRow + 1))
            sheet.getCellRangeByPosition(a.StartColumn, a.StartRow, a.EndColumn, a.EndRow).IsTextWrapped = False
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last, columns = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
        for row in set(range(last + 1)) - kept:
            line = sheet.getCellRangeByPosition(0, row, columns, row)
            line.merge(False)
            line.clearContents(1023)
        result[sheet.Name] = []
        for index in range(columns + 1):
            column = sheet.Columns.getByIndex(index)
            width = column.Width
            column.OptimalWidth = True
            result[sheet.Name].append(dict(width=width, best=column.Width))
    book.close(True)
    try: desktop.terminate()
    except Exception: pass
    office.wait()
    print(json.dumps(result))
    """

  @Test func widthsAreWithinATwentiethOfLibreOfficesBestFit() async throws {
    let folder = try ReadBack.Folder()
    let file = folder.file("campaign.xlsx")
    let data = try await World.with { world in
      try await world.load(1500)
      let connection = try await world.connect(.chief)
      let campaign = try #require(Report.all.first { $0.id == "campaign" })
      let data = try await campaign.compute(on: connection, filters: ReportFilters())
      await connection.close()
      return data
    }
    _ = try ReportExporter.write(data, to: file, maker: "张三")
    let found = try JSONDecoder().decode(
      [String: [Column]].self, from: try await ReadBack.run("/usr/bin/python3", ["-c", Self.script, folder.path, file]))

    var compared = 0
    var names: Set<String> = []
    // Sheets of the same name get another one in the workbook.
    for section in data.sheets where names.insert(section.name.zh).inserted {
      guard let columns = found[section.name.zh] else { continue }
      let widths = ColumnWidths(section, language: .zh)
      for (index, column) in columns.enumerated() where index < widths.units.count {
        // The library adds 5 pixels of 7 a digit.
        let needed = column.width * (widths.needed[index] * 7 + 5) / (widths.units[index] * 7 + 5)
        #expect(
          abs(needed - column.best) <= column.best * 0.05,
          "\(section.name.zh) \(index): \(needed) for \(column.best), of \(column.width)")
        // Wider only for the least that looks well and for a chart; narrower only where texts stand on several lines.
        let text = section.tables.contains { $0.columns.indices.contains(index) && $0.columns[index].kind == .text }
        #expect(widths.units[index] >= min(widths.needed[index], text ? 56 : 40), "\(section.name.zh) \(index)")
        compared += 1
      }
    }
    #expect(compared > 300)
  }
}
