/// A bureau that reviews (会计管理部门). A tree of its own, beside the tree of regions.
public struct Department: Hashable, Sendable {
  /// What kind of bureau.
  public enum Level: String, CaseIterable, Sendable {
    case province, city, county, zone

    /// The word for people.
    public var name: Text {
      switch self {
      case .province: Text(zh: "省本级", en: "province")
      case .city: Text(zh: "市本级", en: "city")
      case .county: Text(zh: "县（市、区）", en: "county")
      case .zone: Text(zh: "开发区", en: "development zone")
      }
    }
  }

  /// The code of its region, or of its zone; text for good, bureaus without such a code may come.
  public let code: String
  /// As its people say it (`上城区财政局`); not unique.
  public let name: String
  /// With the city before it (`杭州市上城区财政局`); unique.
  public let fullName: String
  /// Province and city bureaus also review the units of their own level (省本级, 市本级).
  public let level: Level
  /// Code of the bureau above; nil for a province's.
  public let parent: String?
  /// The region it stands for; nil for a development zone.
  public let region: String?
  /// The province's id as profiles name it (`zhejiang`).
  public let province: String
}
