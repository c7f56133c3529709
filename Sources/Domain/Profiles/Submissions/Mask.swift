extension Mask {
  /// The value with its middle hidden, as `Masking` does it for its kind; an address hides altogether.
  public func hide(_ text: String) -> String {
    switch self {
    case .number, .phone: Masking.number(text)
    case .day: Masking.day(text)
    case .name: Masking.name(text)
    case .email: Masking.email(text)
    case .all: "***"
    }
  }
}

extension Mask {
  /// Whether it hides a number, an address or a day by which a person can be reached or impersonated. Those stay hidden on staff's screens, too;
  /// name and home do not, because the reviewer compares both with the certificates.
  public var identifies: Bool {
    switch self {
    case .number, .phone, .email, .day: true
    case .name, .all: false
    }
  }
}

extension Field {
  /// What a masked export has still to hide of what staff's screens show; nil where nothing.
  public var hiddenByExport: Mask? { export == .masked ? mask.flatMap { $0.identifies ? nil : $0 } : nil }
}

extension Profile {
  /// Whether a problem reckons with what masks hide on staff's screens: whoever sees that somebody began work before 16, and on which day,
  /// knows when the birthday cannot be.
  public func tellsOfMasked(_ problem: Problem) -> Bool {
    let rule = rules.first { $0.id == problem.code }
    return ([problem.field] + (rule?.fields ?? [])).contains { field($0)?.mask?.identifies == true }
  }

  /// The answers with every masked field hidden by its own rule (R25).
  public func masked(_ answers: Answers) -> Answers {
    var masked = answers
    for field in fields {
      guard let mask = field.mask else { continue }
      guard let list = field.list.flatMap({ listsByID[$0] }) else {
        if let text = answers.text(field.id) { masked[field.id] = .string(mask.hide(text)) }
        continue
      }
      let rows = masked.list(list.id).map { row -> JSONValue in
        var row = row
        if let text = row[field.key]?.string { row[field.key] = .string(mask.hide(text)) }
        return .object(row)
      }
      if !rows.isEmpty { masked[list.id] = .array(rows) }
    }
    return masked
  }
}
