public import Domain
import DomainSQL
import Foundation
import PostgreSQL

/// What an older system knew of a person, as far as a form may use it.
public struct FoundArchive: Sendable, Hashable {
  /// What the form starts with.
  public let answers: Answers
  /// Fields among them that stay as they are.
  public let fixedFields: [String]
  /// Whether the person can log in with the password of the older system.
  public let hasPassword: Bool

  init(_ row: Row) throws(DatabaseError) {
    let answers: JSONValue = try row.decode("answers")
    self.answers = Answers(answers.object ?? [:])
    fixedFields = try row.decode("fixed_fields")
    hasPassword = try row.decode("has_password")
  }
}

extension ReviewStore {
  /// The archive of a person, by the number of today or the old 15-digit one; nil where there is none. Recorded.
  public func archive(
    province: String, idType: String, idNumber: String
  ) async throws(StoreFailure) -> FoundArchive? {
    try await first(
      "archive", "SELECT answers, fixed_fields, has_password FROM review.archive_find($1, $2, $3)",
      [province, idType, idNumber]
    ) { try FoundArchive($0) }
  }

  /// One batch of an import; each element is JSON (its form: `review.archive_import` in `sql/`).
  func importArchives(
    _ lines: [String], of province: String, run: UUID
  ) async throws(StoreFailure) -> (added: Int, updated: Int, unchanged: Int) {
    let lines = try await ArchivePasswords(store: self).wrapped(lines, of: province)
    return try await imported(
      "archive import", "SELECT added, updated, unchanged FROM review.archive_import($1, $2, $3)",
      [province, run, array(lines)])
  }
}
