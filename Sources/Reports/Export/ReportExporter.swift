public import Domain
import Foundation
import Spreadsheet

/// Writes reports as workbooks.
public enum ReportExporter {
  /// Writes a report to `path`, where a file of that name is lost; see `AtomicFiles`.
  ///
  /// - Parameters:
  ///   - maker: who fills in the form, as it shall stand on it; empty leaves a line to sign on.
  ///   - language: of the texts; figures are the same.
  ///   - onProgress: hears of each sheet.
  public static func write(
    _ data: ReportData, to path: String, maker: String, language: Language = .zh,
    onProgress: ReportProgress.Listener = { _ in }
  ) throws(ExportFailure) -> ExportResult {
    do throws(WorkbookFailure) {
      let workbook = try Workbook(path: path)
      let context = ExportContext(data: data, maker: maker, language: language)
      try workbook.set(context.properties)
      var sheets: [SheetName] = []
      var taken: Set<String> = []
      for section in data.sheets {
        var name = SheetName(fitting: section.name(language))
        // Two reports of one workbook may call a sheet alike.
        if !taken.insert(name.text.lowercased()).inserted {
          name = SheetName(fitting: String(name.text.prefix(25)) + " \(sheets.count + 1)")
          taken.insert(name.text.lowercased())
        }
        sheets.append(name)
      }
      for (index, (section, name)) in zip(data.sheets, sheets).enumerated() {
        onProgress(ReportProgress(index, of: sheets.count, section.name))
        if Task.isCancelled {
          workbook.abandon()
          throw WorkbookFailure.closed
        }
        let sheet = try workbook.addSheet(name)
        let writer = SectionWriter(context: context, section: section, sheet: sheet, contents: sheets)
        try writer.write()
      }
      if Task.isCancelled {
        workbook.abandon()
        throw WorkbookFailure.closed
      }
      let result = try workbook.finish()
      return ExportResult(
        file: result.path, report: data.report, rows: data.tables.reduce(0) { $0 + $1.rows.count },
        sheets: result.sheets, bytes: result.bytes, sha256: result.sha256, snapshotAt: data.snapshotAt)
    } catch {
      throw ExportFailure(error)
    }
  }
}

/// What all sheets of a workbook share.
struct ExportContext {
  let data: ReportData
  let maker: String
  let language: Language
  /// What stands on each page because personal data is shown whole; nil for a masked workbook.
  let mark: ExportMark?

  init(data: ReportData, maker: String, language: Language, mark: ExportMark? = nil) {
    self.data = data
    // Names of staff do not leave the house.
    self.maker = data.isPublished ? "" : maker
    self.language = language
    self.mark = mark
  }

  var isPublished: Bool { data.isPublished }
  var snapshot: String { ReportValue.minute(data.snapshotAt) }
  var period: Text { data.period?.text ?? Text(zh: "不限", en: "all") }

  var properties: DocumentProperties {
    var properties = DocumentProperties()
    properties.title = data.title(language)
    properties.subject = Text(
      zh: "\(data.dated.heading.zh)：\(period.zh)", en: "\(data.dated.heading.en): \(period.en)")(language)
    properties.author = isPublished ? data.bureau : maker
    properties.company = data.bureau
    properties.category = Text(zh: "统计报表", en: "Statistics")(language)
    properties.keywords = Text(zh: "会计人员信息,审核,\(data.bureau)", en: "accountants,review,\(data.bureau)")(language)
    let filters = data.limits.map { "\($0.term(language))：\($0.meaning(language))" }.joined(separator: "；")
    properties.comments =
      filters + Text(zh: "；数据截至：\(snapshot)（北京时间）", en: "; as of \(snapshot) (UTC+8)")(language)
    properties.created = data.snapshotAt
    var custom = [
      "report": data.report, "department": data.department, "snapshot_at": data.snapshotAt.formatted(.iso8601),
    ]
    custom["actor"] = isPublished ? nil : data.actor
    custom["export"] = data.export.map { "\($0)" }
    custom["rounded_to"] = isPublished ? "\(ReportTable.step)" : nil
    custom["purpose"] = mark?.purpose
    properties.custom = custom.sorted { $0.key < $1.key }.map { DocumentProperties.Custom($0.key, $0.value) }
    return properties
  }
}
