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
      #expect(manager.talk.contains("--format csv"))
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
      #expect(manager.talk.contains("--purpose"))
      #expect(await manager.run("export backlog \(path("a.xlsx")) --publish --to 2026-01-31").exitCode == .done)
      #expect(
        await manager.run("export backlog \(path("b.xlsx")) --publish --period 2025-12..2026-01").exitCode == .failed)
      #expect(
        await manager.run("export summary \(path("c.xlsx")) --publish --to 2026-01-31").exitCode == .done)
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
