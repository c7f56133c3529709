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
  private let server: TestProcess

  static func current() throws -> EndpointState { try #require(lent, "a suite with the trait .endpointProcess") }

  private init(folder: String, address: String, server: TestProcess) {
    self.folder = folder
    self.address = address
    self.server = server
  }

  /// Lends an endpoint over a cluster of its own, and takes both away.
  ///
  /// - Parameter demo: made-up applications that are there before.
  static func with(demo: Int, _ body: @Sendable (EndpointState) async throws -> Void) async throws {
    let state = try await start(demo: demo)
    let result: Result<Void, any Error>
    do { result = .success(try await body(state)) } catch { result = .failure(error) }
    #expect(try await state.stop() == 0)
    let cluster = PrivateCluster(stateDirectory: URL(filePath: state.folder))
    try? await cluster.destroy()
    try? FileManager.default.removeItem(atPath: state.folder)
    try result.get()
  }

  private static func start(demo: Int) async throws -> EndpointState {
    let folder = FileManager.default.temporaryDirectory.appending(path: "endpoint-state-\(UUID().uuidString)").path
    try CleanUp.watch(PrivateCluster(stateDirectory: URL(filePath: folder)))
    if demo > 0 {
      let loaded = try await TestProcess.run(
        ["demo", "--applications", "\(demo)"], of: TestProcess.built("review-console"), environment: environment(folder)
      )
      try #require(loaded.exitCode == 0, "\(loaded.talk)")
    }
    let server = try TestProcess(
      ["serve", "--port", "0"], of: ServedProcess.program,
      // One address plays everybody.
      environment: environment(folder).merging([
        "REVIEW_REQUESTS_PER_ADDRESS": "10000000", "REVIEW_REQUESTS_PER_APPLICANT": "10000000",
      ]) { $1 }, limit: 7200)
    return EndpointState(folder: folder, address: try await server.addressSaid(), server: server)
  }

  /// Ends the server as an operator does, and says how it ended.
  func stop() async throws -> Int32 {
    try server.signal(SIGTERM)
    return await server.finish().exitCode
  }

  /// Runs a script of the documentation, and returns everything that it printed.
  func shell(_ script: String) async throws -> String {
    let text =
      "set -euo pipefail\ncd \(Journey.root)\n"
      + script.replacing("server=http://127.0.0.1:8080", with: "server=\(address)")
      .replacing("scripts/server", with: ServedProcess.program)
      .replacing("scripts/console", with: TestProcess.built("review-console"))
    // Errors where they happen, between the lines of output.
    let result = try await TestProcess.run(
      ["-c", "exec 2>&1\n" + text], of: "/bin/bash", environment: Self.environment(folder), limit: 1800)
    #expect(result.exitCode == 0, "\(result.output.suffix(1500))")
    return result.output
  }

  private static func environment(_ folder: String) -> [String: String] { ["REVIEW_STATE_DIR": folder] }
}

/// Lends a suite an endpoint of its own, and takes it away.
struct EndpointProcessTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await EndpointState.with(demo: 100) { state in
      try await EndpointState.$lent.withValue(state) { try await function() }
    }
  }
}

extension Trait where Self == EndpointProcessTrait {
  static var endpointProcess: Self { Self() }
}
