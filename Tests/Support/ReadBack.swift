package import Foundation

/// Reads a workbook with programs of others: openpyxl, and LibreOffice, which calculates it anew.
package enum ReadBack {
  /// A folder of its own for a test, removed with the test's value.
  package final class Folder: Sendable {
    package let path: String
    package init() throws {
      path = NSTemporaryDirectory() + "reports-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    package func file(_ name: String) -> String { path + "/" + name }
    package func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  package struct Sheet: Decodable {
    package var name: String
    /// Cells by address; formulas as text.
    package var cells: [String: Cell]
    package var merged: [String]
    package var freeze: String?
    package var filter: String?
    package var titles: String?
    package var charts: Int
    package var header: String?
    package var headerLeft: String?
    package var printArea: String?
    package var footer: String?
    package var paper: String?
    package var orientation: String?
  }

  package struct Cell: Decodable, Equatable {
    /// The formula, or the value, as text.
    package var text: String
    /// The value that is stored beside a formula, else the value.
    package var value: String
    /// openpyxl's data type: s, n, f, d, b.
    package var type: String
    /// The format of numbers: `@` for what stays text when it is edited.
    package var format: String
  }

  package struct Book: Decodable {
    package var sheets: [Sheet]
    package var title: String?
    package var creator: String?
    package var description: String?
    package var names: [String: String]

    package subscript(_ name: String) -> Sheet? { sheets.first { $0.name == name } }
  }

  private static let script = """
    import json, sys, openpyxl
    formulas, values = openpyxl.load_workbook(sys.argv[1]), openpyxl.load_workbook(sys.argv[1], data_only=True)
    def text(v):
        return "" if v is None else v.isoformat(sep=" ") if hasattr(v, "isoformat") else repr(v) if isinstance(v, float) else str(v)
    sheets = []
    for sheet in formulas:
        cells = {}
        for row in sheet.iter_rows():
            for c in row:
                if c.value is not None:
                    cells[c.coordinate] = dict(text=text(c.value), value=text(values[sheet.title][c.coordinate].value), type=c.data_type, format=c.number_format)
        sheets.append(dict(name=sheet.title, cells=cells, merged=[str(r) for r in sheet.merged_cells.ranges], freeze=sheet.freeze_panes,
            filter=sheet.auto_filter.ref, titles=sheet.print_title_rows, charts=len(sheet._charts), header=sheet.oddHeader.center.text,
            headerLeft=sheet.oddHeader.left.text, printArea=str(sheet.print_area or ""),
            footer=sheet.oddFooter.center.text, paper=str(sheet.page_setup.paperSize), orientation=sheet.page_setup.orientation))
    p, names = formulas.properties, formulas.defined_names
    names = names.values() if hasattr(names, "values") else names.definedName
    print(json.dumps(dict(sheets=sheets, title=p.title, creator=p.creator, description=p.description,
        names={d.name: d.attr_text for d in names})))
    """

  /// The workbook as openpyxl reads it.
  package static func openpyxl(_ path: String) async throws -> Book {
    let output = try await run("/usr/bin/python3", ["-c", script, path])
    return try JSONDecoder().decode(Book.self, from: output)
  }

  /// All sheets by name, as LibreOffice has them after calculating everything anew: rows of texts, numbers with all
  /// their digits.
  package static func libreOffice(_ path: String) async throws -> [String: [[String]]] {
    try await libreOffice([path])[path] ?? [:]
  }

  /// Several workbooks, by path, in one run of the program.
  package static func libreOffice(_ paths: [String]) async throws -> [String: [String: [[String]]]] {
    let folder = try Folder()
    // Calculates all formulas anew, which LibreOffice does not do by itself for files of others.
    let settings = """
      <?xml version="1.0" encoding="UTF-8"?>
      <oor:items xmlns:oor="http://openoffice.org/2001/registry">
      <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
      <value>0</value></prop></item></oor:items>
      """
    try FileManager.default.createDirectory(atPath: folder.file("profile/user"), withIntermediateDirectories: true)
    try Data(settings.utf8).write(to: URL(fileURLWithPath: folder.file("profile/user/registrymodifications.xcu")))
    // Tab, no quotes, UTF-8, from row 1; -1 is a file for each sheet, named FILE-SHEET.csv.
    _ = try await run(
      "/usr/bin/soffice",
      [
        "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
        "csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,true,false,false,false,-1", "--outdir", folder.path,
      ] + paths)
    return try Dictionary(uniqueKeysWithValues: paths.map { ($0, try sheets(of: $0, in: folder)) })
  }

  private static func sheets(of path: String, in folder: Folder) throws -> [String: [[String]]] {
    let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent + "-"
    var sheets: [String: [[String]]] = [:]
    for name in try folder.names() where name.hasSuffix(".csv") && name.hasPrefix(stem) {
      let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
      sheets[String(name.dropFirst(stem.count).dropLast(4))] = text.split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }
    return sheets
  }

  /// How many pages each of these workbooks is when LibreOffice prints it.
  package static func pages(_ paths: [String]) async throws -> [String: Int] {
    let folder = try Folder()
    _ = try await run(
      "/usr/bin/soffice",
      [
        "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", "pdf", "--outdir",
        folder.path,
      ]
        + paths)
    var pages: [String: Int] = [:]
    for path in paths {
      let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      let facts = String(decoding: try await run("/usr/bin/pdfinfo", [folder.file(stem + ".pdf")]), as: UTF8.self)
      pages[path] = facts.firstMatch(of: #/Pages:\s+(\d+)/#).flatMap { Int($0.1) }
    }
    return pages
  }

  package struct ProgramFailed: Error { package var exitCode: Int32, message: String }

  /// What a program writes to standard output.
  package static func run(_ program: String, _ arguments: [String]) async throws -> Data {
    let result = try await TestProcess.run(arguments, of: program)
    guard result.exitCode == 0 else { throw ProgramFailed(exitCode: result.exitCode, message: result.talk) }
    return Data(result.output.utf8)
  }
}
