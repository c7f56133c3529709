/// An administrative division in use (行政区划, GB/T 2260, as of April 2021 and unchanged until April 2026).
public struct Region: Hashable, Sendable {
  /// A level of the tree.
  public enum Level: String, CaseIterable, Sendable {
    case province, city, county
  }

  /// Six digits.
  public let code: String
  /// The official name; not unique (鼓楼区 exists twice), so never a key.
  public let name: String
  /// Province, city or county.
  public let level: Level
  /// Code of the region above; nil for a province.
  public let parent: String?
  /// The province's id as profiles name it (`zhejiang`).
  public let province: String
}

/// A code no longer in use; it lives on in ID numbers and old archives.
public struct RetiredRegion: Hashable, Sendable {
  /// Six digits. Some codes were given out again later and are also in the list in use.
  public let code: String
  /// The last name under this code.
  public let name: String
  /// First year, nil when unknown. Can be off by one.
  public let from: Int?
  /// Last year, nil when unknown. Can be off by one.
  public let to: Int?
  /// The codes that cover the place now; empty when unknown.
  public let successors: [String]
}
