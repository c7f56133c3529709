public import Domain
public import Foundation

/// The drawn pictures that come with the program, each shared by all applications that need it.
public struct DemoPicturePool: Sendable {
  /// One drawn picture.
  public struct Entry: Hashable, Sendable {
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
      let listed = try? JSONValue(strictly: Array(index)).array, !listed.isEmpty
    else { throw .indexUnreadable }
    let entries = listed.compactMap(Entry.init)
    guard entries.count == listed.count else { throw .indexUnreadable }
    self.entries = entries
    var bySlot: [String: [Entry]] = [:]
    for entry in entries { for slot in entry.slots { bySlot[slot, default: []].append(entry) } }
    self.bySlot = bySlot
  }

  /// Where a picture's file is.
  public func url(of entry: Entry) -> URL { folder.appendingPathComponent(entry.file) }

  /// The picture to use. Where nothing fits in every respect, the flaw is given up first, then the level. Of a slot that no picture was
  /// drawn for it is one of a unit's proof.
  public subscript(picture: DemoPicture) -> Entry? {
    let drawn = bySlot[picture.slot] ?? bySlot["work_proof_current"] ?? []
    let own = drawn.filter { entry in
      entry.provinces?.contains(picture.province) != false && (entry.sex ?? picture.sex) == picture.sex
    }
    let good = own.filter { $0.flaw == nil }
    let fitting = good.filter { $0.levels.map { $0.contains(picture.level ?? "") } ?? true }
    let flawed = picture.flaw == nil ? [] : own.filter { $0.flaw == picture.flaw }
    let choices = [flawed, fitting, good, drawn].first { !$0.isEmpty } ?? []
    return choices.isEmpty ? nil : choices[picture.variant % choices.count]
  }
}

extension DemoPicturePool.Entry {
  /// Reads an entry of the index; nil for anything else.
  fileprivate init?(_ json: JSONValue) {
    func texts(_ key: String) -> [String]? { json[key]?.array?.compactMap(\.string) }
    guard let file = json["file"]?.string, let kind = json["kind"]?.string.flatMap(PictureKind.init(rawValue:)),
      let sha256 = json["sha256"]?.string, let bytes = json["bytes"]?.integer, let width = json["width"]?.integer,
      let height = json["height"]?.integer, let slots = texts("slots")
    else { return nil }
    self.init(
      file: file, kind: kind, sha256: sha256, bytes: bytes, width: width, height: height,
      background: json["background"]?.string.flatMap(PictureBackground.init(rawValue:)), slots: slots,
      levels: texts("levels"), sex: json["sex"]?.string.flatMap(Sex.init(rawValue:)), provinces: texts("provinces"),
      flaw: json["flaw"]?.string)
  }
}
