import Domain
import PostgreSQL
import Spreadsheet

/// Cells with less text than the database has: no cell takes more than 32,767 characters.
struct LedgerCuts {
  /// As many are named.
  private static let most = 5

  private(set) var count = 0
  private var first: [(number: String, column: Text)] = []

  mutating func add(_ batch: borrowing RowBatch, _ row: Int, _ column: LedgerColumn) {
    count += 1
    guard first.count < Self.most, let number = unsafe batch.bytes(row, 0) else { return }
    first.append((unsafe String(decoding: number, as: UTF8.self), column.title))
  }

  /// For the last sheet; nil where everything is whole.
  var note: ReportData.Note? {
    guard count > 0 else { return nil }
    let zh = first.map { "\($0.number)“\($0.column.zh)”" }.joined(separator: "、")
    let en = first.map { "\($0.number) \($0.column.en)" }.joined(separator: ", ")
    return ReportData.Note(
      Text(zh: "截短的文字", en: "Cut texts"),
      Text(
        zh:
          "\(count) 格的文字超过 \(CellText.limit) 个字符，Excel 放不下，末尾以“…”代替：\(zh)\(count > first.count ? " 等" : "")。全文请导出 CSV。",
        en: "\(count) texts are longer than the \(CellText.limit) characters of a cell and end in …: "
          + "\(en)\(count > first.count ? " and others" : ""). A CSV file has them whole."))
  }
}
