import Domain
import Foundation
import PostgreSQL
import Store

/// One value a column, nil for NULL.
typealias SQLRow = [(any SQLEncodable)?]

/// Some applications on their way into the tables. Identities are given here, so that rows can refer to each other.
struct DemoBatch {
  let applications: [DemoApplication]
  /// Identity of the first application and its applicant; the others follow.
  let firstID: Int
  let pool: DemoPicturePool
  /// The forms that they fill in.
  let profiles: [Profile]

  func insert(_ transaction: borrowing Transaction) throws {
    try copy(transaction, "applicant", ["id", "province", "id_type", "id_number", "name", "phone"]) { id, application in
      let person = application.applicant
      return [[id, application.province, person.idType, person.idNumber, person.name, person.phone]]
    }
    try copy(transaction, "application", Self.applicationColumns + Self.statisticsColumns, rows: applicationRow)
    try insertSubmissions(transaction)
    try copy(transaction, "note", ["application_id", "author", "written_at", "body"]) { id, application in
      application.notes.map { [id, $0.author, $0.writtenAt, $0.body] }
    }
    try copy(
      transaction, "event",
      ["at", "actor", "action", "application_id", "revision", "department_code", "purpose", "detail", "note"]
    ) { id, application in
      application.events.map { event in
        // What a colleague wrote has a column of its own, which only the history shows.
        let detail: JSONValue =
          if case .object(let members) = event.detail {
            .object(members.filter { $0.key != "note" })
          } else { event.detail }
        return [
          event.at, event.actor, event.action, id, event.revision, event.department, event.purpose, detail,
          event.detail["note"]?.string,
        ]
      }
    }
    try insertDecisions(transaction)
  }

  private static let applicationColumns = [
    "id", "number", "province", "applicant_id", "department_code", "state", "profile_version", "channel", "revision",
    "submitted_at",
    "first_submitted_at", "due_on", "holder", "claimed_at", "lease_expires_at", "decided_at", "decided_by",
    "approved_at",
    "applicant_name", "draft", "warnings",
  ]

  private static let statisticsColumns = StatisticsColumn.names.filter { $0 != "applicant_name" }

  private func applicationRow(_ id: Int, _ application: DemoApplication) -> [SQLRow] {
    let latest = application.submissions.last
    let decision = application.decision
    let row: SQLRow = [
      id, application.number.description, application.province, id, latest == nil ? nil : application.department,
      application.state,
      application.profileVersion, application.channel, application.revision, latest?.submittedAt,
      application.submissions.first?.submittedAt, application.dueOn, application.holder, application.claimedAt,
      application.leaseExpiresAt, decision?.decidedAt, decision?.decidedBy,
      application.state == .approved ? decision?.decidedAt : nil, application.applicant.name,
      application.draft.map { JSONValue.object($0.values) }, latest?.warnings.count ?? 0,
    ]
    let profile = profiles.version(application.profileVersion, of: application.province)
    let statistics = latest.flatMap { profile?.statistics($0.answers) } ?? [:]
    return [row + Self.statisticsColumns.map { statistics[$0]?.cell }]
  }

  /// Through a temporary table, because the content hash is SQL's to compute.
  private func insertSubmissions(_ transaction: borrowing Transaction) throws {
    try transaction.script(
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS demo_submission (application_id bigint, revision integer, answers jsonb, attachments jsonb,
        profile_version text, submitted_at timestamptz, channel text, commitment jsonb, warnings jsonb) ON COMMIT DROP;
      TRUNCATE demo_submission
      """)
    try copy(
      transaction, into: "demo_submission",
      [
        "application_id", "revision", "answers", "attachments", "profile_version", "submitted_at", "channel",
        "commitment", "warnings",
      ]
    ) { id, application in
      application.submissions.map { submission in
        [
          id, submission.revision, JSONValue.object(submission.answers.values),
          JSONValue.array(submission.attachments.compactMap(json)), application.profileVersion, submission.submittedAt,
          application.channel,
          submission.commitment, JSONValue.array(submission.warnings.map(\.json)),
        ]
      }
    }
    _ = try transaction.execute(
      """
      INSERT INTO review.submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel,
        commitment, warnings)
      SELECT application_id, revision, answers, review.content_hash(answers, attachments), profile_version, submitted_at, channel,
        commitment, warnings FROM demo_submission
      """, name: "demo submissions")
    _ = try transaction.execute(
      """
      INSERT INTO review.attachment (application_id, revision, slot, n, sha256, bytes, width, height, kind)
      SELECT s.application_id, s.revision, f.slot, f.n, f.sha256, f.bytes, f.width, f.height, 'jpeg'
      FROM demo_submission s, jsonb_to_recordset(s.attachments)
        AS f (slot text, n integer, sha256 text, bytes bigint, width integer, height integer)
      """, name: "demo attachments")
  }

  private func json(_ attachment: DemoAttachment) -> JSONValue? {
    guard let entry = pool[attachment.picture] else { return nil }
    return [
      "slot": .string(attachment.slot), "n": .integer(attachment.n), "sha256": .string(entry.sha256),
      "bytes": .integer(entry.bytes),
      "width": .integer(entry.width), "height": .integer(entry.height),
    ]
  }

  private func copy(
    _ transaction: borrowing Transaction, _ table: String, _ columns: [String],
    rows: (_ id: Int, _ application: DemoApplication) -> [SQLRow]
  ) throws {
    try copy(transaction, into: "review.\(table)", columns, rows: rows)
  }

  func copy(
    _ transaction: borrowing Transaction, into table: String, _ columns: [String],
    rows: (_ id: Int, _ application: DemoApplication) -> [SQLRow]
  ) throws {
    _ = try transaction.copyIn("COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN", name: "demo \(table)") {
      writer in
      for (offset, application) in applications.enumerated() {
        for row in rows(firstID + offset, application) { try writer.write(row) }
      }
    }
  }
}

extension JSONValue {
  /// As a plain column has it: text without quotes, null as NULL.
  fileprivate var cell: (any SQLEncodable)? {
    switch self {
    case .null: nil
    case .string(let text): text
    case .bool(let flag): flag
    case .integer(let value): value
    default: self
    }
  }
}
