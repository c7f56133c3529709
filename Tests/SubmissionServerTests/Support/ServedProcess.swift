import Foundation
import TestSupport

/// The built `submission-server` as a process of its own, over a database of the test server.
final class ServedProcess: Sendable {
  let port: Int
  private let process: Process
  private let folder: URL
  private let ended: AsyncStream<Int32>

  /// The program that was built with these tests.
  static let program: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "submission-server").path
  }()

  /// Starts it and waits until it serves.
  ///
  /// - Parameters:
  ///   - database: a connection string.
  ///   - environment: further settings.
  init(database: String, environment: [String: String] = [:]) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "served-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let process = Process()
    self.process = process
    process.executableURL = URL(filePath: Self.program)
    process.arguments = ["serve", "--port", "0"]
    process.environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "REVIEW_DATABASE_URL": database,
      "REVIEW_ATTACHMENTS_DIR": folder.appending(path: "attachments").path, "REVIEW_STATE_DIR": folder.path,
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.file(folder.appending(path: "output"))
    process.standardError = try Self.file(folder.appending(path: "talk"))
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    ended = stream
    process.terminationHandler = {
      continuation.yield($0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus)
      continuation.finish()
    }
    try Self.withNoSignalBlocked { try process.run() }
    let output = folder.appending(path: "output")
    var found: Int?
    for _ in 0..<1000 where found == nil && process.isRunning {
      try await Task.sleep(for: .milliseconds(20))
      let said = String(decoding: (try? Data(contentsOf: output)) ?? Data(), as: UTF8.self)
      if said.hasSuffix("\n") { found = said.split(separator: ":").last.flatMap { Int($0.dropLast()) } }
    }
    guard let found else { throw POSIXError(.ETIMEDOUT) }
    port = found
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// What it has said on standard error.
  var talk: String {
    String(decoding: (try? Data(contentsOf: folder.appending(path: "talk"))) ?? Data(), as: UTF8.self)
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end; the exit code as the shell sees it.
  func end() async -> Int32 {
    var code: Int32 = -1
    for await status in ended { code = status }
    return code
  }

  /// A child inherits the mask of the thread that makes it, and the threads of Swift's tasks block nearly every signal.
  private static func withNoSignalBlocked(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var earlier = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &earlier)
    defer { pthread_sigmask(SIG_SETMASK, &earlier, nil) }
    try body()
  }

  private static func file(_ url: URL) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else { throw POSIXError(.EIO) }
    return try FileHandle(forWritingTo: url)
  }
}
