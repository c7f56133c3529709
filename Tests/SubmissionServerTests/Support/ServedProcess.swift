import Foundation
import TestSupport
import Testing

/// The built `submission-server` as a process of its own, over a database of the test server.
final class ServedProcess: Sendable {
  let port: Int
  private let process: TestProcess
  private let folder: URL

  /// The program that was built with these tests.
  static let program = TestProcess.built("submission-server")

  /// Starts it and waits until it serves.
  ///
  /// - Parameters:
  ///   - database: a connection string.
  ///   - environment: further settings.
  init(database: String, environment: [String: String] = [:]) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "served-\(UUID().uuidString)")
    let process = try TestProcess(
      ["serve", "--port", "0"], of: Self.program,
      environment: [
        "REVIEW_DATABASE_URL": database, "REVIEW_ATTACHMENTS_DIR": folder.appending(path: "attachments").path,
        "REVIEW_STATE_DIR": folder.path,
      ].merging(environment) { $1 })
    self.process = process
    let address = try await process.addressSaid()
    port = try #require(address.split(separator: ":").last.flatMap { Int($0) }, "\(address)")
  }

  deinit {
    try? process.signal(SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  /// What it has said on standard error.
  var talk: String { process.talkSoFar }

  func signal(_ number: Int32) { try? process.signal(number) }

  /// Waits for its end; the exit code as the shell sees it.
  func end() async -> Int32 { await process.finish().exitCode }
}

extension TestProcess {
  /// The address that `serve` prints when it answers.
  func addressSaid() async throws -> String {
    let lines = try await eventually { () -> [Substring]? in
      let said = outputSoFar
      return said.contains("http://") && said.hasSuffix("\n") || !isRunning ? said.split(separator: "\n") : nil
    }
    return try String(#require(lines?.first { $0.hasPrefix("http://") }, "the server ended: \(talkSoFar)"))
  }
}
