import Domain
import Spreadsheet

/// What stands above the rows of each sheet, and how it is printed.
struct LedgerHeading {
  let plan: LedgerPlan
  /// Which of the sheets, from 1.
  let part: Int

  private var language: Language { plan.order.language }

  func write(_ sheet: Sheet, _ formats: LedgerFormats) throws(WorkbookFailure) {
    let frame = plan.frame
    let title = Ledger.name(language)
    let bureau = frame.tree.top.fullName
    try sheet.setHeight(30, row: 0)
    try sheet.write(
      .text(
        bureau + (language == .zh ? "" : " – ") + title
          + (part > 1 ? (language == .zh ? "（续 \(part - 1)）" : " (\(part))") : "")),
      row: 0, column: 0, format: formats.title)
    let period = frame.filters.period?.text ?? Text(zh: "不限", en: "all")
    let snapshot = ReportValue.minute(frame.snapshotAt)
    let particulars = Text(
      zh: "\(frame.dated.heading.zh)：\(period.zh)　数据截至：\(snapshot)　导出编号：\(plan.order.export)　填表人：\(plan.order.maker)",
      en:
        "\(frame.dated.heading.en): \(period.en)   As of \(snapshot)   Export \(plan.order.export)   Made by \(plan.order.maker)"
    )(language)
    let mark = plan.mark
    let marking = mark.map { $0.text(language) + "　" } ?? ""
    try sheet.write(
      .text(marking + particulars), row: 1, column: 0, format: mark == nil ? formats.particulars : formats.mark)
    try sheet.setHeight(24, row: 2)
    for (index, column) in plan.columns.enumerated() {
      try sheet.write(.text(column.title(language)), row: 2, column: index, format: formats.header)
    }
    try sheet.freeze(row: LedgerSheets.headingRows, column: 1)
    var page = PageSetup()
    page.fit = .scale(70)
    // A title in a cell would be cut where the next page begins: on paper it stands above all of them.
    page.repeatedRows = LedgerSheets.headingRows - 1...LedgerSheets.headingRows - 1
    page.repeatedColumns = 0...0
    page.centered = false
    let heading = CellText.plain(bureau + (language == .zh ? "" : " – ") + title, limit: mark == nil ? 60 : 32)
    page.header = PageSetup.Band(
      left: [.text(heading)], center: mark.map { [.text($0.text(language))] } ?? [],
      right: [.text(Text(zh: "数据截至 \(snapshot)", en: "As of \(snapshot)")(language))])
    page.footer = PageSetup.Band(
      left: [.text(bureau)],
      center: PageSetup.Piece.numbers(language),
      right: [.text(Text(zh: "导出编号 \(plan.order.export)", en: "Export \(plan.order.export)")(language))])
    try sheet.set(page)
  }
}

/// The last sheet: what the ledger is of, and what its marks mean.
struct LedgerNotes {
  let plan: LedgerPlan
  let rows: Int
  let sheets: Int
  let cuts: LedgerCuts

  func write(_ workbook: Workbook) throws(WorkbookFailure) {
    let language = plan.order.language
    let notes = plan.frame.section(of: terms)
    let data = plan.frame.data(
      report: "ledger", title: Ledger.name, export: plan.order.export, sections: [notes])
    let sheet = try workbook.addSheet(SheetName(fitting: notes.name(language)))
    let context = ExportContext(data: data, maker: plan.order.maker, language: language, mark: plan.mark)
    try SectionWriter(context: context, section: notes, sheet: sheet, contents: [sheet.name]).write()
  }

  private var terms: [ReportData.Note] {
    let masking =
      plan.order.purpose.map { purpose in
        ReportData.Note(
          Text(zh: "个人信息", en: "Personal data"),
          Text(
            zh: "未脱敏，仅限内部使用。用途：\(purpose)。本次导出已记录。",
            en: "Not masked, for internal use only. Purpose: \(purpose). This export is on record."))
      }
      ?? ReportData.Note(
        Text(zh: "个人信息", en: "Personal data"),
        Text(
          zh: "姓名、证件号码、电话、邮箱和住址已脱敏，* 为隐去的字符。",
          en: "Names, ID numbers, phones, e-mail and home addresses are masked; * stands for hidden characters."))
    return [
      ReportData.Note(
        Text(zh: "行数", en: "Rows"),
        Text(zh: "共 \(rows) 份申报，每份一行，\(sheets) 张工作表", en: "\(rows) applications, a row each, on \(sheets) sheets")),
      ReportData.Note(
        Text(zh: "填报内容", en: "Answers"),
        Text(
          zh: "取最近一次提交的版本；代码已换成名称；一人多条的栏目在一格内用“；”分开。未提交的草稿不在内。",
          en:
            "Of the latest submission; names instead of codes; entries of a list stand in one cell. Drafts are not in it."
        )),
      ReportData.Note(
        Text(zh: "用时、是否超期", en: "Working days, late"),
        Text(
          zh: "与办理时效表相同：从本次提交（或撤回重审）到办结的工作日，次日起算；办结日晚于到期日为超期，未办结的，今天已过到期日为超期。",
          en:
            "As in the report on turnaround: from that submission or reopening to the decision; late is decided after the due "
            + "day, or not decided and the due day is over.")),
      ReportData.Note(
        Text(zh: "退回原因", en: "Reasons of the return"),
        Text(
          zh: "最近一次退回的原因、补充说明和附言，重新提交或通过以后仍保留；变更只列变更的退回。",
          en:
            "Of the latest return, with remarks and note; it stays when the application was submitted again or approved. Of a "
            + "change only its own.")),
      masking,
    ] + (cuts.note.map { [$0] } ?? [])
  }
}
