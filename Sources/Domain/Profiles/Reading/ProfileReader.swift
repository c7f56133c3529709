import Yams

/// Turns a YAML tree into a profile, noting everything that is wrong on the way.
struct ProfileReader {
  let log: FindingLog
  let standards: Standards
  /// Of the fields read so far.
  let count = Count()

  /// Counts from 0.
  final class Count {
    private var passed = 0

    func next() -> Int {
      defer { passed += 1 }
      return passed
    }
  }

  /// The profile of a file's text. `file` is only a name, for findings.
  static func read(_ yaml: String, file: String, by standards: Standards) throws(ProfileFailure) -> Profile {
    let log = FindingLog(file: file)
    let node = try root(of: yaml, log: log)
    guard let map = YAMLMap(node, path: "", log: log) else { throw ProfileFailure(findings: log.findings) }
    let profile = ProfileReader(log: log, standards: standards).profile(
      map, tree: node.json, edition: yaml.hashValue)
    if log.findings.isEmpty { ProfileChecks(profile: profile, log: log).run() }
    guard log.findings.isEmpty else {
      throw ProfileFailure(findings: log.findings.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    return profile
  }

  /// Larger files are no profiles. Aliases (`*name`) can make a small one explode, so its values are counted too.
  private static let largest = 1 << 20

  private static func root(of yaml: String, log: FindingLog) throws(ProfileFailure) -> Node {
    if yaml.utf8.count > largest {
      log.note(nil, path: "", zh: "文件超过 1 MB", en: "the file is larger than 1 MB")
      throw ProfileFailure(findings: log.findings)
    }
    do {
      let parser = try Parser(yaml: yaml)
      guard let node = try parser.singleRoot() else {
        log.note(nil, path: "", zh: "文件为空", en: "the file is empty")
        throw ProfileFailure(findings: log.findings)
      }
      var counted = 0
      if exceeds(100_000, node, counted: &counted) {
        log.note(nil, path: "", zh: "内容过多", en: "there is too much in it")
        throw ProfileFailure(findings: log.findings)
      }
      return node
    } catch let failure as ProfileFailure {
      throw failure
    } catch let error as YamlError {
      note(error, log: log)
    } catch {
      log.note(nil, path: "", zh: "无法读取：\(error)", en: "cannot be read: \(error)")
    }
    throw ProfileFailure(findings: log.findings)
  }

  /// Counts values up to a bound, following aliases as a reader would.
  private static func exceeds(_ bound: Int, _ node: Node, counted: inout Int) -> Bool {
    counted += 1
    if counted > bound { return true }
    switch node {
    case .scalar, .alias: return false
    case .sequence(let nodes): return nodes.contains { exceeds(bound, $0, counted: &counted) }
    case .mapping(let mapping): return mapping.contains { exceeds(bound, $0.value, counted: &counted) }
    }
  }

  private static func note(_ error: YamlError, log: FindingLog) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      log.note(mark, path: "", zh: "YAML 语法错误：\(problem)", en: "YAML syntax: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.joined(separator: ", ")
      log.note(context.mark, path: "", zh: "键重复：\(keys)", en: "keys written twice: \(keys)")
    default:
      log.note(nil, path: "", zh: "YAML 无法读取", en: "the YAML cannot be read")
    }
  }

  private func profile(_ map: YAMLMap, tree: JSONValue, edition: Int) -> Profile {
    let valid = map.map("valid")
    if valid == nil { map.noteMissing("valid") }
    let from = valid?.day("from")
    if let valid, from == nil, !valid.has("from") { valid.noteMissing("from") }
    let to = valid?.day("to")
    valid?.finish()
    let files = fileRules(map)
    let sections = map.maps("sections").map { section($0) }
    let slots = map.maps("slots").map { slot($0, files: files) }
    for name in ["sections", "slots", "channels"] where !map.has(name) { map.noteMissing(name) }
    let fields = sections.flatMap(\.fields)
    let groups = Profile.groups(of: sections)
    let items = sections.flatMap(\.items)
    let lists = items.compactMap { item in
      if case .list(let list) = item { list } else { nil }
    }
    let head = (
      province: map.string("province"), version: map.string("version"), name: map.text("name"),
      authority: map.text("authority"), region: map.string("region"), letters: map.string("letters"),
      sources: map.strings("sources")
    )
    for name in ["province", "version", "region", "letters", "valid"] {
      log.place(name, map.mark(name), path: name)
    }
    let identity = identity(map)
    let channels = map.maps("channels").map { channel($0) }
    let notices = map.maps("notices").map { notice($0) }
    let commitments = map.maps("commitments").map { commitment($0) }
    let examples = map.maps("examples").map { example($0) }
    let rules = map.maps("rules").compactMap { rule($0) }
    let eligibility = map.texts("eligibility")
    let lookup = map.map("unit_lookup").map { unitLookup($0) }
    let routing = routing(map)
    let settings = settings(map)
    let regions = regions(map, of: head.province, below: head.region)
    map.finish()
    return Profile(
      province: head.province, version: head.version, name: head.name, authority: head.authority, region: head.region,
      letters: head.letters, validFrom: from ?? .earliest, validTo: to, sources: head.sources, identity: identity,
      channels: channels, notices: notices, commitments: commitments, sections: sections, slots: slots,
      examples: examples, rules: rules, eligibility: eligibility, unitLookup: lookup, routing: routing,
      settings: settings, silentChoices: log.silentChoices.sorted { $0.line < $1.line },
      standards: standards.adding(regions: regions), regions: regions, edition: edition, tree: tree,
      items: items,
      fields: fields,
      fieldsByID: Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      listsByID: Dictionary(lists.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      slotsByID: Dictionary(slots.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      groups: groups, members: Profile.members(of: groups, fields),
      wholeGroups: Set(
        rules.compactMap { rule in if case .allOrNothing(let group) = rule.kind { group } else { nil } }),
      positions: Profile.positions(sections: sections, slots: slots))
  }
}

extension Profile {
  fileprivate static func groups(of sections: [Section]) -> [FieldGroup?] {
    sections.flatMap { section in
      section.fields.map { field in section.groups.first { field.id.hasPrefix($0.id + ".") } }
    }
  }

  fileprivate static func members(of groups: [FieldGroup?], _ fields: [Field]) -> [String: [Field]] {
    Dictionary(grouping: fields.filter { groups[$0.index] != nil }) { groups[$0.index]?.id ?? "" }
  }

  /// The order of problems: as the form runs, then slots, then the commitment.
  fileprivate static func positions(sections: [Section], slots: [Slot]) -> [String: Int] {
    var positions: [String: Int] = [:]
    func add(_ id: String) { if positions[id] == nil { positions[id] = positions.count } }
    for section in sections {
      let listIDs = section.items.compactMap { item in if case .list(let list) = item { list.id } else { nil } }
      var ids: [String] = []
      for item in section.items {
        switch item {
        case .field(let field): ids.append(field.id)
        case .list(let list): ids += [list.id] + list.fields.map(\.id)
        case .department: break
        }
      }
      let rank = Dictionary(section.order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      if !rank.isEmpty {
        let ranked = ids.enumerated().sorted { left, right in
          let leftRank = listIDs.contains(left.element) ? -1 : rank[left.element] ?? left.offset
          let rightRank = listIDs.contains(right.element) ? -1 : rank[right.element] ?? right.offset
          return (leftRank, left.offset) < (rightRank, right.offset)
        }
        ids = ranked.map(\.element)
      }
      for id in ids {
        for group in section.groups where id.hasPrefix(group.id + ".") { add(group.id) }
        add(id)
      }
    }
    for slot in slots { add(slot.id) }
    return positions
  }
}
