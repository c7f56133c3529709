public import Domain
public import Foundation

/// The drawn pictures that come with the program, each shared by all applications that need it.
public struct DemoPicturePool: Sendable {
  /// One drawn picture.
  public struct Entry: Hashable, Sendable, Decodable {
    /// File name in the pool's folder.
    public let file: String
    /// jpeg or png.
    public let kind: PictureKind
    /// Of the content, lower-case hexadecimal.
    public let sha256: String
    /// Size of the file.
    public let bytes: Int
    /// Pixels.
    public let width: Int
    /// Pixels.
    public let height: Int
    /// The colour behind a person; nil for documents.
    public let background: PictureBackground?
    let slots: [String]
    let levels: [String]?
    let sex: Sex?
    let provinces: [String]?
    let flaw: String?

    /// The same as a file that was looked at.
    public var facts: PictureFacts {
      PictureFacts(kind: kind, bytes: bytes, width: width, height: height, background: background)
    }
  }

  /// Why the pool cannot be read.
  public enum Failure: Error, Hashable, Sendable {
    /// The index beside the pictures is missing or broken.
    case indexUnreadable
  }

  /// All pictures.
  public let entries: [Entry]
  /// Where they lie.
  public let folder: URL
  private let bySlot: [String: [Entry]]

  /// The pool that comes with the program.
  public init() throws(Failure) {
    folder = Bundle.module.bundleURL.appendingPathComponent("Resources/pictures")
    guard let index = try? Data(contentsOf: folder.appendingPathComponent("pictures.json")),
      let entries = try? JSONDecoder().decode([Entry].self, from: index)
    else { throw .indexUnreadable }
    self.entries = entries
    var bySlot: [String: [Entry]] = [:]
    for entry in entries { for slot in entry.slots { bySlot[slot, default: []].append(entry) } }
    self.bySlot = bySlot
  }

  /// Where a picture's file is.
  public func url(of entry: Entry) -> URL { folder.appendingPathComponent(entry.file) }

  /// The picture to use. Where nothing fits in every respect, the flaw is given up first, then the level; nil only for
  /// slots that no picture was drawn for.
  public subscript(picture: DemoPicture) -> Entry? {
    let own = (bySlot[picture.slot] ?? []).filter { entry in
      entry.provinces?.contains(picture.province) != false && (entry.sex ?? picture.sex) == picture.sex
    }
    let good = own.filter { $0.flaw == nil }
    let fitting = good.filter { $0.levels.map { $0.contains(picture.level ?? "") } ?? true }
    let flawed = picture.flaw == nil ? [] : own.filter { $0.flaw == picture.flaw }
    let choices = [flawed, fitting, good, bySlot[picture.slot] ?? []].first { !$0.isEmpty } ?? []
    return choices.isEmpty ? nil : choices[picture.variant % choices.count]
  }
}
