import Domain
import Foundation
import Pictures

/// A file that a submission names: looked at, and not yet kept.
struct ArrivedFile {
  let attachment: Attachment
  /// Nil when it lies outside the folder of the submission, which no sender may reach.
  private let path: String?

  init(_ file: Submission.File, folder: URL) {
    let base = folder.resolvingSymlinksInPath().path(percentEncoded: false)
    let resolved = folder.appending(path: file.file).resolvingSymlinksInPath().path(percentEncoded: false)
    let isInside = resolved.hasPrefix(base.hasSuffix("/") ? base : base + "/")
    path = isInside ? resolved : nil
    attachment = Attachment(
      slot: file.slot, n: file.n, sha256: "",
      facts: isInside
        ? PictureFacts(inspecting: resolved)
        : PictureFacts(kind: nil, bytes: 0, width: 0, height: 0, problem: .missing),
      originalName: URL(filePath: file.file).lastPathComponent)
  }

  /// Keeps it, and gives what the database records of it.
  func store(in contents: ContentStore) -> Result<JSONValue, Submission.Failure> {
    guard let path, let kind = attachment.kind else { return .failure(unreadable) }
    do {
      let entry = try contents.add(file: path, kind.inPictures)
      return .success([
        "slot": .string(attachment.slot), "n": .integer(attachment.n), "sha256": .string(entry.sha256),
        "bytes": .integer(entry.bytes),
        "width": .integer(attachment.width), "height": .integer(attachment.height), "kind": .string(kind.rawValue),
        "original_name": attachment.originalName.map(JSONValue.string) ?? .null,
      ])
    } catch {
      return .failure(unreadable)
    }
  }

  private var unreadable: Submission.Failure {
    Submission.Failure(problems: [
      Problem(
        field: attachment.slot, code: "unreadable",
        text: Text(
          zh: "文件读不出来或无法保存，请检查文件和存放目录的权限与空间。", en: "The file cannot be read or kept: check permissions and space."))
    ])
  }
}

/// Sizes of files, without reading them.
enum FileSize {
  /// Nil when there is no such file.
  static func of(_ path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue
  }
}
