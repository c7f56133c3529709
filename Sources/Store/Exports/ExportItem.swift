public import Domain
import DomainSQL
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
  /// The bureau whose figures or rows it has, with those below: the one asked for, else that of who exported.
  public let department: String?
  /// First day of its period; nil is without.
  public let from: Day?
  /// Last day of its period; nil is without.
  public let to: Day?
  /// Whether it is for the public.
  public let isPublished: Bool
  /// The file's name, without its folder; nil for what was exported before names were kept.
  public let file: String?
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
    id, at, actor, report, filters::text AS filters, coalesce(of_department, department_code) AS bureau, date_from, date_to,
    filters @> '{"publish": true}' AS published, file_name, snapshot_at, rows, covered, sheets, bytes, sha256, unmasked, purpose,
    CASE WHEN finished_at IS NOT NULL THEN 'finished' WHEN abandoned_at IS NOT NULL THEN 'abandoned' ELSE 'begun' END AS outcome
    """

  init(_ row: Row) throws(DatabaseError) {
    id = try row.decode("id")
    at = try row.decode("at")
    actor = try row.decode("actor")
    report = try row.decode("report")
    filters = try row.decode("filters")
    department = try row.decode("bureau")
    from = try row.decode("date_from")
    to = try row.decode("date_to")
    isPublished = try row.decode("published")
    file = try row.decode("file_name")
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
