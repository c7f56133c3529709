import Yams

extension YAMLMap {
  /// The condition under a key; nil when there is none.
  func condition(_ key: String) -> Condition? {
    node(key).flatMap { YAMLMap.condition($0, path: path(key), log: log) }
  }

  static func condition(_ node: Node, path: String, log: FindingLog) -> Condition? {
    if let sequence = node.sequence {
      return .all(sequence.compactMap { condition($0, path: path, log: log) })
    }
    guard let map = YAMLMap(node, path: path, log: log) else { return nil }
    defer { map.finish() }
    if let node = map.node("all") { return parts(node, path: map.path("all"), log: log).map { .all($0) } }
    if let node = map.node("any") { return parts(node, path: map.path("any"), log: log).map { .any($0) } }
    if let node = map.node("not"), !map.has("field") {
      return condition(node, path: map.path("not"), log: log).map { .not($0) }
    }
    guard map.has("field") else {
      log.note(
        node.mark, path: path, zh: "条件应以 field、all、any 或 not 开头", en: "a condition has field, all, any or not")
      return nil
    }
    return map.test(of: map.string("field"))
  }

  private static func parts(_ node: Node, path: String, log: FindingLog) -> [Condition]? {
    guard let sequence = node.sequence else {
      log.note(node.mark, path: path, zh: "此处应为条件列表", en: "a list of conditions is expected here")
      return nil
    }
    return sequence.compactMap { condition($0, path: path, log: log) }
  }

  private func test(of field: String) -> Condition? {
    if let node = node("is") { return .field(field, .oneOf([value(node)])) }
    if let node = node("in") { return .field(field, .oneOf(values(node))) }
    // The opposite holds on a field that was rightly left out; one still missing where it is needed decides nothing.
    if let node = node("not_in") { return .not(.field(field, .oneOf(values(node)))) }
    if let node = node("not") { return .not(.field(field, .oneOf(values(node)))) }
    if has("above") { return .field(field, .above(integer("above", in: -1...1_000_000))) }
    if has("before") { return day("before").map { .field(field, .before($0)) } }
    if has("after") { return day("after").map { .field(field, .after($0)) } }
    if has("starts_with") { return .field(field, .startsWith(strings("starts_with"))) }
    if let other = optionalString("same_as") { return .field(field, .sameAs(other, column: optionalString("column"))) }
    if let column = optionalString("column") { return .field(field, .column(column, strings("values"))) }
    if has("present") {
      return bool("present", default: true) ? .field(field, .present) : .not(.field(field, .present))
    }
    if let source = optionalString("matches") {
      if let pattern = Pattern(source) { return .field(field, .matches(pattern)) }
      note("matches", zh: "不是有效的正则表达式", en: "no valid regular expression")
      return nil
    }
    log.note(
      mark, path: path, zh: "缺少判断：is、in、not、above、before、after、present、starts_with、matches、same_as 或 column",
      en: "a test is missing: is, in, not, above, before, after, present, starts_with, matches, same_as or column")
    return nil
  }

  private func values(_ node: Node) -> [JSONValue] {
    guard let sequence = node.sequence else { return [value(node)] }
    return sequence.map { value($0) }
  }

  /// `true` and `false` without quotes are truth values, everything else is text: codes keep their zeros.
  func value(_ node: Node) -> JSONValue {
    guard let scalar = node.scalar else {
      log.note(node.mark, path: path, zh: "此处应为单个值", en: "a single value is expected here")
      return .null
    }
    if scalar.style == .plain, scalar.string == "true" || scalar.string == "false" {
      return .bool(scalar.string == "true")
    }
    return .string(scalar.string)
  }
}
