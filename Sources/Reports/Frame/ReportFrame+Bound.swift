import Domain

extension ReportFrame {
  /// Rows of time that fit on a page with a chart.
  private static let rowsOfPage = 31

  /// What a table by time is printed by where several reports are bound together: weeks instead of days, months instead of weeks, where it
  /// would take more than a page; nil where it does not. JSON has the finer one.
  func coarser(_ span: TimeSpan, than table: ReportTable) -> TimeSpan? {
    guard isBound, table.rows.count > Self.rowsOfPage else { return nil }
    return switch span {
    case .day: .week
    case .week: .month
    case .month: nil
    }
  }

  /// Whether none of these counts is shown, in what is published as it is rounded.
  func isNothing(_ counts: Int...) -> Bool { counts.allSatisfy { shown($0) == 0 } }
}
