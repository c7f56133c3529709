import Foundation

/// Why an export failed. No file is left behind, and an existing one is as it was.
public enum ExportFailure: Error, Hashable, Sendable {
  /// There is a file of that name; ask, or export with `overwrite`.
  case fileExists(path: String)
  /// The file cannot stand there.
  case target(WorkbookFailure)
  /// A figure or text that a workbook cannot hold; a defect of the report.
  case content(WorkbookFailure)
  /// The task was cancelled.
  case cancelled

  /// The same, of the place that people know instead of a hidden one.
  ///
  /// - Parameter path: of the file, or of the folder for its files.
  public func shown(at path: String) -> ExportFailure {
    guard case .target(let failure) = self else { return self }
    return switch failure {
    case .folderMissing: .target(.folderMissing(path: URL(fileURLWithPath: path).deletingLastPathComponent().path))
    case .fileTooLarge: .target(.fileTooLarge(path: path))
    case .diskFull: .target(.diskFull(path: path))
    case .unwritable(_, let errno): .target(.unwritable(path: path, errno: errno))
    default: self
    }
  }

  init(_ failure: WorkbookFailure) {
    switch failure {
    case .closed where Task.isCancelled: self = .cancelled
    case .fileExists(let path): self = .fileExists(path: path)
    case .folderMissing, .isFolder, .isFile, .nameInvalid, .nameTooLong, .notRegular, .writeProtected, .fileTooLarge,
      .unwritable, .diskFull:
      self = .target(failure)
    default: self = .content(failure)
    }
  }
}
