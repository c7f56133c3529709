import Foundation
import Glibc

/// Files that appear in a folder all at once: written into a hidden folder and moved when all are whole. Whatever ends
/// earlier leaves nothing behind.
///
/// A folder that is missing is made, for its maker alone (0700). Files of one that is there stay, but for those that are
/// replaced.
public final class OutputFolder: Sendable {
  /// Where the files shall stand, absolute.
  public let path: String
  /// Where they are written.
  let temporaryPath: String
  private let isNew: Bool

  /// Makes the hidden folder: beside the folder, or inside one that is there, which may be the root of another disk.
  public init(path: String) throws(ExportFailure) {
    let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
    self.path = absolute
    do throws(WorkbookFailure) {
      let parent = URL(fileURLWithPath: absolute).deletingLastPathComponent().path
      try OutputFile.checkName(of: absolute, in: parent)
      var isFolder: ObjCBool = false
      isNew = unsafe !FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder)
      guard isNew || isFolder.boolValue else { throw .isFile(path: absolute) }
      temporaryPath = try Self.makeHidden(in: isNew ? parent : absolute, for: absolute)
      Leftovers.add(temporaryPath)
    } catch { throw ExportFailure(error) }
  }

  private static func makeHidden(in parent: String, for path: String) throws(WorkbookFailure) -> String {
    var template = Array("\(parent)/.review-console-XXXXXX".utf8CString)
    let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return false }
      return unsafe mkdtemp(name) != nil
    }
    guard isMade else { throw OutputFile.failure(path: path) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// For a single file in a folder that is there.
  public convenience init(of file: String) throws(ExportFailure) {
    try self.init(path: URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent().path)
  }

  /// A file's name in the folder.
  public func name(of file: String) -> String { URL(fileURLWithPath: file).lastPathComponent }

  /// Where a file is written.
  public func hidden(_ name: String) -> String { temporaryPath + "/" + name }

  /// What was written, as it is seen afterwards.
  public func seen(_ result: ExportResult) -> ExportResult { result.moved(to: path + "/" + name(of: result.file)) }

  /// Which of these names are taken in the folder.
  public func taken(_ names: [String]) -> [String] {
    isNew ? [] : names.filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
  }

  /// Moves the files of these names to where they shall stand: all, or none when one cannot be moved.
  ///
  /// - Parameter overwrite: replaces files of these names; without it a file that came up meanwhile is kept, and this fails.
  public func commit(_ names: [String], overwrite: Bool) throws(ExportFailure) {
    do throws(WorkbookFailure) {
      if isNew, unsafe rename(temporaryPath, path) == 0 { return Leftovers.forget(temporaryPath) }
      // Somebody made the folder meanwhile.
      if isNew, errno != EEXIST, errno != ENOTEMPTY { throw OutputFile.failure(path: path) }
      try move(names, overwrite: overwrite)
      abandon()
    } catch { throw ExportFailure(error) }
  }

  private func move(_ names: [String], overwrite: Bool) throws(WorkbookFailure) {
    let old = temporaryPath + "/old"
    guard unsafe mkdir(old, 0o700) == 0 else { throw OutputFile.failure(path: path) }
    var moved: [(name: String, hadOld: Bool)] = []
    do throws(WorkbookFailure) {
      for name in names {
        let target = path + "/" + name
        let isTaken = unsafe access(target, F_OK) == 0
        if isTaken {
          guard overwrite else { throw .fileExists(path: target) }
          guard unsafe rename(target, old + "/" + name) == 0 else { throw OutputFile.failure(path: target) }
        }
        moved.append((name, isTaken))
        guard unsafe rename(temporaryPath + "/" + name, target) == 0 else { throw OutputFile.failure(path: target) }
      }
    } catch {
      for (name, hadOld) in moved.reversed() {
        if hadOld {
          unsafe rename(old + "/" + name, path + "/" + name)
        } else {
          unsafe unlink(path + "/" + name)
        }
      }
      throw error
    }
  }

  /// Removes what was written. Does nothing after `commit`.
  public func abandon() {
    try? FileManager.default.removeItem(atPath: temporaryPath)
    Leftovers.forget(temporaryPath)
  }
}
