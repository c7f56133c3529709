import Foundation
import Glibc

/// Why a file cannot stand where it shall.
public enum FileFailure: Error, Hashable, Sendable {
  /// There is a file of that name, and replacing it was not asked for.
  case fileExists(path: String)
  /// The folder that the file shall go to does not exist, or is no folder.
  case folderMissing(path: String)
  /// The path names a folder, not a file.
  case isFolder(path: String)
  /// A folder was meant, and there is a file of that name.
  case isFile(path: String)
  /// Control characters in a file's name.
  case nameInvalid(path: String)
  /// The file system has no room for so long a name.
  case nameTooLong(path: String)
  /// What is there is a device, a pipe or a link to nothing, and stays.
  case notRegular(path: String)
  /// The file that is there has been made read-only on purpose, and stays.
  case writeProtected(path: String)
  /// The file would be larger than the file system, or a limit of the session, lets it be.
  case fileTooLarge(path: String)
  /// The system refused; `errno` says why (EACCES, EROFS, …).
  case unwritable(path: String, errno: Int32)
  /// No room is left where the file or its temporary parts go.
  case diskFull(path: String)

  /// What an error number of the system stands for.
  init(_ number: Int32, path: String) {
    self =
      switch number {
      case ENOSPC, EDQUOT: .diskFull(path: path)
      case EFBIG: .fileTooLarge(path: path)
      case ENAMETOOLONG: .nameTooLong(path: path)
      case EISDIR: .isFolder(path: path)
      // The folder was there when the work began.
      case ENOENT, ENOTDIR: .folderMissing(path: URL(fileURLWithPath: path).deletingLastPathComponent().path)
      default: .unwritable(path: path, errno: number)
      }
  }

  /// The same, of the place that people know instead of a hidden one.
  ///
  /// - Parameter path: of the file, or of the folder for its files.
  public func shown(at path: String) -> FileFailure {
    switch self {
    case .folderMissing: .folderMissing(path: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    case .fileTooLarge: .fileTooLarge(path: path)
    case .diskFull: .diskFull(path: path)
    case .unwritable(_, let errno): .unwritable(path: path, errno: errno)
    default: self
    }
  }
}
