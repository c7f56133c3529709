public import PostgreSQL

extension World {
  /// What came in: enough to decide about it.
  public struct Receipt: Sendable {
    /// Application number.
    public let number: String
    /// Of this submission.
    public let revision: Int
    /// Of its answers and files.
    public let hash: String
    /// The last day for a decision.
    public let due: String
  }

  /// Submits for the person with the given ID number, as the owner unless a connection is given.
  @discardableResult public func submit(
    _ person: Int, department: String = "330102", answers: [String: String] = [:], as connection: Connection? = nil
  ) async throws -> Receipt {
    try await submit(Self.document(person, department: department, answers: answers), as: connection)
  }

  /// Submits a document as `intake_submit` takes it.
  @discardableResult public func submit(_ document: String, as connection: Connection? = nil) async throws -> Receipt {
    let row = try await (connection ?? owner).query("SELECT * FROM review.intake_submit($1)", [document])[0]
    return Receipt(
      number: try row["number"], revision: try row["revision"], hash: try row["content_hash"], due: try row["due_on"])
  }

  /// The number of somebody's other document.
  public static func idNumber(_ person: Int) -> String { "T\(String(100_000_000 + person))" }

  /// A submission under the small form "test", which asks for next to nothing.
  public static func document(_ person: Int, department: String = "330102", answers: [String: String] = [:]) -> String {
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

  /// Begins and sends a change of the only application of a person, as the applicant does.
  @discardableResult public func change(_ person: Int, to department: String = "330102", sex: String = "2") async throws
    -> Receipt
  {
    _ = try await owner.query(
      "SELECT review.intake_change('zhejiang', '99', $1, 'test', 'test')", [Self.idNumber(person)])
    let version = try await owner.count(
      "SELECT a.draft_version FROM review.application a JOIN review.applicant p ON p.id = a.applicant_id WHERE p.id_number = $1",
      [Self.idNumber(person)])
    return try await submit(
      Self.document(person, department: department, answers: ["work.unit": "新单位"])
        .replacing("\"facts\": {\"sex\": \"2\"", with: "\"facts\": {\"sex\": \"\(sex)\"")
        .replacing("{\"province\"", with: "{\"expected_version\": \(version), \"province\""))
  }
}
