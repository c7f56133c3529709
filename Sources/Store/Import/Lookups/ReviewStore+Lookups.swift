import Foundation
import PostgreSQL

extension ReviewStore {
  /// One batch of an import of units; each element is JSON (its form: `review.unit_import` in `sql/`).
  func importUnits(
    _ lines: [String], run: UUID
  ) async throws(StoreFailure) -> (added: Int, updated: Int, unchanged: Int) {
    try await imported(
      "unit import", "SELECT added, updated, unchanged FROM review.unit_import($1, $2)", [run, array(lines)])
  }

  /// One batch of an import of contacts; each element is JSON (its form: `review.contact_import` in `sql/`).
  func importContacts(
    _ lines: [String], run: UUID
  ) async throws(StoreFailure) -> (added: Int, updated: Int, unchanged: Int) {
    try await imported(
      "contact import", "SELECT added, updated, unchanged FROM review.contact_import($1, $2)", [run, array(lines)])
  }

  /// One batch of an import of persons on registers; each element is JSON (its form: `review.registered_import` in `sql/`).
  func importRegistered(
    _ lines: [String], run: UUID
  ) async throws(StoreFailure) -> (added: Int, updated: Int, unchanged: Int) {
    try await imported(
      "registered import", "SELECT added, updated, unchanged FROM review.registered_import($1, $2)",
      [run, array(lines)]
    )
  }

  /// What an import function answers.
  func imported(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?]
  ) async throws(StoreFailure) -> (added: Int, updated: Int, unchanged: Int) {
    let counts: [Int] = try await one(name, sql, parameters) {
      [try $0.decode("added"), try $0.decode("updated"), try $0.decode("unchanged")]
    }
    return (counts[0], counts[1], counts[2])
  }

  /// Elements that are JSON already as one array.
  func array(_ lines: [String]) -> String { "[" + lines.joined(separator: ",") + "]" }
}
