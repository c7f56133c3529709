import Foundation
import Glibc

/// A file that appears whole or not at all: written under a temporary name in the folder where it shall stand, and
/// renamed when it is complete. Whatever ends earlier (an error, a cancelled task) leaves nothing behind.
///
/// The file is readable by its maker alone (0600), because reports may hold personal data.
final class OutputFile {
  /// Where it shall stand.
  let path: String
  /// The folder where it shall stand.
  let folder: String
  /// Where it is written.
  let temporaryPath: String
  private let overwrite: Bool
  private var isOpen = true

  /// Reserves the temporary name, so that a missing folder or right is known before any work is done.
  init(path: String, overwrite: Bool) throws(WorkbookFailure) {
    let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
    folder = URL(fileURLWithPath: absolute).deletingLastPathComponent().path
    self.path = absolute
    self.overwrite = overwrite
    try Self.checkName(of: absolute, in: folder)
    try Self.checkPlace(absolute, overwrite: overwrite)
    var template = Array("\(folder)/.review-console-XXXXXX".utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return Int32(-1) }
      return unsafe mkstemp(name)
    }
    guard descriptor >= 0 else { throw Self.failure(path: absolute) }
    close(descriptor)
    temporaryPath = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    Leftovers.add(temporaryPath)
  }

  /// A name that would be refused at the end, or could not be shown, is refused at once; so is a missing folder.
  static func checkName(of path: String, in folder: String) throws(WorkbookFailure) {
    guard !path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .nameInvalid(path: path)
    }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .folderMissing(path: folder)
    }
    let limit = unsafe pathconf(folder, Int32(_PC_NAME_MAX))
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard limit <= 0 || name.utf8.count <= limit else { throw .nameTooLong(path: path) }
  }

  /// What is there already may be replaced only if it is a plain file that nobody protects.
  private static func checkPlace(_ path: String, overwrite: Bool) throws(WorkbookFailure) {
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0 else { return }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: throw .isFolder(path: path)
    case S_IFREG: break
    default: throw .notRegular(path: path)
    }
    if !overwrite { throw .fileExists(path: path) }
    if facts.st_mode & 0o222 == 0 { throw .writeProtected(path: path) }
  }

  /// Gives the file its name. Without `overwrite` a file that came up meanwhile is kept and this fails.
  func commit() throws(WorkbookFailure) -> FileDigest {
    guard let facts = FileDigest(path: temporaryPath, isSynced: true) else { throw Self.failure(path: path) }
    if overwrite {
      guard unsafe rename(temporaryPath, path) == 0 else { throw Self.failure(path: path) }
    } else if unsafe link(temporaryPath, path) == 0 {
      unsafe unlink(temporaryPath)
    } else if errno == EEXIST {
      throw .fileExists(path: path)
    } else {
      // A file system without hard links (some network shares): the check and the renaming are two steps.
      guard unsafe access(path, F_OK) != 0 else { throw .fileExists(path: path) }
      guard unsafe rename(temporaryPath, path) == 0 else { throw Self.failure(path: path) }
    }
    isOpen = false
    Leftovers.forget(temporaryPath)
    return facts
  }

  /// Removes what was written. Does nothing after `commit`.
  func abandon() {
    guard isOpen else { return }
    isOpen = false
    unsafe unlink(temporaryPath)
    Leftovers.forget(temporaryPath)
  }

  /// The failure that an error number of the system stands for.
  static func failure(_ number: Int32 = errno, path: String) -> WorkbookFailure {
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

  deinit { abandon() }
}
