import Foundation
import Glibc

/// What the server's lock file (`postmaster.pid`) and `/proc` tell about a data directory.
struct ServerProcess: Sendable, Hashable {
  var process: pid_t
  var socketDirectory: String
  /// `starting`, `stopping`, `ready` or `standby`.
  var state: String

  /// nil when no server runs there; a lock file that a crash left behind, or whose process number now belongs to
  /// another program, counts as none.
  init?(dataDirectory: String) {
    guard let lines = Self.lockFile(dataDirectory), let process = lines.first.flatMap({ pid_t($0) }), process > 0,
      Self.workingDirectory(process) == Self.canonical(dataDirectory)
    else { return nil }
    self.process = process
    socketDirectory = lines.count > 4 ? lines[4] : ""
    state = lines.count > 7 ? lines[7].trimmingCharacters(in: .whitespaces) : "starting"
  }

  var isReady: Bool {
    state == "ready" && FileStatus(socketDirectory + "/.s.PGSQL.\(PrivateCluster.port)") != nil
  }

  /// Server processes of the data directory that still run: each works in it. After a crash of the first one the others
  /// need a moment to notice.
  static func remaining(dataDirectory: String) -> [pid_t] {
    let directory = canonical(dataDirectory)
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
      .filter { workingDirectory($0) == directory && $0 != getpid() }
  }

  static func hasLockFile(_ dataDirectory: String) -> Bool { FileStatus(dataDirectory + "/postmaster.pid") != nil }

  private static func lockFile(_ dataDirectory: String) -> [String]? {
    FileManager.default.contents(atPath: dataDirectory + "/postmaster.pid").map { data in
      String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func workingDirectory(_ process: pid_t) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
  }

  static func canonical(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
