import Domain
import Foundation
import PostgreSQL
import Store
import Synchronization
import Testing

@Suite struct AccessTests {
  @Test func privateClusterIsReadyAfterOneCallAndTheNextChangesNothing() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "review-access-\(UUID().uuidString)")
    let environment = [
      "REVIEW_STATE_DIR": directory.path(percentEncoded: false),
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    let access = try DatabaseAccess(environment: environment)
    #expect(access.isPrivate)
    defer { try? FileManager.default.removeItem(at: directory) }

    let first = Steps()
    try await access.prepare { first.add($0) }
    #expect(first.all.first == .settingUp)
    #expect(first.all.dropFirst().first == .migrating(.table("0001_baseline")))
    #expect(first.all.last == .migrating(.reference))
    let second = Steps()
    try await access.prepare { second.add($0) }
    #expect(second.all.isEmpty)

    let connection = try await access.connect(as: nil)
    let counts = try await connection.query(
      """
      SELECT (SELECT count(*) FROM review.region) AS regions, (SELECT count(*) FROM review.department) AS departments,
        (SELECT count(*) FROM review.department WHERE level = 'zone') AS zones,
        (SELECT count(*) FROM review.return_reason) AS reasons, (SELECT count(*) FROM review.holiday) AS days,
        (SELECT count(DISTINCT province) FROM review.profile) AS provinces
      """)[0]
    #expect(try counts.decode("regions", as: Int.self) == 340)
    #expect(try counts.decode("departments", as: Int.self) == 302 + 35 + 3 + 17)
    #expect(try counts.decode("zones", as: Int.self) == 17)
    #expect(try counts.decode("reasons", as: Int.self) == 37)
    #expect(try counts.decode("days", as: Int.self) == Holiday.bundled.count)
    #expect(try counts.decode("provinces", as: Int.self) == Set(Profile.bundled.map(\.province)).count)
    await connection.close()
    guard case .privateCluster(let cluster) = access.place else { return }
    try await cluster.destroy()
  }

  @Test func aBrokenURLIsRefusedBeforeAnythingIsTried() {
    #expect(throws: AccessFailure.self) { try DatabaseAccess(url: "postgresql://[broken", environment: [:]) }
  }

  @Test func theURLWinsOverTheEnvironmentAndThatOverThePrivateCluster() throws {
    let environment = ["REVIEW_DATABASE_URL": "postgresql://there/db", "REVIEW_STATE_DIR": "/nowhere"]
    #expect(try !DatabaseAccess(environment: environment).isPrivate)
    guard case .server(let settings) = try DatabaseAccess(url: "postgresql://here/db", environment: environment).place
    else {
      Issue.record("not a server")
      return
    }
    #expect(settings.host == "here")
    #expect(try DatabaseAccess(environment: environment).attachments.root == "/nowhere/attachments")
  }
}

private final class Steps: Sendable {
  private let steps = Mutex<[DatabaseAccess.Step]>([])
  var all: [DatabaseAccess.Step] { steps.withLock { $0 } }
  func add(_ step: DatabaseAccess.Step) { steps.withLock { $0.append(step) } }
}
