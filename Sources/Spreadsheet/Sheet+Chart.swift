import CXLSXWriter
import Domain
import Foundation

extension Sheet {
  /// Puts a chart over the cells from `cell` on.
  public func insert(_ chart: Chart, at cell: CellAddress) throws(WorkbookFailure) {
    let sheet = unsafe try open
    let (row, column) = try position(cell.row, cell.column)
    guard let native = unsafe workbook_add_chart(try workbook.open, UInt8(chart.kind.type.rawValue)) else {
      throw .library(code: Int(LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue), operation: "workbook_add_chart")
    }
    for (index, series) in chart.series.enumerated() {
      unsafe try add(series, to: native, chart: chart, isLast: index == chart.series.count - 1)
    }
    unsafe decorate(native, chart)
    if chart.kind == .pareto, chart.series.count > 1 { unsafe chart_last_series_as_share_line(native) }

    // The library measures in parts of its default of 480 × 288 pixels.
    var options = unsafe lxw_chart_options()
    unsafe options.x_scale = Double(max(chart.width, 64)) / 480
    unsafe options.y_scale = Double(max(chart.height, 64)) / 288
    unsafe options.object_position = UInt8(LXW_OBJECT_MOVE_AND_SIZE.rawValue)
    let description = CellText.plain(chart.description.isEmpty ? chart.title : chart.description, limit: 255)
    let code = unsafe description.withCString { text in
      unsafe options.description = UnsafeMutablePointer(mutating: text)
      return unsafe worksheet_insert_chart_opt(sheet, row, column, native, &options)
    }
    try Workbook.check(code, "chart")
  }

  private func add(
    _ series: Chart.Series, to chart: UnsafeMutablePointer<lxw_chart>, chart spec: Chart, isLast: Bool
  ) throws(WorkbookFailure) {
    guard let native = unsafe chart_add_series(chart, nil, nil) else {
      throw .library(code: Int(LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue), operation: "chart_add_series")
    }
    let categories = series.categories
    let values = series.values
    let (c1, c2) = (
      try position(categories.rows.lowerBound, categories.columns.lowerBound),
      try position(categories.rows.upperBound, categories.columns.upperBound)
    )
    let (v1, v2) = (
      try position(values.rows.lowerBound, values.columns.lowerBound),
      try position(values.rows.upperBound, values.columns.upperBound)
    )
    unsafe chart_series_set_categories(native, categories.sheet.text, c1.0, c1.1, c2.0, c2.1)
    unsafe chart_series_set_values(native, values.sheet.text, v1.0, v1.1, v2.0, v2.1)
    unsafe chart_series_set_name(native, CellText.chart(series.name))
    for number in series.cached where number.isFinite { unsafe chart_series_cache_number(native, number) }

    let isLine = spec.kind == .line || (spec.kind == .pareto && isLast)
    if isLine {
      var line = lxw_chart_line(color: series.color, none: 0, width: 2, dash_type: 0, transparency: 0)
      unsafe chart_series_set_line(native, &line)
      unsafe chart_series_set_marker_type(native, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
      unsafe chart_series_set_marker_size(native, 5)
      var fill = lxw_chart_fill(color: series.color, none: 0, transparency: 0)
      unsafe chart_series_set_marker_fill(native, &fill)
      unsafe chart_series_set_marker_line(native, &line)
    } else if spec.kind != .doughnut {
      var fill = lxw_chart_fill(color: series.color, none: 0, transparency: 0)
      unsafe chart_series_set_fill(native, &fill)
    }
    if !series.pointColors.isEmpty { unsafe color(native, series.pointColors) }
    if series.labelled {
      unsafe chart_series_set_labels(native)
      if series.hidesZero { unsafe chart_series_set_labels_num_format(native, "#,##0;-#,##0;") }
      if spec.kind == .doughnut {
        unsafe chart_series_set_labels_options(native, 0, 0, 0)
        unsafe chart_series_set_labels_percentage(native)
      }
      if isLine { unsafe chart_series_set_labels_position(native, UInt8(LXW_CHART_LABEL_POSITION_ABOVE.rawValue)) }
      unsafe ChartFont.small.use { unsafe chart_series_set_labels_font(native, $0) }
    }
  }

  private func color(_ series: UnsafeMutablePointer<lxw_chart_series>, _ colors: [UInt32]) {
    var fills = colors.map { lxw_chart_fill(color: $0, none: 0, transparency: 0) }
    unsafe fills.withUnsafeMutableBufferPointer { fills in
      guard let base = fills.baseAddress else { return }
      var points = unsafe fills.indices.map { unsafe lxw_chart_point(line: nil, fill: base + $0, pattern: nil) }
      unsafe points.withUnsafeMutableBufferPointer { points in
        guard let first = points.baseAddress else { return }
        // The library copies what a list of pointers names, up to a null.
        var list: [UnsafeMutablePointer<lxw_chart_point>?] = unsafe points.indices.map { unsafe first + $0 }
        unsafe list.append(nil)
        _ = unsafe chart_series_set_points(series, &list)
      }
    }
  }

  private func decorate(_ native: UnsafeMutablePointer<lxw_chart>, _ chart: Chart) {
    unsafe chart_title_set_name(native, CellText.chart(chart.title))
    unsafe ChartFont.title.use { unsafe chart_title_set_name_font(native, $0) }
    if chart.series.count == 1 && chart.kind != .doughnut {
      unsafe chart_legend_set_position(native, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    } else {
      let position = chart.kind == .doughnut ? LXW_CHART_LEGEND_RIGHT : LXW_CHART_LEGEND_BOTTOM
      unsafe chart_legend_set_position(native, UInt8(position.rawValue))
      unsafe ChartFont.small.use { unsafe chart_legend_set_font(native, $0) }
    }
    // The library turns the axes of lying bars: what it calls y holds their categories.
    let isLying = chart.kind == .bar || chart.kind == .stackedBar
    guard chart.kind != .doughnut,
      let x = unsafe chart_axis_get(native, isLying ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X),
      let y = unsafe chart_axis_get(native, isLying ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y)
    else { return }
    if !chart.categoryTitle.isEmpty { unsafe chart_axis_set_name(x, CellText.chart(chart.categoryTitle)) }
    if !chart.valueTitle.isEmpty { unsafe chart_axis_set_name(y, CellText.chart(chart.valueTitle)) }
    unsafe ChartFont.small.use { font in
      unsafe chart_axis_set_name_font(x, font)
      unsafe chart_axis_set_num_font(y, font)
      // 360 keeps labels level: programs turn what is crowded by half, and then it is hard to read.
      unsafe font.pointee.rotation = chart.labelsUpright ? -90 : 360
      unsafe chart_axis_set_num_font(x, font)
      unsafe font.pointee.rotation = 0
      // 271 stands for upright characters below each other, as Chinese is written beside an axis.
      if chart.valueTitle.count == 1 { unsafe font.pointee.rotation = 360 }
      if !isLying, chart.valueTitle.count > 1, chart.valueTitle.contains(where: { CellWidth.of($0) == 2 }) {
        unsafe font.pointee.rotation = 271
      }
      unsafe chart_axis_set_name_font(y, font)
    }
    unsafe chart_axis_set_num_format(y, chart.isOfShares ? "0%" : "#,##0")
    unsafe chart_axis_set_min(y, 0)
    if chart.isOfShares { unsafe chart_axis_set_max(y, 1) }
    var grid = lxw_chart_line(color: 0xD9D9D9, none: 0, width: 0.75, dash_type: 0, transparency: 0)
    unsafe chart_axis_major_gridlines_set_visible(y, 1)
    unsafe chart_axis_major_gridlines_set_line(y, &grid)
    if chart.labelStep > 1 {
      unsafe chart_axis_set_interval_unit(x, UInt16(clamping: chart.labelStep))
      unsafe chart_axis_set_interval_tick(x, UInt16(clamping: chart.labelStep))
    }
    // Bars grow downwards in Excel unless the order is turned.
    if isLying {
      unsafe chart_axis_set_reverse(x)
      unsafe chart_axis_set_crossing_max(x)
    }
    if chart.kind != .line { unsafe chart_set_series_gap(native, 60) }
  }
}

extension Chart.Kind {
  fileprivate var type: lxw_chart_type {
    switch self {
    case .column, .pareto: LXW_CHART_COLUMN
    case .stackedColumn: LXW_CHART_COLUMN_STACKED
    case .bar: LXW_CHART_BAR
    case .stackedBar: LXW_CHART_BAR_STACKED
    case .line: LXW_CHART_LINE
    case .doughnut: LXW_CHART_DOUGHNUT
    }
  }
}

/// Fonts of charts.
private enum ChartFont {
  case title, small

  /// Hands the library's font struct to `body`, which must copy it.
  func use(_ body: (UnsafeMutablePointer<lxw_chart_font>) -> Void) {
    let name: CellStyle.Font = self == .title ? .hei : .song
    unsafe name.rawValue.withCString { text in
      var font = unsafe lxw_chart_font()
      unsafe font.name = UnsafeMutablePointer(mutating: text)
      unsafe font.size = self == .title ? 13 : 9
      unsafe font.bold = 0
      unsafe body(&font)
    }
  }
}
