/// An administrative division in use (行政区划, GB/T 2260, as of April 2021 and unchanged until April 2026), or a development zone with a
/// finance bureau of its own.
public struct Region: Hashable, Sendable {
  /// A level of the tree. A zone lies below its city, beside the counties.
  public enum Level: String, CaseIterable, Sendable {
    case province, city, county, zone
  }

  /// Six digits.
  public let code: String
  /// The official name; not unique (鼓楼区 exists twice), so never a key.
  public let name: String
  /// Province, city, county or zone.
  public let level: Level
  /// Code of the region above; nil for a province.
  public let parent: String?
  /// The province's id as profiles name it (`zhejiang`).
  public let province: String

  /// A region by its parts.
  public init(code: String, name: String, level: Level, parent: String?, province: String) {
    self.code = code
    self.name = name
    self.level = level
    self.parent = parent
    self.province = province
  }
}

extension Region {
  /// What conditions may look up of a region, as of a code's entry: `level`, `parent`.
  static let attributes = ["level", "parent"]

  /// The word in such a column; nil where there is none.
  func attribute(_ name: String) -> String? {
    switch name {
    case "level": level.rawValue
    case "parent": parent
    default: nil
    }
  }
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
