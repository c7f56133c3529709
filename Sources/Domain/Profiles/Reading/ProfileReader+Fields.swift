import Yams

extension ProfileReader {
  func section(_ map: YAMLMap) -> Section {
    defer { map.finish() }
    let id = map.string("id")
    log.place("section " + id, map.mark, path: map.path)
    if !map.has("items") { map.noteMissing("items") }
    return Section(
      id: id, title: map.text("title"), tips: map.texts("tips"),
      items: map.maps("items", idKey: "field").compactMap { item($0) },
      groups: map.maps("groups").map { group in
        defer { group.finish() }
        return FieldGroup(id: group.string("id"), label: group.text("label"))
      },
      order: map.strings("order"))
  }

  private func item(_ map: YAMLMap) -> Section.Item? {
    if map.has("list") { return .list(list(map)) }
    if map.has("department") {
      defer { map.finish() }
      return .department(map.text("department"))
    }
    return .field(field(map, list: nil))
  }

  private func list(_ map: YAMLMap) -> ListField {
    defer { map.finish() }
    let id = map.string("list")
    log.place(id, map.mark, path: map.path)
    return ListField(
      id: id, label: map.text("label"), help: map.optionalText("help"), addButton: map.optionalText("add"),
      rows: map.range("rows", default: 0...20), visible: map.condition("when"),
      fields: map.maps("fields", idKey: "field").map { field($0, list: id) })
  }

  func field(_ map: YAMLMap, list: String?) -> Field {
    defer { map.finish() }
    let written = map.string("field")
    let id = list.map { $0 + "." + written } ?? written
    log.place(id, map.mark, path: map.path)
    let type = type(map)
    return Field(
      id: id, label: map.text("label"), help: map.optionalText("help"), type: type, list: list,
      origin: origin(map), derivation: derivation(map), visible: map.condition("when"), required: requirement(map),
      missed: map.optionalText("warn_missing"), standard: map.node("default").map { map.value($0) },
      length: map.range("length", default: 1...(type == .text ? 200 : 60)), pattern: pattern(map),
      multiline: map.bool("multiline", default: false),
      notAfterToday: map.bool("not_after_today", default: type == .date),
      expectedPrefixes: map.strings("expected_prefixes"), mask: map.has("mask") ? map.word("mask") : nil,
      export: map.word("export", default: map.has("mask") ? ExportRule.masked : .open) ?? .open,
      column: column(map), index: count.next())
  }

  private func origin(_ map: YAMLMap) -> FieldOrigin { map.word("origin", default: FieldOrigin.entered) ?? .entered }

  private func derivation(_ map: YAMLMap) -> Derivation? {
    guard let inner = map.map("derived") else { return nil }
    defer { inner.finish() }
    return Derivation(
      from: inner.string("from"), part: inner.word("part") ?? .birthDate, condition: inner.condition("when"))
  }

  private func requirement(_ map: YAMLMap) -> Requirement {
    guard let node = map.node("required") else { return .never }
    switch node.scalar?.string {
    case "true": return .always
    case "false": return .never
    case "with_group": return .withGroup
    case _?:
      map.note(
        "required", zh: "此处应为 true、false、with_group 或条件", en: "true, false, with_group or a condition is expected")
      return .never
    case nil: return map.condition("required").map { .when($0) } ?? .never
    }
  }

  private func pattern(_ map: YAMLMap) -> FieldPattern? {
    guard let inner = map.map("pattern") else { return nil }
    defer { inner.finish() }
    let source = inner.string("matches")
    let message = inner.text("message")
    guard let pattern = Pattern(source) else {
      inner.note("matches", zh: "不是有效的正则表达式", en: "no valid regular expression")
      return nil
    }
    return FieldPattern(pattern: pattern, message: message)
  }

  private func column(_ map: YAMLMap) -> StatisticsColumn? {
    guard let node = map.node("column") else { return nil }
    if let name = node.scalar?.string { return StatisticsColumn(name: name, values: nil) }
    guard let inner = map.map("column") else { return nil }
    defer { inner.finish() }
    let values = inner.members("values").map { ($0.name, $0.node.scalar?.string ?? "") }
    return StatisticsColumn(name: inner.string("name"), values: Dictionary(values, uniquingKeysWith: { $1 }))
  }

  private func type(_ map: YAMLMap) -> FieldType {
    switch map.string("type") {
    case "text": return .text
    case "code": return .code(codes(map))
    case "codes":
      let set = codes(map)
      return .codes(set, map.range("choose", default: 1...max(1, set.choices.count)))
    case "date": return .date
    case "boolean": return .boolean
    case "integer": return .integer(map.range("between", default: 0...1_000_000_000))
    case "mobile": return .mobile
    case "phone": return .phone
    case "email": return .email
    case "postcode": return .postcode
    case "region":
      let levels = map.strings("levels")
      return .region(levels.isEmpty ? ["county", "zone"] : levels)
    case "identity_number": return .identityNumber(typeField: map.string("by"))
    case "unit_code": return .unitCode(organisationCodes: map.bool("organisation_codes", default: true))
    case "": return .text
    default:
      let known =
        "text, code, codes, date, boolean, integer, mobile, phone, email, postcode, region, identity_number, unit_code"
      map.note("type", zh: "没有这种类型；可用：\(known)", en: "no such type; there are: \(known)")
      return .text
    }
  }

  /// `codes: education_form`, `codes: {list, only, except, names, aliases}` or `codes: {choices: [{code, name}]}`.
  private func codes(_ map: YAMLMap) -> CodeSet {
    guard let node = map.node("codes") else {
      map.noteMissing("codes")
      return CodeSet(list: nil, choices: [])
    }
    if let id = node.scalar?.string { return CodeSet(list: id, choices: entries(of: id, map).map(\.choice)) }
    guard let inner = map.map("codes") else { return CodeSet(list: nil, choices: []) }
    defer { inner.finish() }
    let aliases = aliases(inner)
    guard inner.has("list") else {
      let choices = inner.maps("choices", idKey: "code").map { choice in
        defer { choice.finish() }
        let code = choice.string("code")
        return CodeSet.Choice(code: code, name: choice.text("name"), aliases: aliases[code] ?? [])
      }
      if choices.isEmpty { inner.note("choices", zh: "没有可选值", en: "there is nothing to choose") }
      return CodeSet(list: nil, choices: choices)
    }
    let id = inner.string("list")
    let all = entries(of: id, inner)
    let only = inner.strings("only")
    let except = inner.strings("except")
    for code in only + except where !all.contains(where: { $0.code == code }) && !all.isEmpty {
      inner.note(only.contains(code) ? "only" : "except", zh: "代码表 \(id) 没有“\(code)”", en: "\(id) has no “\(code)”")
    }
    let names = Dictionary(inner.members("names").map { ($0.name, inner.text(of: $0.node, "names")) }) { $1 }
    let kept = only.isEmpty ? all.filter { !except.contains($0.code) } : all.filter { only.contains($0.code) }
    return CodeSet(
      list: id,
      choices: kept.map {
        CodeSet.Choice(code: $0.code, name: names[$0.code] ?? $0.name, aliases: aliases[$0.code] ?? [])
      })
  }

  private func aliases(_ map: YAMLMap) -> [String: [String]] {
    Dictionary(
      map.members("aliases").map { ($0.name, $0.node.sequence?.compactMap(\.scalar?.string) ?? []) },
      uniquingKeysWith: { $1 })
  }

  private func entries(of id: String, _ map: YAMLMap) -> [CodeEntry] {
    guard let list = standards.codeLists[id] else {
      map.note(map.has("list") ? "list" : "codes", zh: "没有代码表“\(id)”", en: "there is no code list “\(id)”")
      return []
    }
    return list.entries
  }
}

extension CodeEntry {
  fileprivate var choice: CodeSet.Choice { CodeSet.Choice(code: code, name: name, aliases: []) }
}
