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
}
