public import Spreadsheet

/// Why an export failed. No file is left behind, and an existing one is as it was.
public enum ExportFailure: Error, Hashable, Sendable {
  /// The file cannot stand there, or somebody must be asked first.
  case file(FileFailure)
  /// A figure or text that a workbook cannot hold; a defect of the report.
  case content(WorkbookFailure)
  /// The task was cancelled.
  case cancelled

  /// The same, of the place that people know instead of a hidden one.
  ///
  /// - Parameter path: of the file, or of the folder for its files.
  public func shown(at path: String) -> ExportFailure {
    guard case .file(let failure) = self else { return self }
    return .file(failure.shown(at: path))
  }

  init(_ failure: WorkbookFailure) {
    switch failure {
    case .closed where Task.isCancelled: self = .cancelled
    case .file(let failure): self = .file(failure)
    default: self = .content(failure)
    }
  }
}
