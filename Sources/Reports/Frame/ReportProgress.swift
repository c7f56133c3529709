public import Domain

/// How far a report or its workbook is.
public struct ReportProgress: Hashable, Sendable {
  /// Takes it, from whichever thread works; it must be quick.
  public typealias Listener = @Sendable (ReportProgress) -> Void

  /// How many parts (reports, rows, sheets, workbooks) are done.
  public let done: Int
  /// How many there are.
  public let total: Int
  /// What is being made now.
  public let step: Text

  /// How far it is.
  public init(_ done: Int, of total: Int, _ step: Text) {
    self.done = done
    self.total = total
    self.step = step
  }
}
