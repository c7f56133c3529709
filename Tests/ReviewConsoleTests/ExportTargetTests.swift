import Foundation
import TestSupport
import Testing

@testable import ReviewConsole

/// Where a workbook shall stand, and what may be in the way. Whatever happens, nothing else is in the folder afterwards.
@Suite("the place of an export", .timeLimit(.minutes(30))) struct ExportTargetTests {
  /// A manager's console and an empty folder.
  private func withFolder(_ body: @Sendable (World, TestConsole, String) async throws -> Void) async throws {
    try await World.withQueue { world in
      let folder = world.folder + "/target"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try await body(world, world.console(.manager), folder)
    }
  }

  /// All that is in a folder, hidden files, too; nil when there is none.
  private func names(_ folder: String) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
  }

  /// The number of the file on its disk: another file has another one.
  private func number(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.systemFileNumber] as? Int
  }

  private func read(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }

  @Test("a file that is there: asked about on a terminal, refused in a script, replaced by --force and --yes")
  func existing() async throws {
    try await withFolder { world, console, folder in
      // `.xlsx` is added where it is missing, and the name with it is what counts.
      #expect(await console.run("export flow \(folder)/流量").exitCode == .done, "\(console.talk)")
      #expect(names(folder) == ["流量.xlsx"])
      let first = read(folder + "/流量.xlsx")

      let refused = await console.run("export flow \(folder)/流量")
      #expect(refused.failure?.code == "file_exists")
      #expect(refused.exitCode == .failed)
      #expect(console.talk.contains("--覆盖"))
      #expect(read(folder + "/流量.xlsx") == first)

      for (answer, isReplaced) in [("否", false), ("是", true)] {
        let before = number(folder + "/流量.xlsx")
        let person = TestConsole(width: 80, answers: [answer], environment: ["REVIEW_STATE_DIR": world.folder]) {
          try await world.connect(.manager)
        }
        let outcome = await person.run("export flow \(folder)/流量.xlsx")
        #expect(outcome.exitCode == (isReplaced ? .done : .failed))
        #expect(person.questions.count == 1)
        #expect((number(folder + "/流量.xlsx") != before) == isReplaced)
      }
      #expect(await console.run("export flow \(folder)/流量.xlsx --force").exitCode == .done)
      #expect(await console.run("导出 flow \(folder)/流量.xlsx --确认").exitCode == .done)
      #expect(names(folder) == ["流量.xlsx"])
    }
  }

  @Test("what cannot be a file is known before figures are read")
  func impossible() async throws {
    try await withFolder { _, console, folder in
      mkfifo(folder + "/pipe.xlsx", 0o600)
      try FileManager.default.createDirectory(atPath: folder + "/dir.xlsx", withIntermediateDirectories: true)
      try Data("kept".utf8).write(to: URL(filePath: folder + "/read-only.xlsx"))
      chmod(folder + "/read-only.xlsx", 0o444)
      symlink(folder + "/elsewhere", folder + "/link.xlsx")
      let before = names(folder)
      let long = String(repeating: "长", count: 100)
      for (name, code) in [
        ("no/a.xlsx", "folder_missing"), ("dir.xlsx", "is_directory"), ("pipe.xlsx", "not_a_plain_file"),
        ("link.xlsx", "not_a_plain_file"), ("read-only.xlsx", "file_write_protected"), (long, "file_name_too_long"),
        ("\"a\u{1B}[31m.xlsx\"", "bad_file_name"), ("read-only.xlsx/b.xlsx", "folder_missing"),
      ] {
        console.empty()
        let outcome = await console.run("export flow \(folder)/\(name) --force --format json")
        #expect(outcome.failure?.code == code, "\(name): \(console.talk)")
        #expect(!console.talk.contains("\u{1B}"))
      }
      #expect(names(folder) == before)
      #expect(read(folder + "/read-only.xlsx") == Data("kept".utf8))
      #expect(await console.run("exports --format json").exitCode == .done)
      #expect(console.output.hasSuffix("[]\n"))
    }
  }

  @Test("a folder for by-department: made, filled, filled again; a file there is refused")
  func departments() async throws {
    try await withFolder { _, console, folder in
      let target = folder + "/年终"
      #expect(await console.run("导出 分部门 \(target) --报表 flow --format json").exitCode == .done, "\(console.talk)")
      #expect(names(folder) == ["年终"])
      let made = try #require(names(target))
      #expect(made.count == 14 && made.contains("330102 上城区财政局.xlsx"))
      struct Answer: Decodable {
        struct File: Decodable {
          let department, file, sha256: String
          let rows, sheets, bytes, export: Int
        }
        let folder, report, snapshot_at: String
        let files: [File]
      }
      let answer = try JSONDecoder().decode(Answer.self, from: Data(console.output.utf8))
      #expect(answer.folder == target && answer.report == "flow")
      #expect(answer.files.map(\.file).sorted() == made)

      // Each is on record, for its bureau.
      struct Record: Decodable {
        let export: Int
        let sha256: String
        let filters: String
      }
      console.empty()
      #expect(await console.run("exports --limit 100 --format json").exitCode == .done)
      let records = try JSONDecoder().decode([Record].self, from: Data(console.output.utf8))
      #expect(records.count == 14)
      for file in answer.files {
        let record = try #require(records.first { $0.export == file.export })
        #expect(record.sha256 == file.sha256 && record.filters.contains(file.department))
      }
      console.empty()
      #expect(await console.run("exports --check '\(target)/330102 上城区财政局.xlsx'").exitCode == .done)

      // What is there is not replaced unasked; other files stay.
      try Data("own".utf8).write(to: URL(filePath: target + "/自己的.txt"))
      #expect(await console.run("export by-department \(target) --report flow").failure?.code == "file_exists")
      #expect(await console.run("export by-department \(target) --report flow --force").exitCode == .done)
      #expect(names(target) == (made + ["自己的.txt"]).sorted())

      for (line, code) in [
        ("export by-department '\(target)/自己的.txt' --report flow", "is_file"),
        ("export by-department \(folder)/no/where --report flow", "folder_missing"),
        ("export by-department \(folder)/x --report flow --reviewer somebody", "report_failed"),
        ("export flow \(folder)/x --report flow", "contradiction"),
        ("export by-department \(folder)/x --report by-department", "bad_value"),
      ] {
        #expect(await console.run(line).failure?.code == code, "\(line)")
      }
      #expect(names(folder) == ["年终"])
      #expect(names(target) == (made + ["自己的.txt"]).sorted())
    }
  }

  @Test("a connection that was lost is made again, and the export goes on")
  func reconnecting() async throws {
    try await withFolder { world, console, folder in
      #expect(await console.run("queue").exitCode == .done)
      try await world.killSessions(of: .manager)
      #expect(await console.run("export flow \(folder)/a").exitCode == .done)
      try await world.killSessions(of: .manager)
      #expect(await console.run("export by-department \(folder)/b --report flow").exitCode == .done)
      #expect(names(folder) == ["a.xlsx", "b"])
      #expect(names(folder + "/b")?.count == 14)
    }
  }
}
