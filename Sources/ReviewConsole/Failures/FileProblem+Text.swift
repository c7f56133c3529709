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
        next: Text(zh: "请换一个文件名，或加 --覆盖 覆盖。", en: "Choose another name, or add --force to replace it."))
    case .folderMissing:
      Explanation(
        "\(path) 所在的目录不存在。", "The folder of \(path) does not exist.",
        next: Text(zh: "请先建立目录，或换一个位置。", en: "Make it, or choose another place."))
    case .noSpace:
      Explanation(
        "磁盘空间不够，\(path) 没有写成。", "The disk is full; \(path) was not written.",
        next: Text(zh: "请清理磁盘，或换一个位置。", en: "Make room, or choose another place."))
    case .noFolder:
      Explanation(
        "没有目录 \(path)。", "There is no folder \(path).",
        next: Text(zh: "请先建立目录，或换一个位置。", en: "Make it, or choose another place."))
    case .isFile:
      Explanation(
        "\(path) 是文件，不是目录。", "\(path) is a file, not a folder.",
        next: Text(zh: "请写目录名；没有的目录会建立。", en: "Name a folder; one that is missing is made."))
    case .nameInvalid:
      Explanation(
        "文件名 \(path) 中有控制字符。", "There are control characters in the name \(path).",
        next: Text(zh: "请换一个文件名。", en: "Choose another name."))
    case .nameTooLong:
      Explanation(
        "文件名 \(path) 太长。", "The name \(path) is too long.",
        next: Text(zh: "文件名最多 255 字节（约 85 个汉字）。", en: "A name has at most 255 bytes."))
    case .notRegular:
      Explanation(
        "\(path) 不是普通文件（是设备、管道或链接），没有动它。",
        "\(path) is no plain file (but a device, a pipe or a link) and was left alone.",
        next: Text(zh: "请换一个文件名。", en: "Choose another name."))
    case .writeProtected:
      Explanation(
        "文件 \(path) 是只读的，没有覆盖。", "The file \(path) is read-only and was not replaced.",
        next: Text(zh: "请换一个文件名，或先取消它的只读属性。", en: "Choose another name, or make it writable first."))
    case .tooLarge:
      Explanation(
        "\(path) 超过了系统允许的文件大小，没有写成。", "\(path) exceeds the size that the system lets a file have; it was not written.",
        next: Text(zh: "请缩小范围（如 --部门），或请系统管理员放宽限制。", en: "Limit it (--department), or have the limit raised."))
    case .other(let errno):
      Explanation("文件 \(path) 出错（errno \(errno)）。", "The file \(path) failed (errno \(errno)).")
    }
  }
}
