import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import ReviewConsole

/// A database where people work: an administrator, a manager, two reviewers, a helpdesk, three submissions.
struct Bureau: Sendable {
  let database: TestDatabase
  let folder: String

  init(_ database: TestDatabase) async throws {
    self.database = database
    folder = FileManager.default.temporaryDirectory.appending(path: "bureau-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, role, department) in [
      ("admin", "administrator", nil), ("manager.330100", "manager", "330100"),
      ("reviewer.330102", "reviewer", "330102"), ("reviewer.330105", "reviewer", "330105"),
      ("helpdesk.330000", "helpdesk", "330000"),
    ] as [(String, String, String?)] {
      try await database.addStaff(name, role: role, department: department)
    }
    let owner = ReviewStore(connection: try await database.connect())
    for (index, person) in ["王小明", "李红", "张伟"].enumerated() {
      _ = try await owner.submit(Self.document(person, index))
    }
    await owner.connection.close()
  }

  /// A console of somebody, on a pipe.
  func console(_ user: String, width: Int? = nil) -> TestConsole {
    let database = database
    return TestConsole(width: width, environment: ["REVIEW_STATE_DIR": folder]) {
      try await database.connect(as: user)
    }
  }

  /// Ends the sessions of a user in this database from outside.
  func killSessions(of user: String) async throws {
    let owner = try await database.connect(as: user)
    _ = try await owner.query(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE usename = $1 AND datname = current_database() AND pid <> pg_backend_pid()
      """, [user])
    await owner.close()
  }

  /// The same person's next revision, with another major and another photo.
  func resubmit(_ person: String, _ index: Int, major: String, photo: Character) async throws {
    let owner = ReviewStore(connection: try await database.connect())
    _ = try await owner.submit(Self.document(person, index, major: major, photo: photo))
    await owner.connection.close()
  }

  private static func document(
    _ person: String, _ index: Int, major: String = "会计学", photo: Character? = nil
  ) -> JSONValue {
    let hash = String(repeating: photo.map(String.init) ?? "\(index)", count: 64)
    return [
      "province": "zhejiang",
      "profile_version": .string(Profile.bundled.last { $0.province == "zhejiang" }?.version ?? ""),
      "channel": "pc", "department": "330102",
      "identity": [
        "id_type": "01", "id_number": .string("33010219850311\(100 + index)X"), "name": .string(person),
        "phone": .string("1380000000\(index)"),
      ],
      "answers": [
        "identity.name": .string(person), "identity.id_type": "01",
        "identity.id_number": .string("33010219850311\(100 + index)X"),
        "identity.mobile": .string("1380000000\(index)"),
        "education.full_time.level": "5", "education.full_time.major": .string(major),
      ],
      "attachments": [
        [
          "slot": "photo", "n": 1, "sha256": .string(hash), "bytes": 70000, "width": 480, "height": 640, "kind": "jpeg",
        ]
      ],
      "commitment": ["accepted": true], "warnings": [], "facts": [:],
    ]
  }
}

extension TestConsole {
  /// Application numbers in the output, each once, in order.
  var numbers: [String] {
    var found: [String] = []
    for match in output.matches(of: /[A-Z]{2}[0-9]{2}-[0-9]{6}-[0-9A-Z]/) where !found.contains(String(match.output)) {
      found.append(String(match.output))
    }
    return found
  }

  /// Forgets what was written so far.
  func clear() { empty() }
}
