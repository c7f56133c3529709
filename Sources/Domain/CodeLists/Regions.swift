/// The regions in use of all provinces the program knows, the names of the others, and the codes that went out of use.
public struct Regions: Sendable {
  /// All divisions in order of their codes, without the zones.
  public let all: [Region]
  /// The development zones with a bureau of their own, in order of their codes. No divisions: no ID number begins with one.
  public let zones: [Region]
  /// All retired codes in order.
  public let retired: [RetiredRegion]
  /// All provinces of the country in order of their codes, also those of which nothing further is known.
  public let provinces: [Region]
  private let index: [String: Int]
  private let zoneIndex: [String: Region]
  private let retiredIndex: [String: Int]
  private let below: [String: [Int]]
  /// The beginnings of codes of which the tables know those out of use as well.
  private let wholePrefixes: Set<String>
  /// The beginnings of codes of which the divisions are known, wholly or in part.
  private let knownPrefixes: Set<Substring>
  private let provincesByPrefix: [Substring: Region]

  init(_ table: Table, provinces: Table, zones: Table, retired former: Table) throws(DataFailure) {
    let province = try table.column("province", of: "regions")
    let level = try table.column("level", of: "regions")
    let ids = Dictionary(
      table.rows.filter { !$0[province].isEmpty }.map { ($0[0].prefix(2), $0[province]) }, uniquingKeysWith: { $1 })
    var all: [Region] = []
    for (number, row) in table.rows.enumerated() {
      guard let level = Region.Level(rawValue: row[level]), let province = ids[row[0].prefix(2)] else {
        throw .badValue(file: "regions", row: number + 2, column: "level")
      }
      all.append(
        Region(code: row[0], name: row[1], level: level, parent: row[3].isEmpty ? nil : row[3], province: province))
    }
    let old = former.rows.map { row in
      RetiredRegion(
        code: row[0], name: row[1], from: Int(row[2]), to: Int(row[3]),
        successors: row[4].split(separator: " ").map(String.init))
    }
    let found = try zones.rows.enumerated().map { number, row throws(DataFailure) in
      guard let province = ids[row[0].prefix(2)], all.contains(where: { $0.code == row[2] }) else {
        throw DataFailure.badValue(file: "zones", row: number + 2, column: "parent")
      }
      return Region(code: row[0], name: row[1], level: .zone, parent: row[2], province: province)
    }
    let every = provinces.rows.map { row in
      Region(code: row[0], name: row[1], level: .province, parent: nil, province: ids[row[0].prefix(2)] ?? "")
    }
    self.init(
      all: all, zones: found, provinces: every, retired: old, whole: Set(all.map { String($0.code.prefix(2)) }))
  }

  private init(
    all: [Region], zones: [Region], provinces: [Region], retired: [RetiredRegion], whole: Set<String>
  ) {
    self.all = all
    self.zones = zones
    self.provinces = provinces
    provincesByPrefix = Dictionary(provinces.map { ($0.code.prefix(2), $0) }, uniquingKeysWith: { $1 })
    knownPrefixes = Set(all.map { $0.code.prefix(2) })
    self.retired = retired
    zoneIndex = Dictionary(zones.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    index = Dictionary(all.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { $1 })
    retiredIndex = Dictionary(retired.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { $1 })
    below = Dictionary(grouping: all.indices.filter { all[$0].parent != nil }, by: { all[$0].parent ?? "" })
    wholePrefixes = whole
  }

  /// These and those of a profile, which come in the place of what had their codes.
  func adding(_ more: [Region]) -> Regions {
    let codes = Set(more.map(\.code))
    func merged(_ kept: [Region], _ added: [Region]) -> [Region] {
      (kept.filter { !codes.contains($0.code) } + added).sorted { $0.code < $1.code }
    }
    return Regions(
      all: merged(all, more.filter { $0.level != .zone }), zones: merged(zones, more.filter { $0.level == .zone }),
      provinces: provinces, retired: retired, whole: wholePrefixes)
  }

  /// The region in use, or zone, with this code; nil when there is none.
  public subscript(code: String) -> Region? { index[code].map { all[$0] } ?? zoneIndex[code] }

  /// A place in a province of which no divisions are known, by any six digits that begin as that province's: named like the province, since
  /// nothing further is known; nil for every other code.
  public func elsewhere(_ code: String) -> Region? {
    guard code.utf8.count == 6, code.utf8.allSatisfy(\.isDigit), !knownPrefixes.contains(code.prefix(2)),
      let province = provincesByPrefix[code.prefix(2)]
    else { return nil }
    let level: Region.Level = code.hasSuffix("0000") ? .province : code.hasSuffix("00") ? .city : .county
    return Region(
      code: code, name: province.name, level: level, parent: level == .province ? nil : province.code, province: "")
  }

  /// The retired region with this code; nil when there is none.
  public func retired(_ code: String) -> RetiredRegion? { retiredIndex[code].map { retired[$0] } }

  /// The divisions directly below, in order of their codes, without zones.
  public func children(of code: String) -> [Region] { (below[code] ?? []).map { all[$0] } }

  /// From the province down to the region itself; empty for an unknown code.
  public func path(to code: String) -> [Region] {
    var path: [Region] = []
    var next = self[code]
    while let region = next {
      path.insert(region, at: 0)
      next = region.parent.flatMap { self[$0] }
    }
    return path
  }

  /// City and county together (`杭州市上城区`), because county names are not unique; of a place elsewhere the province; nil for an unknown code.
  public func fullName(of code: String) -> String? {
    let path = path(to: code)
    guard let last = path.last else { return elsewhere(code)?.name }
    switch last.level {
    case .province, .city: return last.name
    case .county: return path.suffix(2).map(\.name).joined()
    case .zone:
      // Most zones carry their city or province in their name already; 五台山风景名胜区 does not.
      let isNamed = path.dropLast().contains { last.name.hasPrefix($0.name.dropLast()) }
      return isNamed ? last.name : path.suffix(2).map(\.name).joined()
    }
  }

  /// Whether an ID number may begin with this code as far as the tables tell: a county in use or retired.
  /// nil where the tables do not cover the province: a profile names its regions in use only.
  public func knows(prefix code: String) -> Bool? {
    guard wholePrefixes.contains(String(code.prefix(2))) else { return nil }
    return index[code] != nil || retiredIndex[code] != nil
  }
}
