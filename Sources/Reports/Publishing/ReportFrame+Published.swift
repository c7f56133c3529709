import Domain

extension ReportFrame {
  /// A count as it is shown: rounded in what is published. What a report leaves out or puts in order goes by it, so that neither tells
  /// more than the figures do.
  func shown(_ count: Int) -> Int { filters.isPublished ? ReportTable.rounded(count) : count }

  /// Days, weeks or months for what happened from `first` to `last`. In what is published the period asked for says which, where it is
  /// bounded: rows that are not shown would, too.
  func span(from first: Day, to last: Day) -> TimeSpan {
    guard filters.isPublished else { return TimeSpan(from: first, to: last) }
    return TimeSpan(
      from: min(first, filters.period?.from ?? first), to: max(last, filters.period?.to.map { min($0, today) } ?? last))
  }
}
