import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The program in a terminal, as a person has it: a prompt, keys, a window that changes.
@Suite("The program in a terminal", .serialized, .demoState, .timeLimit(.minutes(30)))
struct TerminalTests {
  private static let reviewer = ["--user", "reviewer.330102"]

  private func open(
    columns: Int = 80, _ arguments: [String] = reviewer, locale: [String: String] = [:],
    _ body: (TerminalWindow) async throws -> Void
  ) async throws {
    let state = try DemoState.current()
    try await TerminalWindow.with(
      arguments, environment: state.environment.merging(locale) { $1 }, columns: columns
    ) { window in
      try await window.see { $0.isAtPrompt }
      try await body(window)
    }
  }

  @Test("prompt, both languages, history, Ctrl-C, leaving", arguments: [80, 120])
  func converses(columns: Int) async throws {
    try await open(columns: columns) { window in
      let greeting = try await window.see { $0.isAtPrompt }
      #expect(greeting.lines.count <= 6)
      #expect(greeting.lastLine.hasPrefix("审核员 上城区财政局 待审 "))

      try await window.enter("状态")
      let status = try await window.see { $0.isAtPrompt && $0.contains("往返毫秒") }
      #expect(status.contains("reviewer.330102"))
      try await window.enter("待审")
      let queue = try await window.see { $0.isAtPrompt && $0.contains("显示 ") }
      // Nothing is wider than the window, so no row is broken into two: each begins with its number.
      #expect(queue.lines.contains { $0.contains("ZJ26-") })
      try await window.enter("queue --limit 1")
      try await window.see { $0.isAtPrompt && $0.count("显示 ") == 2 }

      try await window.press("Up")
      try await window.see { $0.lastLine.hasSuffix("> queue --limit 1") }
      try await window.press("Up")
      try await window.see { $0.lastLine.hasSuffix("> 待审") }
      // Chinese is erased by whole characters.
      try await window.press("BSpace")
      try await window.see { $0.lastLine.hasSuffix("> 待") }
      try await window.press("C-c")
      try await window.see { $0.isAtPrompt && $0.contains("^C") }

      try await window.press("C-d")
      try await window.see { $0.contains("[exit 0]") }
    }
  }

  @Test("Ctrl-C ends the query and not the program")
  func cancels() async throws {
    let state = try DemoState.current()
    let owner = try await state.connect()
    try await open { window in
      try await window.enter("待审")
      try await window.see { $0.isAtPrompt && $0.count("显示 ") == 1 }
      try await owner.script("BEGIN; LOCK TABLE review.application IN ACCESS EXCLUSIVE MODE")
      try await window.enter("待审")
      #expect(try await soon { try await waiting(owner) })
      try await window.press("C-c")
      try await window.see { $0.isAtPrompt && $0.contains("cancelled") }
      // The statement was ended on the server too.
      #expect(try await soon { try await !waiting(owner) })
      try await owner.script("ROLLBACK")
      try await window.enter("待审")
      try await window.see { $0.isAtPrompt && $0.count("显示 ") == 2 }
    }
    await owner.close()
  }

  private func waiting(_ owner: Connection) async throws -> Bool {
    let rows = try await owner.query(
      "SELECT 1 AS one FROM pg_locks WHERE NOT granted AND relation = 'review.application'::regclass")
    return !rows.isEmpty
  }

  @Test("pasting two lines runs nothing unseen")
  func pastes() async throws {
    try await open { window in
      try await window.paste("状态\nnext\n")
      try await window.see { $0.contains("粘贴了多行") && $0.lastLine.hasSuffix("> 状态") }
      try await window.press("Enter")
      let first = try await window.see { $0.contains("往返毫秒") && $0.lastLine.hasSuffix("> next") }
      #expect(!first.contains("基本信息"))
      try await window.press("C-c")
      let after = try await window.see { $0.isAtPrompt && $0.contains("^C") }
      #expect(!after.contains("基本信息"))
    }
  }

  @Test("a window that is made narrower and wider")
  func resizes() async throws {
    try await open(columns: 120) { window in
      try await window.type("待审 --条数 1")
      try await window.see { $0.lastLine.hasSuffix("待审 --条数 1") }
      try await window.resize(columns: 60, rows: 20)
      // A prompt with much to tell leaves no room for it on its line.
      try await window.see { $0.text.filter { !$0.isWhitespace }.hasSuffix("待审--条数1") }
      try await window.press("Enter")
      try await window.see { $0.isAtPrompt && $0.contains("显示 1 件") }
      try await window.resize(columns: 100, rows: 30)
      try await window.enter("状态")
      try await window.see { $0.isAtPrompt && $0.contains("往返毫秒") }
    }
  }

  @Test("the server goes away and comes back: one line, and it goes on")
  func reconnects() async throws {
    let state = try DemoState.current()
    try await open { window in
      try await window.enter("待审")
      try await window.see { $0.isAtPrompt && $0.count("显示 ") == 1 }
      #expect(try await state.console(nil, "database", "stop").exitCode == 0)
      #expect(try await state.console(nil, "database", "start").exitCode == 0)
      try await window.enter("待审")
      let back = try await window.see { $0.isAtPrompt && $0.count("显示 ") == 2 }
      #expect(back.count("已重新连上") == 1)

      // Stopped and left so: the private cluster is started again.
      #expect(try await state.console(nil, "database", "stop").exitCode == 0)
      try await window.enter("待审")
      try await window.see { $0.isAtPrompt && $0.count("显示 ") == 3 }
    }
  }

  @Test("a locale without Chinese does no harm", arguments: ["C", "POSIX", "xx_XX.UTF-8", ""])
  func locale(name: String) async throws {
    try await open(locale: ["LC_ALL": name, "LANG": name]) { window in
      try await window.enter("状态")
      try await window.see { $0.isAtPrompt && $0.contains("往返毫秒") }
      try await window.enter("quit")
      try await window.see { $0.contains("[exit 0]") }
    }
  }

  @Test("an English console")
  func english() async throws {
    try await open(["--lang", "en"] + Self.reviewer) { window in
      let greeting = try await window.see { $0.isAtPrompt }
      #expect(greeting.contains("help lists commands"))
      try await window.enter("status")
      try await window.see { $0.isAtPrompt && $0.contains("Account") }
      try await window.enter("exit")
      try await window.see { $0.contains("[exit 0]") }
    }
  }
}
