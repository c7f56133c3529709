import Domain
import Foundation
import PostgreSQL
import Store
import Synchronization
import TestSupport
import Testing

/// A private cluster of the program's own making, with demo data, for all tests of a suite.
final class DemoState: Sendable {
  /// That of the suite that runs.
  @TaskLocal static var lent: DemoState?

  let folder: String
  let environment: [String: String]
  private let heard = Mutex<[String]>([])

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "console-state-\(UUID().uuidString)").path
    environment = ["REVIEW_STATE_DIR": folder]
    try CleanUp.watch(PrivateCluster(stateDirectory: URL(filePath: folder)))
  }

  /// The suite's; fails the test where there is none.
  static func current() throws -> DemoState { try #require(lent, "a suite with the trait .demoState") }

  /// Runs the program as a member of staff.
  func console(_ user: String?, _ arguments: String..., input: String? = nil) async throws -> TestProcess.Result {
    let process = try start(user, arguments)
    if let input { process.type(input) }
    return await finish(process)
  }

  /// Runs several commands in one run of the program.
  func console(_ user: String, commands: [String], json: Bool = true) async throws -> TestProcess.Result {
    await finish(try start(user, (json ? ["--format", "json"] : []) + commands.flatMap { ["-c", $0] }))
  }

  /// Starts the program and leaves its input open.
  func start(_ user: String?, _ arguments: [String]) throws -> TestProcess {
    try TestProcess(
      (user.map { ["--user", $0] } ?? []) + arguments, of: TestProcess.reviewConsole, environment: environment)
  }

  func finish(_ process: TestProcess) async -> TestProcess.Result {
    let result = await process.finish()
    // Whoever holds a case sees it whole on its screen; that is the work.
    let isHeld = result.output.contains("在审  ") || result.output.contains(#""masked":false"#)
    heard.withLock { $0 += isHeld ? [result.talk] : [result.output, result.talk] }
    return result
  }

  /// A connection with psql's means: as a member of staff with the password of the password file, or as the owner.
  func connect(as user: String? = nil) async throws -> Connection {
    try await DatabaseAccess(environment: environment).connect(as: user)
  }

  /// Everything that a decision, a step or a message changes; who only looked is not in it.
  func fingerprint() async throws -> String {
    let owner = try await connect()
    let row = try await owner.query(
      """
      SELECT concat_ws(' ',
        (SELECT string_agg(concat_ws('/', number, state, department_code, revision, holder), ',' ORDER BY id)
           FROM review.application),
        (SELECT count(*) FROM review.submission), (SELECT count(*) FROM review.decision),
        (SELECT count(*) FROM review.decision_reason), (SELECT count(*) FROM review.notification),
        (SELECT count(*) FROM review.note), (SELECT count(*) FROM review.staff),
        (SELECT count(*) FROM review.event
           WHERE action NOT IN ('opened', 'unmasked', 'looked_up', 'notifications_read', 'history_read', 'names_read', 'refused'))) AS all
      """)[0]
    await owner.close()
    return try row["all"]
  }

  /// Fails when any run of the program has printed the whole ID number or phone of anybody in the database.
  func expectNothingPersonal() async throws {
    let owner = try await connect()
    let rows = try await owner.query("SELECT id_number, phone FROM review.applicant")
    await owner.close()
    var secrets: Set<String> = []
    for row in rows {
      secrets.insert(try row["id_number"])
      secrets.insert(try row["phone"])
    }
    #expect(secrets.count > 300)
    let said = heard.withLock { $0 }
    #expect(said.count > 4)
    // Runs of digits and letters, so that one pass over each text is enough.
    var leaks = 0
    for text in said {
      for word in text.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) })
      where word.count >= 7 && secrets.contains(String(word)) { leaks += 1 }
    }
    #expect(leaks == 0, "whole ID numbers or phones were printed")
  }
}

/// Lends a suite a state directory with demo data, and resets it afterwards.
struct DemoStateTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let state = try DemoState()
    let demo = try await state.console(nil, "demo", "--applications", "300")
    try #require(demo.exitCode == 0, "\(demo.talk)")
    #expect(demo.output.isEmpty)
    try await DemoState.$lent.withValue(state) { try await function() }
    try await state.expectNothingPersonal()
    let reset = try await state.console(nil, "database", "reset", "--yes")
    #expect(reset.exitCode == 0, "\(reset.talk)")
    #expect(!FileManager.default.fileExists(atPath: state.folder + "/data"))
    try? FileManager.default.removeItem(atPath: state.folder)
  }
}

extension Trait where Self == DemoStateTrait {
  static var demoState: Self { Self() }
}
