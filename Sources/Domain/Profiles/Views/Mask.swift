extension Mask {
  /// The value with its middle hidden: a number keeps 6 and 4 characters, a phone 3 and 4, a name its surname.
  public func hide(_ text: String) -> String {
    switch self {
    case .number: Mask.keep(6, 4, of: text)
    case .phone: Mask.keep(3, 4, of: text)
    case .name: text.prefix(1) + String(repeating: "*", count: max(1, min(text.count, 20) - 1))
    case .email:
      text.lastIndex(of: "@").map { text.prefix(1) + "***" + text[$0...] } ?? "***"
    case .all: "***"
    }
  }

  /// Too short a text hides altogether: what is left would be most of it.
  private static func keep(_ first: Int, _ last: Int, of text: String) -> String {
    let hidden = text.count - first - last
    guard hidden >= 4 else { return String(repeating: "*", count: min(text.count, 20)) }
    return text.prefix(first) + String(repeating: "*", count: hidden) + text.suffix(last)
  }
}

extension Profile {
  /// The answers with every masked field hidden by its own rule (R25).
  public func masked(_ answers: Answers) -> Answers {
    var masked = answers
    for field in fields {
      guard let mask = field.mask else { continue }
      guard let list = field.list.flatMap({ listsByID[$0] }) else {
        if let text = answers.text(field.id) { masked[field.id] = .string(mask.hide(text)) }
        continue
      }
      let key = String(field.id.dropFirst(list.id.count + 1))
      let rows = masked.list(list.id).map { row -> JSONValue in
        var row = row
        if let text = row[key]?.string { row[key] = .string(mask.hide(text)) }
        return .object(row)
      }
      if !rows.isEmpty { masked[list.id] = .array(rows) }
    }
    return masked
  }
}
