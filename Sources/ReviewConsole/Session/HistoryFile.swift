import Foundation

/// Lines of earlier sessions: one file of the person's own (0600), nothing personal in it.
struct HistoryFile: Sendable {
  let path: String
  private let limit = 2000

  /// In `$REVIEW_STATE_DIR`, else the XDG state place (basedir-spec, XDG_STATE_HOME).
  init(environment: [String: String]) {
    let folder: String
    if let state = environment["REVIEW_STATE_DIR"], !state.isEmpty {
      folder = state
    } else if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      folder = state + "/review-console"
    } else {
      folder = (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state/review-console"
    }
    path = folder + "/history"
  }

  init(path: String) { self.path = path }

  /// Oldest first; empty when there is no file yet or it cannot be read.
  func read() -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").suffix(limit).map(String.init)
  }

  /// Adds a line at the end. A history that cannot be written is not worth an error: the line was run all the same.
  /// A line that repeats the last one is not written again.
  func append(_ line: String, after last: String?) {
    guard Self.isHarmless(line), line != last else { return }
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    _ = fchmod(descriptor, 0o600)
    // One write a line, so that two sessions do not mix their lines.
    let text = line.replacing("\n", with: " ") + "\n"
    _ = unsafe text.withCString { unsafe write(descriptor, $0, strlen($0)) }
    trim()
  }

  /// Nothing that looks like an ID number, a phone or an e-mail address is written, whatever the command.
  static func isHarmless(_ line: String) -> Bool {
    var digits = 0
    for character in FullWidth.fold(line) {
      if character.isASCII, character.isNumber { digits += 1 } else { digits = 0 }
      if digits >= 10 { return false }
    }
    return !line.contains("@")
  }

  /// Keeps the newest lines once there are twice as many as wanted.
  private func trim() {
    let lines = (FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "")
      .split(separator: "\n")
    guard lines.count > limit * 2 else { return }
    let kept = lines.suffix(limit).map { $0 + "\n" }.joined()
    let fresh = path + ".\(getpid())"
    guard
      FileManager.default.createFile(
        atPath: fresh, contents: Data(kept.utf8), attributes: [.posixPermissions: 0o600])
    else { return }
    _ = unsafe rename(fresh, path)
  }
}
