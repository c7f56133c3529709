import Domain
import Foundation
import Reports
import Spreadsheet
import Store

/// One workbook.
extension Export {
  func write(_ report: Report) async throws -> CommandOutput {
    let overwrite = try await mayReplace(file)
    let maker = try await makerName()
    let (result, number) = try await recorded(report.id, filters, in: file, overwrite: overwrite) { number, path in
      try await ProgressLine.during(report.name, context) { line in
        let listener: ReportProgress.Listener = { line.show($0.done, of: $0.total, $0.step) }
        var data = try await context.read {
          try await report.compute(
            on: $0.connection, filters: filters, catalogue: context.catalogue, onProgress: listener)
        }
        data.export = number
        line.turn(to: Text(zh: "写工作簿", en: "Workbook"))
        return try ReportExporter.write(
          data, to: path, maker: maker, language: context.language, onProgress: listener)
      }
    }
    return output(result, record: number)
  }

  /// Whether a file of that name is to be replaced, once all that can be known of the place is right.
  func mayReplace(_ file: String) async throws -> Bool {
    guard try AtomicFiles.isTaken(file) else { return false }
    try await confirmReplacing(
      URL(filePath: file).standardizedFileURL.path,
      Text(zh: "文件 \(file) 已经存在，要覆盖吗？", en: "\(file) exists. Replace it?"))
    return true
  }

  func output(_ result: ExportResult, record: Int) -> CommandOutput {
    let fields: [Card.Field] = [
      .init("file", Text(zh: "文件", en: "File"), .text(result.file, mark: .strong)),
      .init("report", Text(zh: "报表", en: "Report"), .text(result.report)),
      .init("rows", Text(zh: "行数", en: "Rows"), .integer(result.rows)),
      .init("sheets", Text(zh: "工作表", en: "Sheets"), .integer(result.sheets)),
      .init("bytes", Text(zh: "大小", en: "Size"), Formatting.bytes(result.bytes)),
      .init("sha256", Text(zh: "校验", en: "SHA-256"), Formatting.hash(result.sha256)),
      .init("snapshot_at", Text(zh: "数据截至", en: "As of"), .time(result.snapshotAt)),
      .init("export", Text(zh: "导出记录", en: "On record as"), .integer(record)),
    ]
    let cut = Card.Field("cut_cells", Text(zh: "截短的格", en: "Cut cells"), .integer(result.cutCells))
    var talk: [Notice] = [.done(Text(zh: "已导出 \(result.file)。", en: "Wrote \(result.file)."))]
    if result.cutCells > 0 {
      talk.append(
        .warning(
          Text(
            zh: "\(result.cutCells) 格的文字 Excel 放不下，已截短，见工作表“说明”；全文请导出为 .csv 文件。",
            en:
              "\(result.cutCells) texts are longer than a cell takes and were cut, see the sheet Notes; a .csv file has "
              + "them whole.")))
    }
    return CommandOutput(
      blocks: [.card(Card(fields: result.cutCells > 0 ? fields + [cut] : fields))],
      json: Card(fields: fields + [cut]).json, talk: talk)
  }
}
