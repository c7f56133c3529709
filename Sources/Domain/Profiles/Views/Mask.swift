extension Mask {
  /// The value with its middle hidden, as `Masking` does it for its kind; an address hides altogether.
  public func hide(_ text: String) -> String {
    switch self {
    case .number: Masking.idNumber(text)
    case .phone: Masking.phone(text)
    case .name: Masking.name(text)
    case .email: Masking.email(text)
    case .all: "***"
    }
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
