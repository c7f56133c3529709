public import Domain
public import Foundation
import PostgreSQL

extension ReviewStore {
  /// Puts an export on record and answers its number.
  public func recordExport(
    report: String, filters: JSONValue, snapshotAt: Date, rows: Int, sheets: Int, bytes: Int, sha256: String
  ) async throws(StoreFailure) -> Int {
    try await one(
      "export record", "SELECT review.export_record_add($1, $2, $3, $4, $5, $6, $7)",
      [report, filters, snapshotAt, rows, sheets, bytes, sha256]
    ) { try $0.decode(0) }
  }

  /// Exports on record that the caller may see, newest first: all, or those of one file by its SHA-256.
  public func exports(sha256: String? = nil, limit: Int = 20) async throws(StoreFailure) -> [ExportItem] {
    try await query(
      "exports",
      """
      SELECT \(ExportItem.columns) FROM review.export_record
      WHERE $1::text IS NULL OR sha256 = $1 ORDER BY id DESC LIMIT $2
      """, [sha256, limit]
    ) { try ExportItem($0) }
  }
}
