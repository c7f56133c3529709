import CXLSXWriter

/// Columns, rows, panes, filters, looks that depend on values, and printing.
extension Sheet {
  /// Width of columns in Excel's units: digits of the default font, Arial 11, of 8 pixels each; about 6 pixels of margin
  /// come on top.
  public func setWidth(_ width: Double, columns: ClosedRange<Int>, format: Format? = nil) throws(WorkbookFailure) {
    let (_, first) = try position(0, columns.lowerBound)
    let (_, last) = try position(0, columns.upperBound)
    let bounded = min(max(width, 0), 255)
    try Workbook.check(unsafe worksheet_set_column(try open, first, last, bounded, try native(format)), "width")
  }

  /// Height of a row in points (0…409), and how deep it is in the outline (0 is none, at most 7).
  public func setHeight(_ height: Double, row: Int, outline: Int = 0) throws(WorkbookFailure) {
    let (r, _) = try position(row, 0)
    var options = lxw_row_col_options(hidden: 0, level: UInt8(min(max(outline, 0), 7)), collapsed: 0)
    let bounded = min(max(height, 0), 409)
    try Workbook.check(unsafe worksheet_set_row_opt(try open, r, bounded, nil, &options), "height")
  }

  /// The sum of an outline stands above its rows.
  public func outlineSumsAbove() throws(WorkbookFailure) {
    unsafe worksheet_outline_settings(try open, 1, 0, 1, 0)
  }

  /// Keeps the rows above and the columns left of the cell in view.
  public func freeze(row: Int, column: Int) throws(WorkbookFailure) {
    let (r, c) = try position(row, column)
    unsafe worksheet_freeze_panes(try open, r, c)
  }

  /// Filter buttons on the first row of the block.
  public func autofilter(rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws(WorkbookFailure) {
    let (top, left) = try position(rows.lowerBound, columns.lowerBound)
    let (bottom, right) = try position(rows.upperBound, columns.upperBound)
    try Workbook.check(unsafe worksheet_autofilter(try open, top, left, bottom, right), "autofilter")
  }

  /// Makes the block look by its values.
  public func setConditional(
    _ look: ConditionalFormat, rows: ClosedRange<Int>, columns: ClosedRange<Int>
  ) throws(WorkbookFailure) {
    let (top, left) = try position(rows.lowerBound, columns.lowerBound)
    let (bottom, right) = try position(rows.upperBound, columns.upperBound)
    var options = unsafe lxw_conditional_format()
    switch look {
    case .dataBar(let color):
      unsafe options.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
      unsafe options.bar_color = color
      unsafe options.bar_solid = 1
      unsafe options.data_bar_2010 = 1
      // From zero, so that the length is in proportion to the number.
      unsafe options.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      unsafe options.min_value = 0
    case .above(let limit, let color):
      unsafe options.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      unsafe options.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_GREATER_THAN.rawValue)
      unsafe options.value = limit
      guard let format = unsafe workbook_add_format(try workbook.open) else {
        throw .library(code: Int(LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue), operation: "workbook_add_format")
      }
      unsafe format_set_font_color(format, color)
      unsafe format_set_bold(format)
      unsafe options.format = format
    }
    try Workbook.check(
      unsafe worksheet_conditional_format_range(try open, top, left, bottom, right, &options), "conditional format")
  }

  /// Sets the sheet up for A4 paper.
  public func set(_ page: PageSetup) throws(WorkbookFailure) {
    let sheet = unsafe try open
    unsafe worksheet_set_paper(sheet, 9)
    switch page.orientation {
    case .portrait: unsafe worksheet_set_portrait(sheet)
    case .landscape: unsafe worksheet_set_landscape(sheet)
    }
    switch page.fit {
    case .width: unsafe worksheet_fit_to_pages(sheet, 1, 0)
    case .page: unsafe worksheet_fit_to_pages(sheet, 1, 1)
    case .scale(let hundredths):
      unsafe worksheet_set_print_scale(sheet, UInt16(min(max(hundredths, 10), 400)))
      unsafe worksheet_print_across(sheet)
    }
    if page.centered { unsafe worksheet_center_horizontally(sheet) }
    let margins = page.margins
    unsafe worksheet_set_margins(sheet, margins.left, margins.right, margins.top, margins.bottom)
    let header = try page.header.code(font: .song, size: 9)
    let footer = try page.footer.code(font: .song, size: 9)
    if !header.isEmpty { try Workbook.check(unsafe worksheet_set_header(sheet, header), "header") }
    if !footer.isEmpty { try Workbook.check(unsafe worksheet_set_footer(sheet, footer), "footer") }
    if let rows = page.repeatedRows {
      let (first, _) = try position(rows.lowerBound, 0)
      let (last, _) = try position(rows.upperBound, 0)
      try Workbook.check(unsafe worksheet_repeat_rows(sheet, first, last), "repeated rows")
    }
    if let columns = page.repeatedColumns {
      let (_, first) = try position(0, columns.lowerBound)
      let (_, last) = try position(0, columns.upperBound)
      try Workbook.check(unsafe worksheet_repeat_columns(sheet, first, last), "repeated columns")
    }
  }

  /// Hides the grid on the screen; lines of cells stay.
  public func hideGrid() throws(WorkbookFailure) {
    unsafe worksheet_gridlines(try open, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
  }

  /// What is printed.
  public func setPrintArea(rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws(WorkbookFailure) {
    let (top, left) = try position(rows.lowerBound, columns.lowerBound)
    let (bottom, right) = try position(rows.upperBound, columns.upperBound)
    try Workbook.check(unsafe worksheet_print_area(try open, top, left, bottom, right), "print area")
  }

  /// Begins new pages at these rows when printed.
  public func breakPages(before rows: [Int]) throws(WorkbookFailure) {
    // The list ends with 0; Excel takes at most 1,023.
    var breaks: [lxw_row_t] = []
    for row in rows.prefix(1022) where row > 0 { breaks.append(try position(row, 0).0) }
    guard !breaks.isEmpty else { return }
    breaks.append(0)
    let sheet = unsafe try open
    let code = unsafe breaks.withUnsafeMutableBufferPointer { unsafe worksheet_set_h_pagebreaks(sheet, $0.baseAddress) }
    try Workbook.check(code, "page breaks")
  }

  /// Begins new pages at these columns when printed.
  public func breakPages(beforeColumns columns: [Int]) throws(WorkbookFailure) {
    // As for rows.
    var breaks: [lxw_col_t] = []
    for column in columns.prefix(1022) where column > 0 { breaks.append(try position(0, column).1) }
    guard !breaks.isEmpty else { return }
    breaks.append(0)
    let sheet = unsafe try open
    let code = unsafe breaks.withUnsafeMutableBufferPointer { unsafe worksheet_set_v_pagebreaks(sheet, $0.baseAddress) }
    try Workbook.check(code, "page breaks")
  }
}
