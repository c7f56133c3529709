import Foundation
import PostgreSQL
import TestSupport
import Testing

/// `export` as a program of its own, where the disk fills, signals come and somebody watches.
@Suite("Exports that cannot end well", .serialized, .demoState, .timeLimit(.minutes(30)))
struct ExportProcessTests {
  private static let province = ["--user", "manager.330000", "--format", "json"]

  /// An empty folder, removed afterwards.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "export-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  /// All that is in a folder, hidden files, too; nil when there is none.
  private func names(_ folder: String) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
  }

  /// Runs the program under a shell that sets something up before.
  private func shell(_ script: String, _ arguments: [String]) async throws -> TestProcess.Result {
    let state = try DemoState.current()
    return await state.finish(
      try TestProcess(
        ["-c", script + "\nexec \"$@\"", "sh", TestProcess.reviewConsole] + arguments, of: "/bin/sh",
        environment: state.environment))
  }

  @Test(
    "a limit for the size of files ends it with an error, however small the part that it cuts off is",
    // Blocks of 512 bytes: from less than the first temporary file up to more than the largest.
    arguments: [("summary", [1, 8, 16, 24, 32, 48, 96, 2000]), ("ledger", [8, 60, 120, 240, 480, 8000])])
  func limited(_ report: String, _ limits: [Int]) async throws {
    try await withFolder { folder in
      var ends: Set<String> = []
      for blocks in limits {
        let file = folder + "/a\(blocks).xlsx"
        let result = try await shell("ulimit -f \(blocks)", Self.province + ["export", report, file])
        #expect(!result.talk.contains("packager"), "the library's own words")
        if result.exitCode == 0 {
          ends.insert("done")
          #expect(try await ReadBackArchive.isWhole(file), "\(blocks) blocks")
          try FileManager.default.removeItem(atPath: file)
        } else {
          ends.insert("refused")
          #expect(result.exitCode == 1)
          #expect(["no_space", "file_too_large"].contains(result.errorCode), "\(blocks) blocks: \(result.talk)")
        }
        #expect(names(folder) == [])
      }
      #expect(ends == ["done", "refused"])
    }
  }

  @Test("a limit that stops one workbook of many stops all")
  func limitedDepartments() async throws {
    try await withFolder { folder in
      let many = try await shell(
        "ulimit -f 40", Self.province + ["export", "by-department", folder + "/all", "--department", "330100"])
      #expect(many.exitCode == 1 && ["no_space", "file_too_large"].contains(many.errorCode), "\(many.talk)")
      #expect(names(folder) == [])
    }
  }

  @Test("a full disk ends it with an error; neither a file nor a hidden one is left", .enabled(if: geteuid() == 0))
  func fullDisk() async throws {
    try await withFolder { folder in
      let mounted = try await TestProcess.run(
        ["-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], of: "/usr/bin/mount")
      // A container may be forbidden to mount; the limit above is tried everywhere.
      guard mounted.exitCode == 0 else { return }
      let small = try await shell("", Self.province + ["export", "campaign", folder + "/a"])
      #expect(small.exitCode == 1)
      #expect(small.errorCode == "no_space", "\(small.talk)")
      #expect(small.talk.contains("\(folder)/a.xlsx".prefix(20)))
      #expect(names(folder) == [])
      let many = try await shell("", Self.province + ["export", "by-department", folder + "/all", "--report", "flow"])
      #expect(many.errorCode == "no_space", "\(many.talk)")
      #expect(names(folder) == [])
      // What there is room for is written, and the temporary files go where the file goes.
      let fits = try await shell("TMPDIR=/nonexistent", Self.province + ["export", "notifications", folder + "/b"])
      #expect(fits.exitCode == 0, "\(fits.talk)")
      #expect(names(folder) == ["b.xlsx"])
      _ = try await TestProcess.run([folder], of: "/usr/bin/umount")
    }
  }

  @Test("a folder that may not be written to, and one that goes away meanwhile")
  func folders() async throws {
    try await withFolder { folder in
      // Root may write everywhere but where nothing can be written.
      let forbidden = try await shell("", Self.province + ["export", "flow", "/proc/a"])
      #expect(["file_not_writable", "folder_missing"].contains(forbidden.errorCode), "\(forbidden.talk)")

      let gone = folder + "/gone"
      try FileManager.default.createDirectory(atPath: gone, withIntermediateDirectories: true)
      let export = try await begin(["export", "by-department", gone + "/all"], in: gone)
      try FileManager.default.removeItem(atPath: gone)
      try export.signal(SIGCONT)
      let result = try await DemoState.current().finish(export)
      #expect(result.exitCode == 1)
      #expect(result.errorCode == "folder_missing", "\(result.talk)")
      #expect(names(folder) == [])
    }
  }

  @Test(
    "Ctrl-C, SIGTERM and SIGHUP end the work and its queries, and leave nothing",
    arguments: [([SIGINT], 1), ([SIGTERM], 143), ([SIGHUP], 129), ([SIGINT, SIGINT], nil)] as [([Int32], Int32?)])
  func signals(_ numbers: [Int32], _ exitCode: Int32?) async throws {
    let state = try DemoState.current()
    try await withFolder { folder in
      let export = try await begin(["export", "by-department", folder + "/all"], in: folder)
      try export.signal(SIGCONT)
      for number in numbers { try? export.signal(number) }
      let result = try await DemoState.current().finish(export)
      if let exitCode {
        #expect(result.exitCode == exitCode, "\(result.talk)")
        #expect(result.errorCode == "cancelled")
      } else {
        // The second one leaves at once, unless all is cleaned up before.
        #expect([1, 130].contains(result.exitCode))
      }
      #expect(names(folder) == [])
      let owner = try await state.connect()
      let isQuiet = try await soon {
        let row = try await owner.query(
          "SELECT count(*) AS n FROM pg_stat_activity WHERE usename = 'manager.330000' AND state = 'active'")[0]
        return try row.decode("n", as: Int.self) == 0
      }
      #expect(isQuiet)
      if exitCode != nil {
        let open: Int = try await owner.query(
          "SELECT count(*) AS n FROM review.export_record WHERE coalesce(finished_at, abandoned_at) IS NULL")[0]["n"]
        #expect(open == 0, "an export that is said to be under way")
      }
      await owner.close()
    }
  }

  @Test("a connection that breaks in the middle: all is made anew, of a new moment")
  func reconnecting() async throws {
    let state = try DemoState.current()
    try await withFolder { folder in
      let export = try await begin(["export", "by-department", folder + "/all", "--report", "summary"], in: folder)
      let owner = try await state.connect(as: "manager.330000")
      let ended = try await owner.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'manager.330000' AND pid <> pg_backend_pid()"
      )
      #expect(ended.count >= 2)
      await owner.close()
      try export.signal(SIGCONT)
      let result = try await DemoState.current().finish(export)
      #expect(result.exitCode == 0, "\(result.talk)")
      #expect(result.talk.contains("数据库连接断过"))
      #expect(names(folder) == ["all"])
      #expect(names(folder + "/all")?.count == 103)
    }
  }

  @Test("on a terminal a bar moves; Ctrl-C goes back to the prompt")
  func watching() async throws {
    let state = try DemoState.current()
    try await withFolder { folder in
      try await TerminalWindow.with(["--user", "manager.330000"], environment: state.environment, columns: 160) {
        window in
        try await window.see { $0.isAtPrompt }
        try await window.enter("导出 分部门 \(folder)/all")
        let screen = try await window.see { $0.contains("/103 ") && $0.contains("还需") }
        #expect(screen.contains("分部门 ["))
        try await window.press("C-c")
        let after = try await window.see { $0.isAtPrompt && $0.contains("[cancelled]") }
        #expect(after.lines.allSatisfy { $0.count < 160 })
        #expect(names(folder) == [])
      }
    }
  }

  /// Starts an export and stops it when the first workbook is there, under its hidden name; SIGCONT lets it go on.
  private func begin(_ arguments: [String], in folder: String) async throws -> TestProcess {
    let export = try DemoState.current().start(nil, Self.province + arguments)
    let hasBegun = await export.pause { [self] in
      let hidden = names(folder)?.first { $0.hasPrefix(".review-console") }
      let files = hidden.flatMap { names(folder + "/" + $0) } ?? []
      return files.contains { $0.hasSuffix(".xlsx") && !$0.hasPrefix(".") }
    }
    if !hasBegun {
      // What it waits for, or why it has ended.
      try? export.signal(SIGTERM)
      let end = await export.finish()
      try #require(hasBegun, "no workbook was begun: \(end.exitCode) \(end.talk) \(end.output)")
    }
    return export
  }
}

/// Whether each part of a workbook is well-formed XML, as Python sees it.
private enum ReadBackArchive {
  static func isWhole(_ file: String) async throws -> Bool {
    let script = """
      import sys, zipfile, xml.dom.minidom
      z = zipfile.ZipFile(sys.argv[1])
      for n in z.namelist(): xml.dom.minidom.parseString(z.read(n))
      """
    return try await TestProcess.run(["-c", script, file], of: "/usr/bin/python3").exitCode == 0
  }
}
