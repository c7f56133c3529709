import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// A private database whose making is killed is made by the next start, whole.
@Suite("A first start that is killed", .serialized, .timeLimit(.minutes(30)))
struct FirstStartTests {
  /// What has happened when it is killed.
  enum Moment: CaseIterable {
    case folder, cluster, somebody, everybody

    func isThere(in folder: String) -> Bool {
      switch self {
      case .folder: FileManager.default.fileExists(atPath: folder + "/data")
      case .cluster: FileManager.default.fileExists(atPath: folder + "/ready")
      case .somebody: Self.passwords(folder).contains(":reviewer.330102:")
      case .everybody: Self.passwords(folder).contains(":admin:")
      }
    }

    private static func passwords(_ folder: String) -> String {
      (try? String(contentsOfFile: folder + "/passwords", encoding: .utf8)) ?? ""
    }
  }

  @Test(arguments: Moment.allCases)
  func isMadeWhole(_ moment: Moment) async throws {
    let state = try DemoState()
    let load = ["demo", "--applications", "2100", "--if-empty"]
    let first = try state.start(nil, load)
    let folder = state.folder
    #expect(await first.pause { moment.isThere(in: folder) }, "\(moment)")
    try first.signal(SIGKILL)
    _ = await first.finish()

    let second = await state.finish(try state.start(nil, load))
    #expect(second.exitCode == 0, "\(moment): \(second.talk)")
    let queue = try await state.console("reviewer.330102", "queue", "--format", "json")
    #expect(queue.exitCode == 0, "\(moment): \(queue.talk)")
    let owner = try await state.connect()
    #expect(try await owner.count("SELECT count(*) FROM review.application") == 2100, "\(moment)")
    #expect(try await owner.count("SELECT count(*) FROM review.staff") == 37, "\(moment)")
    await owner.close()
    #expect(try await state.console(nil, "database", "reset", "--yes").exitCode == 0)
    try? FileManager.default.removeItem(atPath: state.folder)
  }

  @Test("of two first starts at once one loads, and the other waits and is content")
  func twoAtOnce() async throws {
    let state = try DemoState()
    let both = try (1...2).map { _ in try state.start(nil, ["demo", "--applications", "600", "--if-empty"]) }
    for process in both {
      let result = await state.finish(process)
      #expect(result.exitCode == 0, "\(result.talk)")
    }
    let owner = try await state.connect()
    #expect(try await owner.count("SELECT count(*) FROM review.application") == 600)
    await owner.close()
    #expect(try await state.console(nil, "database", "reset", "--yes").exitCode == 0)
    try? FileManager.default.removeItem(atPath: state.folder)
  }
}
