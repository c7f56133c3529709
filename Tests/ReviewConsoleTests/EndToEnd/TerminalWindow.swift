import Foundation
import TestSupport
import Testing

/// A terminal window with the program in it: a session of a tmux server of its own, without anybody's configuration.
///
/// What is on the screen is read as a person would; nothing here sleeps for a fixed time.
final class TerminalWindow: Sendable {
  private let folder: String
  /// In the foreground: Foundation waits for a child until nobody holds what it inherited, and a daemon would.
  private let server: TestProcess

  /// Opens a window and runs the program in it. When it has left, `[exit 0]` stands below.
  init(
    _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "window-\(UUID().uuidString)").path
    self.folder = folder
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    server = try TestProcess(
      ["-S", folder + "/socket", "-u", "-f", "/dev/null", "-D"], of: "/usr/bin/tmux", limit: 3600)
    _ = try await soon { FileManager.default.fileExists(atPath: folder + "/socket") }
    let all = TestProcess.environment(environment, home: folder)
    let settings = all.map { "\($0.key)=\($0.value)" }.sorted()
    // Ctrl-C reaches the shell too, which lives on. The wait at the end keeps the last screen.
    let shell = #"trap : INT; "$@"; printf '\n[exit %s]\n' "$?"; exec sleep 3600"#
    let program = ["/bin/sh", "-c", shell, "sh", TestProcess.reviewConsole] + arguments
    try await tmux(
      ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"]
        + ["/usr/bin/env", "-i", "TERM=tmux-256color"] + settings + program)
    // The server answers before it has read its (empty) configuration and made the window.
    let isOpen = try await soon { try await run(["list-panes"]).exitCode == 0 }
    try #require(isOpen, "no window")
  }

  /// Ends the window and what runs in it.
  func close() async {
    _ = try? await tmux("kill-server")
    _ = await server.finish()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Opens a window for the length of `body`.
  static func with(
    _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24,
    _ body: (TerminalWindow) async throws -> Void
  ) async throws {
    let window = try await TerminalWindow(arguments, environment: environment, columns: columns, rows: rows)
    do { try await body(window) } catch {
      await window.close()
      throw error
    }
    await window.close()
  }

  /// Types characters as they are.
  func type(_ text: String) async throws { try await tmux("send-keys", "-l", "--", text) }

  /// Presses keys by tmux's names: Enter, Up, C-c.
  func press(_ keys: String...) async throws { try await tmux(["send-keys", "--"] + keys) }

  /// Types a line and Enter. The line is on the screen before Enter, so that it does not look like a paste.
  func enter(_ line: String) async throws {
    try await type(line)
    try await see { $0.lastLine.hasSuffix(line) }
    try await press("Enter")
  }

  /// Pastes as terminals do that know of bracketed paste.
  func paste(_ text: String) async throws {
    try await tmux("set-buffer", "--", text)
    try await tmux("paste-buffer", "-p", "-r")
  }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// What it shows now.
  func screen() async throws -> Screen {
    Screen(text: try await tmux("capture-pane", "-p", "-S", "-200"))
  }

  /// Waits until the screen looks as it should; records an issue with the screen when it does not in time.
  @discardableResult
  func see(
    _ place: SourceLocation = #_sourceLocation, _ holds: (Screen) -> Bool
  ) async throws -> Screen {
    let found = try await eventually {
      let screen = try await screen()
      return holds(screen) ? screen : nil
    }
    if let found { return found }
    let last = try await screen()
    Issue.record("the screen did not come; it shows:\n\(last.text)", sourceLocation: place)
    throw CancellationError()
  }

  /// What a window shows, with what scrolled out of it above.
  struct Screen: Sendable {
    let text: String

    init(text: String) {
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
      self.text = lines.joined(separator: "\n")
    }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var lastLine: String { String(lines.last ?? "") }
    /// Whether the program waits for a command, with nothing typed.
    var isAtPrompt: Bool { lastLine.hasSuffix(" >") || lastLine.hasSuffix(" > ") }

    func contains(_ words: String) -> Bool { text.contains(words) }
    func count(_ words: String) -> Int { text.ranges(of: words).count }
  }

  @discardableResult
  private func tmux(_ arguments: String...) async throws -> String { try await tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) async throws -> String {
    let result = try await run(arguments)
    guard result.exitCode == 0 else {
      Issue.record("tmux \(arguments.first ?? ""): \(result.talk)")
      throw CancellationError()
    }
    return result.output
  }

  private func run(_ arguments: [String]) async throws -> TestProcess.Result {
    try await TestProcess.run(["-u", "-S", folder + "/socket"] + arguments, of: "/usr/bin/tmux")
  }
}
