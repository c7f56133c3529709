import Domain
import Foundation
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("CSV for spreadsheets", .demoState) struct SpreadsheetCSVTests {
  @Test("times are those of the clock on the wall, in CSV alone")
  func times() {
    let table = Table(columns: [.init("at", Text(zh: "时间", en: "AT"))], rows: [[.time(TestConsole.now)]])
    for (format, isForSpreadsheets, expected) in [
      (OutputFormat.csv, true, "at\r\n2026-11-21 16:00:00\r\n"), (.csv, false, "at\r\n2026-11-21T08:00:00Z\r\n"),
      (.tsv, true, "at\n2026-11-21T08:00:00Z\n"),
    ] {
      var style = style(format)
      style.isForSpreadsheets = isForSpreadsheets
      #expect(Renderer(style: style).render(.table(table)) == expected)
    }
  }

  @Test("a file begins with one byte order mark, a pipe with none, unless it is said otherwise")
  func marks() async throws {
    let state = try DemoState.current()
    let folder = NSTemporaryDirectory() + "csv-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let stats = "--user manager.330100 -c 'queue --limit 1 --format csv' -c 'queue --limit 1 --format csv'"
    func run(_ name: String, _ script: String) async throws -> String {
      let result = await state.finish(
        try TestProcess(
          ["-c", script, "sh", TestProcess.reviewConsole, folder + "/" + name], of: "/bin/sh",
          environment: state.environment))
      #expect(result.exitCode == 0, "\(result.talk)")
      return String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + name)), as: UTF8.self)
    }
    let file = try await run("a.csv", "\"$1\" \(stats) > \"$2\"")
    #expect(file.unicodeScalars.filter { $0 == "\u{FEFF}" }.count == 1 && file.unicodeScalars.first == "\u{FEFF}")
    #expect(file.contains(#/,20\d\d-\d\d-\d\d \d\d:\d\d:\d\d,/#) && !file.contains(#/T\d\d:\d\d:\d\dZ/#))
    let added = try await run("a.csv", "\"$1\" \(stats) >> \"$2\"")
    #expect(added.unicodeScalars.filter { $0 == "\u{FEFF}" }.count == 1)
    let plain = try await run("b.csv", "\"$1\" --csv plain \(stats) > \"$2\"")
    #expect(plain.hasPrefix("number,") && plain.contains(#/T\d\d:\d\d:\d\dZ/#))
    let piped = try await run("c.csv", "\"$1\" \(stats) | cat > \"$2\"")
    #expect(piped == plain)
    let marked = try await run("d.csv", "\"$1\" --csv excel \(stats) | cat > \"$2\"")
    #expect(marked == file)
  }
}
