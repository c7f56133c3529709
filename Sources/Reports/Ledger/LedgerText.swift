import Domain
import PostgreSQL
import Spreadsheet

/// A ledger's CSV file (RFC 4180, UTF-8 with the byte order mark by which Excel knows it), each row written once and forgotten.
///
/// A file has neither sheets nor properties: the export's number is its last column. Nothing is cut.
final class LedgerText: LedgerFile {
  private let plan: LedgerPlan
  private let path: String
  private let file: TextFile
  private let fields: [LedgerFields]
  /// The export's number, with the line's end.
  private let end: [UInt8]

  init(_ plan: LedgerPlan, to path: String) throws(FileFailure) {
    self.plan = plan
    self.path = path
    let language = plan.order.language
    file = try TextFile(path: path)
    fields = plan.columns.map { LedgerFields($0.form, language) }
    end = Array(",\(plan.order.export)\r\n".utf8)
    let mark =
      plan.order.isMasked
      ? Text(zh: "导出编号", en: "Export")
      : Text(zh: "导出编号（含个人信息，仅限内部使用）", en: "Export (personal data, for internal use only)")
    let heading = (plan.columns.map(\.title) + [mark]).map { CSVRecord.field($0(language)) }.joined(separator: ",")
    try file.append { $0 += Array(("\u{FEFF}" + heading + "\r\n").utf8) }
  }

  func write(_ batch: borrowing RowBatch) throws {
    if Task.isCancelled { throw ExportFailure.cancelled }
    for row in 0..<batch.count {
      var line: [UInt8] = []
      for column in fields.indices {
        if column > 0 { line.append(UInt8(ascii: ",")) }
        if let bytes = unsafe batch.bytes(row, column) { unsafe fields[column].append(bytes, to: &line) }
      }
      try file.append { pending in
        pending += line
        pending += end
      }
    }
  }

  func finish(rows: Int) throws -> ExportResult {
    let digest = try file.finish()
    return ExportResult(
      file: path, report: Ledger.id, rows: rows, sheets: 1, bytes: digest.bytes, sha256: digest.sha256,
      snapshotAt: plan.frame.snapshotAt)
  }
}

/// A column of a CSV file. A class, because a million rows ask it.
final class LedgerFields {
  private let form: LedgerColumn.Form
  private let language: Language
  /// Stored words and the fields for them, as far as they came up.
  private var known: [String: [UInt8]] = [:]

  init(_ form: LedgerColumn.Form, _ language: Language) {
    self.form = form
    self.language = language
  }

  /// - Parameter bytes: the text form of a value.
  @unsafe func append(_ bytes: UnsafeBufferPointer<UInt8>, to line: inout [UInt8]) {
    switch form {
    case .text, .integer, .day:
      guard unsafe !Self.isPlain(bytes) else { return unsafe line.append(contentsOf: bytes) }
      line += Self.field(unsafe String(decoding: bytes, as: UTF8.self))
    case .names, .region:
      let stored = unsafe String(decoding: bytes, as: UTF8.self)
      if let field = known[stored] {
        line += field
        return
      }
      let field = Self.field(unsafe form.shown(bytes, language))
      // There are as many as a list has codes; who wrote something else is not kept for ever.
      if known.count < 10_000 { known[stored] = field }
      line += field
    case .hidden, .list, .several, .lastReturn, .instant:
      line += Self.field(unsafe form.shown(bytes, language))
    }
  }

  private static func field(_ text: String) -> [UInt8] { Array(CSVRecord.field(CSVRecord.guarded(text)).utf8) }

  /// Whether UTF-8 is a field as it stands: no comma, quote, control character or what else might end a line (U+0085, U+2028 begin with C2
  /// and E2), and no beginning of a formula (the wide ones begin with EF).
  @unsafe private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe bytes.first else { return true }
    if [UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0xEF].contains(first) {
      return false
    }
    return unsafe bytes.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != 0xC2 && $0 != 0xE2
    }
  }
}
