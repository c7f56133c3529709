import Foundation
import Glibc

/// Files that appear in a folder all at once: written into a hidden folder beside them and renamed when all are whole and safe on the disk.
/// Whatever ends earlier (an error, a cancelled task, the end of the program) leaves nothing behind.
///
/// A folder that is missing is made, for its maker alone (0700), and the files are readable by their maker alone (0600), because they may
/// hold personal data. Files of a folder that is there stay, but for those that are replaced.
public final class AtomicFiles: Sendable {
  /// Where the files shall stand, absolute.
  public let path: String
  /// Where they are written.
  let temporaryPath: String
  private let isNew: Bool

  /// Makes the hidden folder: beside the folder, or inside one that is there, which may be the root of another disk.
  public init(folder path: String) throws(FileFailure) {
    let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
    self.path = absolute
    let parent = URL(fileURLWithPath: absolute).deletingLastPathComponent().path
    try Self.checkName(of: absolute, in: parent)
    var isFolder: ObjCBool = false
    isNew = unsafe !FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder)
    guard isNew || isFolder.boolValue else { throw .isFile(path: absolute) }
    temporaryPath = try Self.makeHidden(in: isNew ? parent : absolute, for: absolute)
    UnfinishedFiles.add(temporaryPath)
  }

  /// For a single file in a folder that is there.
  public convenience init(file: String) throws(FileFailure) {
    let (path, folder) = Self.place(of: file)
    try Self.checkName(of: path, in: folder)
    try self.init(folder: folder)
  }

  /// Whether a plain file stands there that may be replaced; anything else that stands there is a failure.
  public static func isTaken(_ file: String) throws(FileFailure) -> Bool {
    let (path, folder) = place(of: file)
    try checkName(of: path, in: folder)
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0 else { return false }
    switch facts.st_mode & S_IFMT {
    case S_IFDIR: throw .isFolder(path: path)
    case S_IFREG: break
    default: throw .notRegular(path: path)
    }
    if facts.st_mode & 0o222 == 0 { throw .writeProtected(path: path) }
    return true
  }

  private static func place(of file: String) -> (path: String, folder: String) {
    let url = URL(fileURLWithPath: file).standardizedFileURL
    return (url.path, url.deletingLastPathComponent().path)
  }

  /// A name that would be refused at the end, or could not be shown, is refused at once; so is a missing folder.
  private static func checkName(of path: String, in folder: String) throws(FileFailure) {
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

  private static func makeHidden(in parent: String, for path: String) throws(FileFailure) -> String {
    var template = Array("\(parent)/.review-console-XXXXXX".utf8CString)
    let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return false }
      return unsafe mkdtemp(name) != nil
    }
    guard isMade else { throw FileFailure(errno, path: path) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A file's name in the folder.
  public func name(of file: String) -> String { URL(fileURLWithPath: file).lastPathComponent }

  /// Where a file is written.
  public func hidden(_ name: String) -> String { temporaryPath + "/" + name }

  /// Where it stands afterwards.
  public func seen(_ file: String) -> String { path + "/" + name(of: file) }

  /// Which of these names are taken in the folder.
  public func taken(_ names: [String]) -> [String] {
    isNew ? [] : names.filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
  }

  /// Moves the files of these names to where they shall stand: all, or none when one cannot be moved.
  ///
  /// - Parameter overwrite: replaces files of these names; without it a file that came up meanwhile is kept, and this fails.
  public func commit(_ names: [String], overwrite: Bool) throws(FileFailure) {
    if isNew, unsafe rename(temporaryPath, path) == 0 {
      UnfinishedFiles.forget(temporaryPath)
    } else {
      // Somebody made the folder meanwhile.
      if isNew, errno != EEXIST, errno != ENOTEMPTY { throw FileFailure(errno, path: path) }
      try move(names, overwrite: overwrite)
      abandon()
    }
    // The names are safe as well; where a file system cannot say so, the files still are.
    let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func move(_ names: [String], overwrite: Bool) throws(FileFailure) {
    let old = temporaryPath + "/old"
    guard unsafe mkdir(old, 0o700) == 0 else { throw FileFailure(errno, path: path) }
    var moved: [(name: String, hadOld: Bool)] = []
    do throws(FileFailure) {
      for name in names {
        let target = path + "/" + name
        let isTaken = unsafe access(target, F_OK) == 0
        if isTaken {
          guard overwrite else { throw .fileExists(path: target) }
          guard unsafe rename(target, old + "/" + name) == 0 else { throw FileFailure(errno, path: target) }
        }
        moved.append((name, isTaken))
        try Self.give(temporaryPath + "/" + name, target)
      }
    } catch {
      for (name, hadOld) in moved.reversed() {
        if hadOld {
          unsafe rename(old + "/" + name, path + "/" + name)
        } else if unsafe access(temporaryPath + "/" + name, F_OK) != 0 {
          unsafe unlink(path + "/" + name)
        }
      }
      throw error
    }
  }

  /// Gives a file its name, and replaces nothing.
  private static func give(_ hidden: String, _ target: String) throws(FileFailure) {
    if unsafe link(hidden, target) == 0 {
      unsafe unlink(hidden)
      return
    }
    if errno == EEXIST { throw .fileExists(path: target) }
    // A file system without hard links (some network shares): the question and the renaming are two steps.
    guard unsafe access(target, F_OK) != 0 else { throw .fileExists(path: target) }
    guard unsafe rename(hidden, target) == 0 else { throw FileFailure(errno, path: target) }
  }

  /// Removes what was written. Does nothing after `commit`.
  public func abandon() {
    try? FileManager.default.removeItem(atPath: temporaryPath)
    UnfinishedFiles.forget(temporaryPath)
  }
}
