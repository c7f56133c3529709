import Yams

/// A mapping of the file, read key by key. Keys that nobody asked for are findings: a misspelt `requried` must not
/// pass for an optional field.
final class YAMLMap {
  let path: String
  let log: FindingLog
  let mark: Mark?
  private var entries: [String: (key: Node, value: Node)] = [:]
  private var unread: [String] = []

  /// nil, with a finding, when the node is no mapping.
  init?(_ node: Node, path: String, log: FindingLog) {
    guard case .mapping(let mapping) = node else {
      log.note(node.mark, path: path, zh: "此处应为“键: 值”结构", en: "a mapping is expected here")
      return nil
    }
    self.path = path
    self.log = log
    mark = mapping.mark
    for (key, value) in mapping {
      let name = key.scalar?.string ?? "?"
      entries[name] = (key, value)
      unread.append(name)
    }
  }

  /// Whether the key is there.
  func has(_ key: String) -> Bool { entries[key] != nil }

  /// The value of a key, which counts as read from now on. An empty value counts as none.
  func node(_ key: String) -> Node? {
    unread.removeAll { $0 == key }
    guard let node = entries[key]?.value else { return nil }
    if case .scalar(let scalar) = node, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
      return nil
    }
    return node
  }

  /// The path of a key inside this mapping.
  func path(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

  /// The keys in the order of the file.
  var keys: [String] { entries.keys.sorted { (mark($0)?.line ?? 0, $0) < (mark($1)?.line ?? 0, $1) } }

  func mark(_ key: String) -> Mark? { entries[key]?.key.mark }

  func note(_ key: String, zh: String, en: String) {
    log.note(entries[key]?.value.mark ?? entries[key]?.key.mark ?? mark, path: path(key), zh: zh, en: en)
  }

  func noteMissing(_ key: String) {
    log.note(mark, path: path(key), zh: "缺少“\(key)”", en: "“\(key)” is missing")
  }

  /// The `silent` mark (R27), then a finding for every key that was not read.
  func finish() {
    readSilent()
    for key in unread {
      log.note(
        entries[key]?.key.mark, path: path(key), zh: "无法识别的键“\(key)”", en: "unknown key “\(key)”")
    }
    unread = []
  }

  /// `silent: reason` for all of the mapping, or `silent: {key: reason}` for single keys of it.
  private func readSilent() {
    guard let node = node("silent") else { return }
    switch node {
    case .scalar(let scalar):
      let value = entries["required"]?.value.summary ?? entries["id"]?.value.summary ?? ""
      log.silent(
        SilentChoice(path: path, key: nil, value: value, reason: scalar.string, line: node.mark?.line ?? 0))
    case .mapping(let mapping):
      for (key, reason) in mapping {
        guard let name = key.scalar?.string, let words = reason.scalar?.string, let chosen = entries[name] else {
          log.note(
            key.mark, path: path("silent"), zh: "silent 只能标注同一处已写的键，并给出理由",
            en: "silent names a key written beside it, with the reason")
          continue
        }
        log.silent(
          SilentChoice(path: path, key: name, value: chosen.value.summary, reason: words, line: key.mark?.line ?? 0))
      }
    default:
      note("silent", zh: "silent 应为理由，或“键: 理由”", en: "silent is a reason, or key: reason")
    }
  }
}

extension Node {
  /// The value on one line, for lists of choices.
  var summary: String {
    switch self {
    case .scalar(let scalar): scalar.string
    case .sequence(let nodes): "[" + nodes.map(\.summary).joined(separator: ", ") + "]"
    case .mapping(let mapping):
      "{" + mapping.map { "\($0.key.summary): \($0.value.summary)" }.joined(separator: ", ") + "}"
    case .alias: "*"
    }
  }

  /// The tree as JSON; scalars stay texts, so that `01` is never a number.
  var json: JSONValue {
    switch self {
    case .scalar(let scalar): .string(scalar.string)
    case .sequence(let nodes): .array(nodes.map(\.json))
    case .mapping(let mapping):
      .object(Dictionary(mapping.map { ($0.key.summary, $0.value.json) }, uniquingKeysWith: { $1 }))
    case .alias: .null
    }
  }
}
