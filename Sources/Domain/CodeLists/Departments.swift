/// All bureaus: one for each region in use, and one for each of the 17 development zones with a finance bureau of
/// its own. The rows 市辖区 of GB/T 2260 are no places and have none.
public struct Departments: Sendable {
  /// All, parents before children, else in order of their codes.
  public let all: [Department]
  private let index: [String: Int]
  private let below: [String: [Int]]

  init(regions: Regions) {
    var all = regions.all.map { region in
      let short = region.name + (region.level == .province ? "财政厅" : "财政局")
      return Department(
        code: region.code, name: short, fullName: Departments.prefix(of: region, in: regions) + short,
        level: Department.Level(region.level), parent: region.parent, region: region.code, province: region.province)
    }
    for zone in regions.zones {
      all.append(
        Department(
          code: zone.code, name: zone.name + "财政局", fullName: (regions.fullName(of: zone.code) ?? zone.name) + "财政局",
          level: .zone, parent: zone.parent, region: nil, province: zone.province))
    }
    let order = Dictionary(uniqueKeysWithValues: Department.Level.allCases.enumerated().map { ($1, $0) })
    all.sort { (order[$0.level] ?? 0, $0.code) < (order[$1.level] ?? 0, $1.code) }
    self.all = all
    index = Dictionary(all.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { $1 })
    below = Dictionary(grouping: all.indices.filter { all[$0].parent != nil }, by: { all[$0].parent ?? "" })
  }

  private static func prefix(of region: Region, in regions: Regions) -> String {
    guard region.level == .county, let city = region.parent.flatMap({ regions[$0] }) else { return "" }
    return city.name
  }

  /// The bureau with this code; nil when there is none.
  public subscript(code: String) -> Department? { index[code].map { all[$0] } }

  /// The bureau of a region's own, a zone's too; nil where there is none.
  public func own(of region: String) -> Department? {
    self[region].flatMap { $0.region == region || $0.level == .zone ? $0 : nil }
  }

  /// 上城区财政局; the code where it is not known.
  public func name(of code: String) -> String { self[code]?.name ?? code }

  /// 杭州市上城区财政局; the code where it is not known.
  public func fullName(of code: String) -> String { self[code]?.fullName ?? code }

  /// The bureaus directly below, in the order of `all`.
  public func children(of code: String) -> [Department] { (below[code] ?? []).map { all[$0] } }

  /// Codes from the province's bureau down to this one, itself included; empty for an unknown code.
  public func ancestors(of code: String) -> [String] {
    var path: [String] = []
    var next = self[code]
    while let department = next {
      path.insert(department.code, at: 0)
      next = department.parent.flatMap { self[$0] }
    }
    return path
  }

  /// The bureaus that a person may mean: by code, by full name, or by short name (several, as 鼓楼区财政局).
  public func matching(_ text: String) -> [Department] {
    if let one = self[text] { return [one] }
    let full = all.filter { $0.fullName == text }
    return full.isEmpty ? all.filter { $0.name == text } : full
  }
}

extension Department.Level {
  init(_ level: Region.Level) {
    switch level {
    case .province: self = .province
    case .city: self = .city
    case .county: self = .county
    case .zone: self = .zone
    }
  }
}
