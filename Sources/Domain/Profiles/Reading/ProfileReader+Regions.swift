import Yams

extension ProfileReader {
  /// `regions`: the divisions and zones that the program's own table lacks, code → name or `{name, level, parent}`.
  ///
  /// Level and parent follow from the code as GB/T 2260 builds it: 420000 province, 420100 city, 420102 county of that city. Of a
  /// county whose city has no row, as 429004, the parent is the province.
  func regions(_ map: YAMLMap, of province: String, below root: String) -> [Region] {
    guard let inner = map.map("regions") else { return [] }
    defer { inner.finish() }
    let codes = Set(inner.keys)
    let regions = inner.keys.compactMap { code in
      region(code, inner, province, root) { codes.contains($0) || standards.regions[$0] != nil }
    }
    let known = standards.regions.adding(regions)
    for region in regions where region.level != .province {
      if let above = region.parent.flatMap({ known[$0] }), above.level.rank < region.level.rank { continue }
      inner.note(
        region.code, zh: "“\(region.parent ?? "")”不是 \(region.code) 的上级区划",
        en: "“\(region.parent ?? "")” is no region above \(region.code)")
    }
    return regions
  }

  private func region(
    _ code: String, _ map: YAMLMap, _ province: String, _ root: String, isKnown: (String) -> Bool
  ) -> Region? {
    guard let node = map.node(code) else {
      map.note(code, zh: "缺少区划名称", en: "the region's name is missing")
      return nil
    }
    guard code.utf8.count == 6, code.utf8.allSatisfy(\.isDigit), code.prefix(2) == root.prefix(2) else {
      map.note(
        code, zh: "应为以 \(root.prefix(2)) 开头的六位区划代码",
        en: "a code of six digits that begins with \(root.prefix(2)) is expected")
      return nil
    }
    var level: Region.Level = code.hasSuffix("0000") ? .province : code.hasSuffix("00") ? .city : .county
    let city = String(code.prefix(4)) + "00"
    var parent: String? = level == .province ? nil : level != .city && isKnown(city) ? city : root
    var name = node.scalar?.string ?? ""
    if node.scalar == nil, let inner = map.map(code) {
      defer { inner.finish() }
      name = inner.string("name")
      level = inner.word("level", default: level) ?? level
      parent = inner.optionalString("parent") ?? parent
    }
    if name.isEmpty || name.count > 50 {
      map.note(code, zh: "区划名称应为 1 至 50 字", en: "a name of 1 to 50 characters is expected")
    }
    return Region(code: code, name: name, level: level, parent: parent, province: province)
  }
}

extension Region.Level {
  /// Province before city before county and zone.
  fileprivate var rank: Int {
    switch self {
    case .province: 0
    case .city: 1
    case .county, .zone: 2
    }
  }
}
