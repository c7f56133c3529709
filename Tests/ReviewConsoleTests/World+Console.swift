import Domain
import PostgreSQL
import TestSupport

@testable import ReviewConsole

/// The world as the staff's program shows it.
extension World {
  /// A world in which three people have submitted the bundled form to 上城区.
  static func withQueue(_ body: @Sendable (World) async throws -> Void) async throws {
    try await with { world in
      for (index, name) in ["王小明", "李红", "张伟"].enumerated() { try await world.submitForm(name, index) }
      try await body(world)
    }
  }

  /// A console of somebody, on a pipe unless it has a width.
  ///
  /// - Parameter answers: what it answers to questions; nil where nobody can be asked.
  func console(
    _ person: Person, width: Int? = nil, language: Language = .zh, answers: [String]? = nil
  ) -> TestConsole {
    TestConsole(width: width, language: language, answers: answers, environment: ["REVIEW_STATE_DIR": folder]) {
      try await connect(person)
    }
  }

  /// The console of whoever owns the schema.
  func ownerConsole() -> TestConsole {
    TestConsole(width: nil, environment: ["REVIEW_STATE_DIR": folder]) { try await database.connect() }
  }

  /// Ends the sessions of a person from outside.
  func killSessions(of person: Person) async throws {
    try await with(person) { connection in
      _ = try await connection.query(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE usename = session_user AND datname = current_database() AND pid <> pg_backend_pid()
        """)
    }
  }

  /// Somebody's next revision of the bundled form.
  func submitForm(
    _ name: String, _ index: Int, major: String = "会计学", photo: Character? = nil,
    commitment: JSONValue = ["accepted": true], expecting version: Int? = nil
  ) async throws {
    let hash = String(repeating: photo.map(String.init) ?? "\(index)", count: 64)
    let idNumber: JSONValue = .string("33010219850311\(100 + index)X")
    let phone: JSONValue = .string("1380000000\(index)")
    let document: JSONValue = [
      "province": "zhejiang",
      "profile_version": .string(Profile.bundled.last { $0.province == "zhejiang" }?.version ?? ""),
      "channel": "pc", "department": "330102",
      "identity": ["id_type": "01", "id_number": idNumber, "name": .string(name), "phone": phone],
      "answers": [
        "identity.name": .string(name), "identity.id_type": "01", "identity.id_number": idNumber,
        "identity.mobile": phone, "education.full_time.level": "5", "education.full_time.major": .string(major),
      ],
      "attachments": [
        [
          "slot": "photo", "n": 1, "sha256": .string(hash), "bytes": 70000, "width": 480, "height": 640, "kind": "jpeg",
        ]
      ],
      "expected_version": version.map(JSONValue.integer) ?? .null,
      "commitment": commitment, "warnings": [], "facts": [:],
    ]
    try await submit(document.canonicalJSON)
  }

  /// Begins and sends somebody's change of what is approved of the bundled form.
  func submitChange(_ name: String, _ index: Int, major: String) async throws {
    let idNumber = "33010219850311\(100 + index)X"
    let version = Profile.bundled.last { $0.province == "zhejiang" }?.version
    let draft = try await owner.count(
      "SELECT version FROM review.intake_change('zhejiang', '01', $1, $2, 'pc')", [idNumber, version])
    try await submitForm(name, index, major: major, expecting: draft)
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
}
