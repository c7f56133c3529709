import Domain
import Foundation

extension FileProblem {
  /// From an `errno` of the C library.
  init(errno: Int32) {
    self =
      switch errno {
      case ENOENT: .missing
      case EISDIR: .isDirectory
      case EACCES, EPERM: .notReadable
      case EROFS: .notWritable
      case EEXIST: .exists
      case ENOTDIR: .folderMissing
      case ENOSPC, EDQUOT: .noSpace
      default: .other(errno: errno)
      }
  }

  func explanation(path: String) -> Explanation {
    let path = ConsoleFailure.short(path)
    return switch self {
    case .missing:
      Explanation(
        "没有文件 \(path)。", "There is no file \(path).",
        next: Text(zh: "请检查文件名和当前目录。", en: "Check the name and the folder."))
    case .isDirectory:
      Explanation("\(path) 是目录，不是文件。", "\(path) is a folder, not a file.")
    case .notReadable:
      Explanation("没有权限打开 \(path)。", "You may not open \(path).")
    case .notWritable:
      Explanation(
        "不能写入 \(path)。", "\(path) cannot be written.", next: Text(zh: "请换一个目录。", en: "Choose another folder."))
    case .exists:
      Explanation(
        "文件 \(path) 已经存在，没有覆盖。", "The file \(path) exists and was not overwritten.",
        next: Text(zh: "请换一个文件名，或加 --yes 覆盖。", en: "Choose another name, or add --yes to overwrite it."))
    case .folderMissing:
      Explanation("\(path) 所在的目录不存在。", "The folder of \(path) does not exist.")
    case .noSpace:
      Explanation("磁盘空间不够，\(path) 没有写成。", "The disk is full; \(path) was not written.")
    case .other(let errno):
      Explanation("文件 \(path) 出错（errno \(errno)）。", "The file \(path) failed (errno \(errno)).")
    }
  }
}
