import Domain

/// JSON (RFC 8259): indented on a terminal, one line elsewhere, except that an array at the top has a line an element.
struct JSONRenderer: Sendable {
  let indented: Bool

  func render(_ document: JSONDocument) -> String {
    if !indented, case .array(let elements) = document, !elements.isEmpty {
      return "[\n" + elements.map { compact($0) }.joined(separator: ",\n") + "\n]"
    }
    return indented ? spacious(document, depth: 0) : compact(document)
  }

  private func compact(_ document: JSONDocument) -> String {
    switch document {
    case .scalar(let value): value.canonicalJSON
    case .array(let elements): "[" + elements.map(compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { key($0) + ":" + compact($0.value) }.joined(separator: ",") + "}"
    }
  }

  private func spacious(_ document: JSONDocument, depth: Int) -> String {
    let inner = String(repeating: "  ", count: depth + 1)
    let outer = String(repeating: "  ", count: depth)
    switch document {
    case .scalar(let value): return value.canonicalJSON
    case .array(let elements):
      guard !elements.isEmpty else { return "[]" }
      return "[\n" + elements.map { inner + spacious($0, depth: depth + 1) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      return "{\n"
        + members.map { inner + key($0) + ": " + spacious($0.value, depth: depth + 1) }.joined(separator: ",\n")
        + "\n\(outer)}"
    }
  }

  private func key(_ member: JSONDocument.Member) -> String { JSONValue.string(member.key).canonicalJSON }
}
