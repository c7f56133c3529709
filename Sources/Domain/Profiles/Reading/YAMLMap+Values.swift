import Yams

/// Typed values of a mapping. Each notes what is wrong and gives a stand-in, so that reading goes on to the end.
extension YAMLMap {
  /// A needed text without a translation, as an id.
  func string(_ key: String) -> String {
    guard let node = node(key) else {
      noteMissing(key)
      return ""
    }
    return string(of: node, key)
  }

  func optionalString(_ key: String) -> String? { node(key).map { string(of: $0, key) } }

  private func string(of node: Node, _ key: String) -> String {
    guard let scalar = node.scalar else {
      note(key, zh: "此处应为文字", en: "a text is expected here")
      return ""
    }
    return scalar.string
  }

  /// A list of texts; one text counts as a list of one. Absent = empty.
  func strings(_ key: String) -> [String] {
    guard let node = node(key) else { return [] }
    if let scalar = node.scalar { return [scalar.string] }
    guard let sequence = node.sequence else {
      note(key, zh: "此处应为列表", en: "a list is expected here")
      return []
    }
    return sequence.compactMap { element in
      if element.scalar == nil { log.note(element.mark, path: path(key), zh: "此处应为文字", en: "a text is expected here") }
      return element.scalar?.string
    }
  }

  /// A needed text for people: Chinese alone, or `{zh, en}`.
  func text(_ key: String) -> Text {
    guard let node = node(key) else {
      noteMissing(key)
      return Text(zh: "", en: "")
    }
    return text(of: node, key)
  }

  func optionalText(_ key: String) -> Text? { node(key).map { text(of: $0, key) } }

  func texts(_ key: String) -> [Text] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else { return [text(of: node, key)] }
    return sequence.map { text(of: $0, key) }
  }

  func text(of node: Node, _ key: String) -> Text {
    if let scalar = node.scalar {
      if scalar.string.isEmpty { log.note(node.mark, path: path(key), zh: "文字为空", en: "the text is empty") }
      return Text(zh: scalar.string, en: scalar.string)
    }
    guard let map = YAMLMap(node, path: path(key), log: log) else { return Text(zh: "", en: "") }
    let chinese = map.string("zh")
    let text = Text(zh: chinese, en: map.optionalString("en") ?? chinese)
    map.finish()
    return text
  }

  func bool(_ key: String, default standard: Bool) -> Bool {
    guard let node = node(key) else { return standard }
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      note(key, zh: "此处应为 true 或 false", en: "true or false is expected here")
      return standard
    }
  }

  func integer(_ key: String, in range: ClosedRange<Int>, default standard: Int? = nil) -> Int {
    guard let node = node(key) else {
      if standard == nil { noteMissing(key) }
      return standard ?? range.lowerBound
    }
    guard let value = node.scalar.flatMap({ Int($0.string) }), range.contains(value) else {
      note(
        key, zh: "此处应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
        en: "a whole number from \(range.lowerBound) to \(range.upperBound) is expected here")
      return standard ?? range.lowerBound
    }
    return value
  }

  func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Int? {
    has(key) ? integer(key, in: range, default: range.lowerBound) : nil
  }

  /// `3..18`, or one number for both ends.
  func range(_ key: String, default standard: ClosedRange<Int>) -> ClosedRange<Int> {
    guard let node = node(key) else { return standard }
    let parts = (node.scalar?.string ?? "").split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
    if parts.count == 1, let only = parts[0] { return only...only }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low <= high else {
      note(key, zh: "此处应为范围，如 0..20", en: "a range such as 0..20 is expected here")
      return standard
    }
    return low...high
  }

  func day(_ key: String) -> Day? {
    guard let node = node(key) else { return nil }
    guard let day = node.scalar.flatMap({ Day(iso: $0.string) }) else {
      note(key, zh: "此处应为日期，如 2026-11-21", en: "a date such as 2026-11-21 is expected here")
      return nil
    }
    return day
  }

  func word<Word: RawRepresentable & CaseIterable>(_ key: String, default standard: Word? = nil) -> Word?
  where Word.RawValue == String {
    guard let node = node(key) else {
      if standard == nil { noteMissing(key) }
      return standard
    }
    if let word = node.scalar.flatMap({ Word(rawValue: $0.string) }) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    note(key, zh: "此处应为其中之一：\(words)", en: "one of these is expected here: \(words)")
    return standard
  }

  /// The mapping under a key; absent = nil without a finding.
  func map(_ key: String) -> YAMLMap? { node(key).flatMap { YAMLMap($0, path: path(key), log: log) } }

  /// The mappings of a list under a key. With `idKey`, paths name an element by its id, else by its place.
  func maps(_ key: String, idKey: String = "id") -> [YAMLMap] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else {
      note(key, zh: "此处应为列表", en: "a list is expected here")
      return []
    }
    return sequence.enumerated().compactMap { index, element in
      let name = element.mapping?[idKey]?.scalar?.string ?? "[\(index + 1)]"
      return YAMLMap(element, path: path(key) + "." + name, log: log)
    }
  }

  /// The elements of a mapping under a key, by their own keys.
  func members(_ key: String) -> [(name: String, node: Node)] {
    guard let map = map(key) else { return [] }
    return map.keys.compactMap { name in map.node(name).map { (name, $0) } }
  }
}
