import Foundation
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("exports on record", .timeLimit(.minutes(30))) struct ExportTests {
  @Test("a file is known again, a changed one is not, and others' exports are not seen")
  func check() async throws {
    try await World.withQueue { world in
      let manager = world.console(.manager)
      let file = world.folder + "/积压.xlsx"

      #expect(await manager.run("导出 backlog \(file) --期间 今年").exitCode == .done)
      manager.empty()
      #expect(await manager.run("exports --format json").exitCode == .done)
      #expect(manager.output.contains(#""report":"backlog""#))
      #expect(await manager.run("导出记录 --核对 \(file)").exitCode == .done)

      let reviewer = world.console(.reviewer)
      #expect(await reviewer.run("exports --check \(file)").exitCode == .failed)

      let handle = try FileHandle(forWritingTo: URL(filePath: file))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data([0]))
      try handle.close()
      #expect(await manager.run("exports --check \(file)").exitCode == .failed)
      #expect(await manager.run("exports --check \(file).no").failure?.code == "file_missing")

      // A limit that the report does not know is refused, and nothing is written.
      let other = world.folder + "/b.xlsx"
      #expect(await manager.run("export flow \(other) --reviewer somebody").exitCode == .failed)
      #expect(await manager.run("export flow \(other) --period 本月 --from 去年").exitCode == .usage)
      #expect(!FileManager.default.fileExists(atPath: other))
    }
  }

  @Test("the list says of which bureau and days, for whom and in which file, and finds by name and number")
  func list() async throws {
    try await World.withQueue { world in
      let manager = world.console(.manager)
      let folder = world.folder
      #expect(
        await manager.run("export backlog \(folder)/积压.xlsx --department 330102 --period 2026-01").exitCode == .done)
      #expect(await manager.run("export ledger \(folder)/台账.xlsx --unmasked --purpose 核验").exitCode == .done)
      #expect(await manager.run("export ledger \(folder)/Masked.csv").exitCode == .done)
      #expect(await manager.run("export flow \(folder)/趋势.xlsx --publish --to 2026-01-31").exitCode == .done)
      manager.empty()
      #expect(await manager.run("exports --format csv").exitCode == .done)
      let lines = manager.output.split(separator: "\r\n").map(String.init)
      #expect(lines.count == 5)
      #expect(lines[1].contains(",published,") && lines[1].contains(",..2026-01-31,") && lines[1].contains("趋势.xlsx"))
      #expect(lines[2].contains(",ledger,330100,,masked,Masked.csv,finished"), "\(lines[2])")
      #expect(lines[3].contains(",unmasked,台账.xlsx,") && lines[3].contains("核验"))
      #expect(lines[4].contains(",backlog,330102,2026-01-01..2026-01-31,figures,积压.xlsx,"), "\(lines[4])")
      // A file is known by its name, whatever its folder and case; a number finds one.
      for (asked, found) in [("--file /tmp/masked.CSV", "Masked.csv"), ("--文件 台账", "台账.xlsx")] {
        manager.empty()
        #expect(await manager.run("exports \(asked) --format json").exitCode == .done)
        #expect(
          manager.output.components(separatedBy: #""file":"#).count == 2 && manager.output.contains(found), "\(asked)")
      }
      let number = String(lines[4].prefix { $0 != "," })
      manager.empty()
      #expect(await manager.run("导出记录 --编号 \(number) --format json").exitCode == .done)
      #expect(manager.output.contains("积压.xlsx") && !manager.output.contains("台账"))
      manager.empty()
      #expect(await manager.run("导出记录").exitCode == .done)
      #expect(manager.output.contains("未脱敏") && manager.output.contains("公开") && manager.output.contains("统计数"))
      manager.empty()
      #expect(await manager.run("exports --file nosuch --format json").exitCode == .done)
      #expect(manager.output == "[]\n")
    }
  }

  @Test("the ledger as CSV is on record like a workbook, and no report of many tables becomes one")
  func csv() async throws {
    try await World.withQueue { world in
      let manager = world.console(.manager)
      let file = world.folder + "/台账.csv"
      #expect(await manager.run("导出 明细台账 \(file) --format json").exitCode == .done)
      #expect(manager.output.contains(#""rows":3,"sheets":1,"#) && manager.output.contains(#""cut_cells":0"#))
      let bytes = try Data(contentsOf: URL(filePath: file))
      #expect(bytes.starts(with: Data("\u{FEFF}申报号,".utf8)))
      #expect(await manager.run("exports --check \(file)").exitCode == .done)
      #expect(await manager.run("导出 明细台账 \(file)").failure?.code == "file_exists")
      #expect(await manager.run("export summary \(world.folder)/b.csv").exitCode == .usage)
      #expect(manager.talk.contains("--格式 csv"))
    }
  }

  @Test(
    "what is published is rounded, on record as published, and never lists persons; an open period, or the same once more, needs a purpose"
  )
  func publish() async throws {
    try await World.withQueue { world in
      let manager = world.console(.manager)
      let folder = world.folder + "/published"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      func path(_ name: String) -> String { "\(folder)/\(name)" }

      // Three wait.
      #expect(await manager.run("统计 backlog --公开 --format json").exitCode == .done)
      #expect(manager.output.contains(#""published":true"#))
      #expect(manager.output.contains(#""pending":5"#))
      #expect(!manager.output.contains(#""pending":3"#))
      // One table a file: which one must be said, and who is nobody is said, too.
      manager.empty()
      #expect(await manager.run("stats backlog --format csv").exitCode == .usage)
      #expect(manager.output.isEmpty && manager.talk.contains("--table") && manager.talk.contains("deadlines"))
      #expect(await manager.run("stats backlog --format csv --table Deadlines").exitCode == .done)
      #expect(
        manager.output.hasPrefix("ordinal,deadline,") || manager.output.hasPrefix("deadline,"),
        "\(manager.output.prefix(80))")
      #expect(await manager.run("stats backlog --table nosuch").exitCode == .usage)
      manager.empty()
      #expect(await manager.run("stats workload --reviewer nosuch").exitCode == .failed)
      #expect(manager.talk.contains("nosuch"))
      manager.empty()
      #expect(await manager.run("stats backlog --publish").exitCode == .done)
      #expect(manager.output.contains("最接近的 5 的倍数"))

      #expect(await manager.run("export backlog \(path("a.xlsx")) --publish").exitCode == .failed)
      #expect(manager.talk.contains("--用途"))
      #expect(await manager.run("export backlog \(path("a.xlsx")) --publish --to 2026-01-31").exitCode == .done)
      #expect(
        await manager.run("export backlog \(path("b.xlsx")) --publish --period 2025-12..2026-01").exitCode == .failed)
      // The same days in another report tell what has changed since.
      #expect(
        await manager.run("export summary \(path("c.xlsx")) --publish --to 2026-01-31").exitCode == .failed)
      #expect(
        await manager.run("export summary \(path("c.xlsx")) --publish --to 2026-01-31 --purpose 汇总").exitCode == .done)
      #expect(
        await manager.run("export backlog \(path("b.xlsx")) --publish --period 2025-12..2026-01 --purpose 更正").exitCode
          == .done)
      manager.empty()
      #expect(await manager.run("exports --format json").exitCode == .done)
      #expect(manager.output.contains(#""publish":true"#) || manager.output.contains(#"\"publish\": true"#))

      #expect(await manager.run("export ledger \(path("d.xlsx")) --publish").exitCode == .failed)
      #expect(await manager.run("export backlog \(path("d.xlsx")) --publish --reviewer somebody").exitCode == .failed)
      #expect(await manager.run("export backlog \(path("d.xlsx")) --unmasked --purpose 核对").exitCode == .usage)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.xlsx", "b.xlsx", "c.xlsx"])
    }
  }
}
