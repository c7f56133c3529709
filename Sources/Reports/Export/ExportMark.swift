import Domain
import Spreadsheet

/// What stands on each page of a workbook that shows personal data whole.
struct ExportMark: Hashable, Sendable {
  let export: Int
  let purpose: String

  /// nil for a masked export.
  init?(export: Int, purpose: String?) {
    guard let purpose else { return nil }
    self.export = export
    self.purpose = purpose
  }

  /// Short enough for a page's header.
  var text: Text {
    let purpose = CellText.plain(purpose, limit: 60)
    return Text(
      zh: "含个人信息，仅限内部使用 · 导出编号 \(export) · 用途：\(purpose)",
      en: "Personal data, for internal use only · export \(export) · purpose: \(purpose)")
  }
}
