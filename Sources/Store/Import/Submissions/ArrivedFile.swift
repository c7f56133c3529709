import Domain
import Foundation
import Pictures

/// A file that a submission names, read once: what was looked at is what is kept.
struct ArrivedFile {
  let attachment: Attachment
  private let bytes: [UInt8]

  init(_ file: Submission.File, folder: URL) {
    let read = Self.read(file.file, folder: folder)
    let facts: PictureFacts
    switch read {
    case .success(let found):
      facts = PictureFacts(inspecting: found)
      // What is kept is the picture, without what a phone appended to it.
      bytes = facts.kind == nil || facts.bytes == found.count ? found : Array(found[..<facts.bytes])
    case .failure(let failure):
      facts = PictureFacts(failure, bytes: 0)
      bytes = []
    }
    attachment = Attachment(
      slot: file.slot, n: file.n, sha256: bytes.isEmpty ? "" : ContentStore.hash(of: bytes), facts: facts,
      originalName: URL(filePath: file.file).lastPathComponent)
  }

  /// A file outside the folder of the submission is as if it were not there: no sender may reach it.
  private static func read(_ name: String, folder: URL) -> Result<[UInt8], PictureFailure> {
    let base = folder.resolvingSymlinksInPath().path(percentEncoded: false)
    let path = folder.appending(path: name).resolvingSymlinksInPath().path(percentEncoded: false)
    guard path.hasPrefix(base.hasSuffix("/") ? base : base + "/") else { return .failure(.unreadable(code: EACCES)) }
    return Result { () throws(PictureFailure) in try Picture.read(path: path) }
  }

  /// Keeps it, and gives what the database records of it.
  func store(in contents: ContentStore) -> Result<FiledFile, Submission.Failure> {
    guard !bytes.isEmpty, let kind = attachment.kind else { return .failure(unreadable) }
    do {
      let entry = try contents.add(bytes, kind.inPictures)
      return .success(FiledFile(attachment: attachment, kind: kind, bytes: entry.bytes))
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
