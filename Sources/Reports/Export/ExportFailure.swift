public import Domain
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

  init(_ failure: WorkbookFailure) {
    switch failure {
    case .fileExists(let path): self = .fileExists(path: path)
    case .folderMissing, .isFolder, .unwritable, .diskFull: self = .target(failure)
    default: self = .content(failure)
    }
  }

  /// What happened and what to do, for people.
  public var message: Text {
    switch self {
    case .fileExists(let path):
      Text(
        zh: "文件已存在：\(path)。请换一个文件名，或者确认覆盖。",
        en: "There is a file already: \(path). Choose another name, or confirm that it be replaced.")
    case .target(.folderMissing(let path)):
      Text(zh: "文件夹不存在：\(path)。请先建立文件夹，或者换一个位置。", en: "There is no folder \(path). Make it, or choose another place.")
    case .target(.isFolder(let path)):
      Text(zh: "\(path) 是文件夹。请写明文件名，例如 \(path)/汇总.xlsx。", en: "\(path) is a folder. Name a file in it.")
    case .target(.unwritable(let path, let errno)):
      Text(
        zh: "无法写入 \(path)：\(Self.reason(errno))。请检查权限，或者换一个位置。",
        en: "Cannot write \(path): \(Self.reason(errno)). Check the rights, or choose another place.")
    case .target(.diskFull(let path)):
      Text(zh: "磁盘空间不足，\(path) 没有写成。请清理后重试。", en: "The disk is full; \(path) was not written. Make room and try again.")
    case .target(let failure), .content(let failure):
      Text(
        zh: "工作簿没有写成（\(failure)）。请把这条信息告诉管理员。", en: "The workbook was not written (\(failure)). Tell the administrator."
      )
    case .cancelled:
      Text(zh: "已取消，没有留下文件。", en: "Cancelled; no file was left.")
    }
  }

  private static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
