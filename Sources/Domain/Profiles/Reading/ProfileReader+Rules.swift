import Yams

extension ProfileReader {
  func rule(_ map: YAMLMap) -> Rule? {
    defer { map.finish() }
    let id = map.string("id")
    log.place("rule " + id, map.mark, path: map.path)
    guard let kind = kind(map) else { return nil }
    // Who had two posts at once has not made a mistake: whoever wants to refuse that says so.
    let usual = if case .noOverlap = kind { Severity.warning } else { Severity.error }
    return Rule(
      id: id, kind: kind, target: map.string("target"), severity: map.word("severity", default: usual) ?? usual,
      message: map.text("message"), condition: map.condition("when"), each: map.optionalString("each"),
      isGate: map.bool("gate", default: false))
  }

  private func kind(_ map: YAMLMap) -> Rule.Kind? {
    if map.has("refuse") { return map.condition("refuse").map { .refuse($0) } }
    if map.has("order") { return order(map) }
    if let inner = map.map("age") {
      defer { inner.finish() }
      return .age(field: inner.string("field"), inner.range("between", default: 0...150))
    }
    if let group = map.optionalString("all_or_nothing") { return .allOrNothing(group: group) }
    if let inner = map.map("needs_row") {
      defer { inner.finish() }
      return .needsRow(
        code: inner.string("code"), column: inner.string("column"), list: inner.string("list"),
        field: inner.string("field"))
    }
    if map.has("swapped") {
      let fields = map.strings("swapped")
      if fields.count == 2 { return .swapped(fields[0], fields[1]) }
      map.note("swapped", zh: "应为两个栏目", en: "two fields are expected")
      return nil
    }
    if map.has("any_file") { return .anyFile(map.strings("any_file")) }
    if let inner = map.map("no_overlap") {
      defer { inner.finish() }
      return .noOverlap(list: inner.string("list"), from: inner.string("from"), to: inner.string("to"))
    }
    log.note(
      map.mark, path: map.path,
      zh: "缺少规则类型：refuse、order、age、all_or_nothing、needs_row、swapped、any_file 或 no_overlap",
      en: "a kind is missing: refuse, order, age, all_or_nothing, needs_row, swapped, any_file or no_overlap")
    return nil
  }

  private func order(_ map: YAMLMap) -> Rule.Kind? {
    let fields = map.strings("order")
    guard fields.count == 2 else {
      map.note("order", zh: "应为两个日期栏目，先早后晚", en: "two date fields are expected, the earlier first")
      return nil
    }
    return .order(
      earlier: fields[0], later: fields[1], years: map.integer("years", in: 0...120, default: 0),
      strict: map.bool("strict", default: false))
  }
}
