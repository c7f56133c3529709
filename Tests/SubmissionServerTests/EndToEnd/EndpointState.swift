import Foundation
import Store
import Synchronization
import TestSupport
import Testing

/// A private cluster with demo data and the endpoint's own process over it, for a suite.
final class EndpointState: Sendable {
  @TaskLocal static var lent: EndpointState?

  let folder: String
  let address: String
  private let server: Process

  static func current() throws -> EndpointState { try #require(lent, "a suite with the trait .endpointProcess") }

  private init(folder: String, address: String, server: Process) {
    self.folder = folder
    self.address = address
    self.server = server
  }

  static func start() async throws -> EndpointState {
    let folder = FileManager.default.temporaryDirectory.appending(path: "endpoint-state-\(UUID().uuidString)").path
    try CleanUp.watch(PrivateCluster(stateDirectory: URL(filePath: folder)))
    let demo = try run("/bin/bash", ["-c", "\(program("review-console")) demo --applications 100"], folder)
    try #require(demo.status == 0, "\(demo.output)")

    let server = Process()
    server.executableURL = URL(filePath: program("submission-server"))
    server.arguments = ["serve", "--port", "0"]
    // One address plays everybody.
    server.environment = environment(folder).merging([
      "REVIEW_REQUESTS_PER_ADDRESS": "10000000", "REVIEW_REQUESTS_PER_APPLICANT": "10000000",
    ]) { $1 }
    let output = Pipe()
    server.standardOutput = output
    server.standardError = FileHandle.nullDevice
    server.standardInput = FileHandle.nullDevice
    try server.run()
    var said = ""
    while !said.contains("http://") || !said.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty, "the server ended: \(said)")
      said += String(decoding: data, as: UTF8.self)
    }
    let address = said.split(separator: "\n").first { $0.hasPrefix("http://") } ?? ""
    return EndpointState(folder: folder, address: String(address), server: server)
  }

  /// Ends the server as an operator does, and says how it ended.
  func stop() -> Int32 {
    server.terminate()
    server.waitUntilExit()
    return server.terminationStatus
  }

  /// Runs a script of the documentation, and returns everything that it printed.
  func shell(_ script: String) async throws -> String {
    let text =
      "set -euo pipefail\ncd \(Journey.root)\n"
      + script.replacing("server=http://127.0.0.1:8080", with: "server=\(address)")
      .replacing("scripts/server", with: Self.program("submission-server"))
      .replacing("scripts/console", with: Self.program("review-console"))
    let folder = folder
    let result = try await Task.detached { try Self.run("/bin/bash", ["-c", text], folder) }.value
    #expect(result.status == 0, "\(result.output.suffix(1500))")
    return result.output
  }

  /// A program that was built with these tests.
  static func program(_ name: String) -> String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path
  }

  private static func environment(_ folder: String) -> [String: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
      "TMPDIR": NSTemporaryDirectory(), "REVIEW_STATE_DIR": folder,
    ]
  }

  private static func run(
    _ program: String, _ arguments: [String], _ folder: String
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment(folder)
    process.standardInput = FileHandle.nullDevice
    // A file, so that nothing blocks however much is said.
    let file = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }
}

/// Lends a suite an endpoint of its own, and takes it away.
struct EndpointProcessTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let state = try await EndpointState.start()
    let result: Result<Void, any Error>
    do {
      try await EndpointState.$lent.withValue(state) { try await function() }
      result = .success(())
    } catch { result = .failure(error) }
    #expect(state.stop() == 0)
    let cluster = PrivateCluster(stateDirectory: URL(filePath: state.folder))
    try? await cluster.destroy()
    try? FileManager.default.removeItem(atPath: state.folder)
    try result.get()
  }
}

extension Trait where Self == EndpointProcessTrait {
  static var endpointProcess: Self { Self() }
}
