public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

extension ReviewStore {
  /// Puts exports on record before they read anything, one for each of the limits (with the name of its `file`), and answers their numbers. Unmasked only for managers
  /// and with a purpose. Refused with `not_permitted`, `purpose_missing`, `bad_document`.
  public func beginExports(
    report: String, limits: [JSONValue], unmasked: Bool = false, purpose: String? = nil
  ) async throws(StoreFailure) -> [Int] {
    try await query(
      "export begin", "SELECT review.export_begin($1, $2, $3, $4)",
      [report, JSONValue.array(limits), unmasked, purpose]
    ) { try $0.decode(0) }
  }

  /// What an export of one's own became; again with the same file, nothing happens. Refused with `not_found` {export}.
  public func finishExport(
    _ export: Int, snapshotAt: Date, rows: Int, sheets: Int, bytes: Int, sha256: String
  ) async throws(StoreFailure) {
    _ = try await one(
      "export finish", "SELECT true FROM (SELECT review.export_finish($1, $2, $3, $4, $5, $6)) AS done",
      [export, snapshotAt, rows, sheets, bytes, sha256]
    ) { try $0.decode(0, as: Bool.self) }
  }

  /// An export of one's own came to nothing; `why` is a word of the program's.
  public func abandonExport(_ export: Int, why: String) async throws(StoreFailure) {
    _ = try await one(
      "export abandon", "SELECT true FROM (SELECT review.export_abandon($1, $2)) AS done", [export, why]
    ) {
      try $0.decode(0, as: Bool.self)
    }
  }

  /// Exports on record that the caller may see, newest first: all, or those of one file by its SHA-256, the one of a number, or those with
  /// `file` in their files' names.
  public func exports(
    sha256: String? = nil, number: Int? = nil, file: String? = nil, limit: Int = 20
  ) async throws(StoreFailure) -> [ExportItem] {
    try await query(
      "exports",
      "SELECT \(ExportItem.columns) FROM review.export_list($1, $2, $3, $4)", [sha256, limit, number, file]
    ) { try ExportItem($0) }
  }
}
