import Foundation
import Glibc

/// A file that appears whole or not at all: written under a temporary name in the folder where it shall stand, and
/// renamed when it is complete. Whatever ends earlier (an error, a cancelled task) leaves nothing behind.
///
/// The file is readable by its maker alone (0600), because reports may hold personal data.
final class OutputFile {
  /// Where it shall stand.
  let path: String
  /// Where it is written.
  let temporaryPath: String
  private let overwrite: Bool
  private var isOpen = true

  /// Reserves the temporary name, so that a missing folder or right is known before any work is done.
  init(path: String, overwrite: Bool) throws(WorkbookFailure) {
    let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
    let folder = URL(fileURLWithPath: absolute).deletingLastPathComponent().path
    self.path = absolute
    self.overwrite = overwrite
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .folderMissing(path: folder)
    }
    if unsafe FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder) {
      if isFolder.boolValue { throw .isFolder(path: absolute) }
      if !overwrite { throw .fileExists(path: absolute) }
    }
    var template = Array("\(folder)/.review-console-XXXXXX".utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return Int32(-1) }
      return unsafe mkstemp(name)
    }
    guard descriptor >= 0 else { throw Self.failure(path: absolute) }
    close(descriptor)
    temporaryPath = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
    return facts
  }

  /// Removes what was written. Does nothing after `commit`.
  func abandon() {
    guard isOpen else { return }
    isOpen = false
    unsafe unlink(temporaryPath)
  }

  /// The failure that `errno` stands for.
  static func failure(path: String) -> WorkbookFailure {
    errno == ENOSPC || errno == EDQUOT ? .diskFull(path: path) : .unwritable(path: path, errno: errno)
  }

  deinit { abandon() }
}
