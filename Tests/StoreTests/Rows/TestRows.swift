import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Rows of a list, written briefly: `A=1 B` is a row A with the number 1, and a row B without one. `A*` is A with one cell changed.
struct TestRows {
  let json: JSONValue

  init(_ text: String) {
    json = .array(text.split(separator: " ").map { Self.row(String($0)) })
  }

  static func row(_ text: String) -> JSONValue {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let (name, isEdited) = (parts[0].filter { $0 != "*" }, parts[0].contains("*"))
    var members: [String: JSONValue] = [
      "level": .string("level of \(name)"), "type": "1", "method": "1", "obtained_on": .string("day of \(name)"),
      "certificate_number": .string(isEdited ? "changed" : name),
    ]
    if parts.count > 1 { members["row"] = JSONValue(sqlText: parts[1]) }
    return .object(members)
  }

  /// Answers with this list.
  static func answers(_ text: String) -> JSONValue { ["qualifications": TestRows(text).json] }

  /// The numbers of a list's rows, as `1 3`.
  static func numbers(_ answers: JSONValue?) -> String {
    (answers?["qualifications"]?.array ?? []).map { $0["row"]?.integer.map(String.init) ?? "–" }.joined(separator: " ")
  }
}

extension World {
  /// Gives the form "test" a slot that takes one file a row.
  func takeCertificates() async throws {
    try await owner.script(
      """
      UPDATE review.profile SET settings = settings || '{"row_slots": {"certificate": "qualifications"}}',
        targets = targets || '{certificate}' WHERE version = 'test'
      """)
  }

  /// The files of the certificates' slot in a revision, or in the draft, as `1=aa 2=bb`.
  func certificates(revision: Int? = nil) async throws -> String? {
    let table = revision.map { "attachment WHERE revision = \($0) AND" } ?? "draft_attachment WHERE"
    return try await owner.text(
      "SELECT string_agg(n || '=' || left(sha256, 2), ' ' ORDER BY n) FROM review.\(table) slot = 'certificate'")
  }
}

extension IntakeStore {
  /// Saves a list of the person, whatever was there.
  @discardableResult func save(rows: JSONValue, of person: Int) async throws -> SavedDraft {
    let key = DraftTests.key(person)
    let draft = try #require(try await draft(of: key))
    var answers = draft.answers
    answers["qualifications"] = rows
    return try await save(answers, expecting: draft.version, of: key)
  }

  /// Submits the person's draft as it is.
  @discardableResult func submitDraft(of person: Int) async throws -> Receipt {
    let draft = try #require(try await draft(of: DraftTests.key(person)))
    var document = try #require(try DraftTests.document(person, version: draft.version).object)
    document["answers"] = nil
    document["warnings"] = []
    document["attachments"] = .array(draft.attachments.map(\.stored))
    return try await submit(.object(document))
  }
}
