import Domain
import Foundation
import Store

/// The drawn pictures that stand for attachments, each kept once in the content store and shared by all applications.
struct PicturePool: Sendable {
  /// One drawn picture, as `attachment` records it.
  struct Entry: Sendable, Decodable {
    let file: String
    let kind: String
    let sha256: String
    let bytes: Int
    let width: Int
    let height: Int
  }

  private let entries: [DemoPicture.Kind: [Entry]]

  /// Reads the index beside the pictures and stores them all.
  init(storingIn contents: ContentStore) throws {
    let folder = Bundle.module.bundleURL.appending(path: "Resources/pictures")
    guard let index = try? Data(contentsOf: folder.appending(path: "pictures.json")) else {
      throw DemoFailure.picturesMissing
    }
    var entries: [DemoPicture.Kind: [Entry]] = [:]
    for entry in try JSONDecoder().decode([Entry].self, from: index) {
      guard let kind = DemoPicture.Kind(rawValue: entry.kind) else { continue }
      _ = try contents.add(file: folder.appending(path: entry.file).path(percentEncoded: false), .jpeg)
      entries[kind, default: []].append(entry)
    }
    guard DemoPicture.Kind.allCases.allSatisfy({ entries[$0]?.isEmpty == false }) else {
      throw DemoFailure.picturesMissing
    }
    self.entries = entries
  }

  subscript(picture: DemoPicture) -> Entry {
    let candidates = entries[picture.kind] ?? []
    return candidates[picture.variant % candidates.count]
  }
}
