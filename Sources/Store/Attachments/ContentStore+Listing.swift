import Domain
import Foundation

extension ContentStore {
  /// A file under its name.
  struct Stored: Sendable {
    let sha256: String
    /// As in the tables: `jpeg`, `png`.
    let kind: String
    let bytes: Int
    /// Whether it has been there for so long that its row must be there, too.
    let isSettled: Bool
  }

  /// Hands over each file, and returns how many others were left half written longer than an hour ago. What is no content of this store (a
  /// note of somebody's) is passed over.
  ///
  /// - Parameter settled: seconds after which a file has been there long enough.
  func list(settled: Int, _ each: (Stored) throws -> Void) throws -> Int {
    let now = Date()
    for first in try names("") where first.count == 2 {
      for second in try names(first) where second.count == 2 {
        for name in try names("\(first)/\(second)") {
          let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
          guard parts.count == 2,
            let kind = Domain.PictureKind.allCases.first(where: { $0.inPictures.fileExtension == parts[1] }),
            path(parts[0], kind.inPictures) == "\(root)/\(first)/\(second)/\(name)",
            let facts = facts("\(first)/\(second)/\(name)")
          else { continue }
          try each(
            Stored(
              sha256: parts[0], kind: kind.rawValue, bytes: facts.bytes,
              isSettled: now.timeIntervalSince(facts.changed) > Double(settled)))
        }
      }
    }
    return try abandonedUploads(now).count
  }

  /// Paths of what was left half written longer than an hour ago: nobody writes on at it.
  func abandonedUploads(_ now: Date) throws(Failure) -> [String] {
    try names("incoming").filter { name in
      facts("incoming/\(name)").map { now.timeIntervalSince($0.changed) > 3600 } ?? false
    }.map { "\(incoming)/\($0)" }
  }

  /// Removes a file that is nobody's; false where it is gone already, or where somebody has sent the same content once more meanwhile.
  ///
  /// It is taken out of its place first. Whoever sends the same content touches the file before he relies on it, or finds its place free.
  func remove(_ sha256: String, kind: String, settled: Int) throws -> Bool {
    guard let kind = Domain.PictureKind(rawValue: kind), let path = path(sha256, kind.inPictures) else { return false }
    let aside = "\(incoming)/removed-\(sha256)"
    guard unsafe rename(path, aside) == 0 else { return false }
    guard let changed = facts("incoming/removed-\(sha256)")?.changed,
      Date().timeIntervalSince(changed) > Double(settled)
    else {
      // Where the place was taken anew meanwhile, the same lies there.
      if unsafe link(aside, path) == 0 || errno == EEXIST { unsafe unlink(aside) } else { unsafe rename(aside, path) }
      return false
    }
    return unsafe unlink(aside) == 0
  }

  /// What is in a folder of the store; nothing where there is no such folder.
  private func names(_ folder: String) throws(Failure) -> [String] {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    guard type == .typeDirectory else { return [] }
    do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
      throw .store(operation: "opendir", code: unsafe access(path, R_OK | X_OK) == 0 ? EIO : errno)
    }
  }

  /// Nil where it has just gone.
  private func facts(_ name: String) -> (bytes: Int, changed: Date)? {
    guard let found = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(name)"),
      let bytes = found[.size] as? NSNumber, let changed = found[.modificationDate] as? Date
    else { return nil }
    return (bytes.intValue, changed)
  }
}
