public import Foundation
public import PostgreSQL

/// A workbook that left the house, as it is on record.
public struct ExportItem: Sendable, Hashable {
  /// The record's number.
  public let id: Int
  /// When.
  public let at: Date
  /// Login of who made it.
  public let actor: String
  /// The report's id.
  public let report: String
  /// The limits that were set, as JSON.
  public let filters: String
  /// The moment that its figures are of.
  public let snapshotAt: Date?
  /// Rows of its tables; nil, as all that follows of the file, while it is not finished.
  public let rows: Int?
  /// Applications that its limits let it read, as the server counted them when it began; nil for reports of figures.
  public let covered: Int?
  /// Sheets.
  public let sheets: Int?
  /// Size of the file.
  public let bytes: Int?
  /// SHA-256 of the file, 64 hexadecimal digits.
  public let sha256: String?
  /// How it ended.
  public let outcome: Outcome
  /// Whether it shows whole ID numbers and phones.
  public let isUnmasked: Bool
  /// Why, where it is not masked.
  public let purpose: String?

  /// How an export ended.
  public enum Outcome: String, Sendable, Hashable, SQLDecodable {
    /// The file is whole.
    case finished
    /// Cancelled, or failed; no file is left.
    case abandoned
    /// Under way, or its program died.
    case begun
  }

  static let columns = """
    id, at, actor, report, filters::text AS filters, snapshot_at, rows, covered, sheets, bytes, sha256, unmasked, purpose,
    CASE WHEN finished_at IS NOT NULL THEN 'finished' WHEN abandoned_at IS NOT NULL THEN 'abandoned' ELSE 'begun' END AS outcome
    """

  init(_ row: Row) throws(DatabaseError) {
    id = try row.decode("id")
    at = try row.decode("at")
    actor = try row.decode("actor")
    report = try row.decode("report")
    filters = try row.decode("filters")
    snapshotAt = try row.decode("snapshot_at")
    rows = try row.decode("rows")
    covered = try row.decode("covered")
    sheets = try row.decode("sheets")
    bytes = try row.decode("bytes")
    sha256 = try row.decode("sha256")
    isUnmasked = try row.decode("unmasked")
    purpose = try row.decode("purpose")
    outcome = try row.decode("outcome")
  }
}
