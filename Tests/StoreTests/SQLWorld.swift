import Domain
import Foundation
import PostgreSQL
import TestSupport

/// A database of its own with some bureaus of two provinces, a profile and one member of staff of each kind, in which the
/// rules of the schema are tried as each of them.
struct SQLWorld: Sendable {
  /// Staff of the world, each a login role whose name ends in the database's name.
  enum Person: String, CaseIterable {
    /// Reviewers of 330102.
    case reviewer, colleague
    /// Reviewer of the bureau next door, 330106.
    case neighbour
    /// Manager of 330100, and of the province above it.
    case manager, chief
    /// Helpdesk of 330100.
    case helpdesk
    case administrator
    /// The endpoint.
    case intake
    /// Reviewer in another province, 320102.
    case stranger

    var role: String {
      switch self {
      case .reviewer, .colleague, .neighbour, .stranger: "reviewer"
      case .manager, .chief: "manager"
      case .helpdesk, .administrator, .intake: rawValue
      }
    }

    var department: String? {
      switch self {
      case .reviewer, .colleague: "330102"
      case .neighbour: "330106"
      case .manager, .helpdesk: "330100"
      case .chief: "330000"
      case .stranger: "320102"
      case .administrator, .intake: nil
      }
    }
  }

  /// What came in: enough to decide about it.
  struct Receipt: Sendable {
    let number: String
    let revision: Int
    let hash: String
    let due: String
  }

  let database: TestDatabase
  let owner: Connection

  /// Makes a world, lends it, and takes it away with its roles.
  static func with(_ body: @Sendable (SQLWorld) async throws -> Void) async throws {
    try await TestServer.shared.withDatabase { database in
      let world = SQLWorld(database: database, owner: try await database.connect())
      try await world.fill()
      let result: Result<Void, any Error>
      do { result = .success(try await body(world)) } catch { result = .failure(error) }
      for name in try await world.owner.query(
        "SELECT name FROM review.staff WHERE name LIKE '%' || $1", [database.name])
      {
        let role: String = try name["name"]
        try? await world.owner.script("DROP ROLE IF EXISTS \"\(role)\"")
      }
      await world.owner.close()
      try result.get()
    }
  }

  func name(_ person: Person) -> String { "\(person.rawValue).\(database.name)" }

  func connect(_ person: Person) async throws -> Connection { try await database.connect(as: name(person)) }

  /// A verifier of a password that nobody knows.
  func verifier(_ name: String) async throws -> String {
    try await owner.encryptPassword(user: name, password: UUID().uuidString)
  }

  /// Submits for the person with the given ID number, as the owner unless a connection is given.
  func submit(
    _ person: Int, department: String = "330102", answers: [String: String] = [:], as connection: Connection? = nil
  ) async throws -> Receipt {
    let row = try await (connection ?? owner).query(
      "SELECT * FROM review.intake_submit($1)", [Self.document(person, department: department, answers: answers)])[0]
    return Receipt(
      number: try row["number"], revision: try row["revision"], hash: try row["content_hash"], due: try row["due_on"])
  }

  static func idNumber(_ person: Int) -> String { "T\(String(100_000_000 + person))" }

  static func document(_ person: Int, department: String = "330102", answers: [String: String] = [:]) -> String {
    let fields = answers.sorted { $0.key < $1.key }.map { #", "\#($0.key)": "\#($0.value)""# }.joined()
    return """
      {"province": "zhejiang", "profile_version": "test", "channel": "test", "department": "\(department)",
       "identity": {"id_type": "99", "id_number": "\(idNumber(person))", "name": "测试甲", "phone": "13800000000"},
       "answers": {"identity.name": "测试甲", "identity.id_number": "\(idNumber(person))", "identity.mobile": "13800000000",
         "qualifications": [{"level": "1", "certificate_number": "C000000001"}]\(fields)},
       "attachments": [{"slot": "photo", "n": 1, "sha256": "\(String(repeating: "ab", count: 32))", "bytes": 70000,
         "width": 500, "height": 700, "kind": "jpeg"}],
       "warnings": [{"field": "photo"}], "facts": {"sex": "2", "birth_date": "1990-01-31", "cpa": false}}
      """
  }

  private func fill() async throws {
    try await owner.script(
      """
      INSERT INTO review.department (code, name, full_name, level, parent_code, province) VALUES
        ('330106', '西湖区财政局', '杭州市西湖区财政局', 'county', '330100', 'zhejiang'),
        ('330102', '上城区财政局', '杭州市上城区财政局', 'county', '330100', 'zhejiang'),
        ('330100', '杭州市财政局', '杭州市财政局', 'city', '330000', 'zhejiang'),
        ('330000', '浙江省财政厅', '浙江省财政厅', 'province', NULL, 'zhejiang'),
        ('320000', '江苏省财政厅', '江苏省财政厅', 'province', NULL, 'jiangsu'),
        ('320100', '南京市财政局', '南京市财政局', 'city', '320000', 'jiangsu'),
        ('320102', '玄武区财政局', '南京市玄武区财政局', 'county', '320100', 'jiangsu') ON CONFLICT DO NOTHING;
      INSERT INTO review.return_reason (code, scope, text, hint, action, remark_required, ordinal, source) VALUES
        ('T01', 'photo', '照片模糊', '请重新拍照', 'reupload', false, 901, 'test'),
        ('T99', 'whole', '其他', '见说明', 'edit', true, 902, 'test');
      INSERT INTO review.profile
        (province, version, name, number_letters, valid_from, targets, masked_fields, texts, settings) VALUES
        ('zhejiang', 'test', '浙江', 'ZJ', '2020-01-01',
         '{photo,qualification_certificate,qualifications[].level,identity.name}',
         '{identity.id_number,identity.mobile,qualifications[].certificate_number}',
         '{"approved": "{name}：{number}已通过。{department}",
           "returned": "{name}：{number}第{revision}次提交退回\\n{reasons}\\n说明：{note}\\n{department}"}',
         '{"working_days": 5, "reopen_days": 30, "lease_minutes": 30, "channel": "sms",
           "recipient_field": "identity.mobile", "target_labels": {"photo": "照片", "qualifications.level": "级别"}}');
      """)
    for person in Person.allCases {
      let name = name(person)
      _ = try await owner.query(
        "SELECT review.staff_add($1, $2, $3, $4, $5, true)",
        [name, person.role, person.department, person.rawValue, try await verifier(name)])
    }
  }
}

/// What the database says no with: SQLSTATE and word, e.g. "RC412 already_decided"; "42501" for a missing grant; nil when
/// it does not.
func refusal(_ body: () async throws -> Void) async throws -> String? {
  do {
    try await body()
    return nil
  } catch let error as DatabaseError {
    guard let state = error.sqlState else { throw error }
    return state.hasPrefix("RC") ? "\(state) \(error.message)" : state
  }
}

/// The same for one statement.
func refusal(
  _ connection: Connection, _ sql: String, _ parameters: [(any SQLEncodable)?] = []
) async throws -> String? {
  try await refusal { _ = try await connection.query(sql, parameters) }
}

extension Connection {
  /// The first column of the first row as text; nil for NULL and when there is no row.
  func text(_ sql: String, _ parameters: [(any SQLEncodable)?] = []) async throws -> String? {
    try await query(sql, parameters).first?.decode(0, as: String?.self) ?? nil
  }

  /// The first column of the first row as a number.
  func count(_ sql: String, _ parameters: [(any SQLEncodable)?] = []) async throws -> Int {
    try await query(sql, parameters)[0][0]
  }
}
