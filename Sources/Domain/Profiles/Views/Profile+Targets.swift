/// Everything on the form that can be named, and what it is called there.
extension Profile {
  /// What a return reason may point at: fields, lists, groups and slots, in the order of the form.
  public var targets: [String] {
    positions.sorted { $0.value < $1.value }.map(\.key)
  }

  /// The label of a field, list, group or slot, as the form has it; a row's or file's number is said too
  /// (`qualifications[2].level` → 最高专业技术资格级别（第2条）). nil when the form has no such thing.
  public func label(_ target: String) -> Text? {
    let id = Profile.target(of: target)
    guard let label = plainLabel(id) else { return nil }
    guard let number = Profile.number(in: target) else { return label }
    return Text(zh: "\(label.zh)（第\(number)条）", en: "\(label.en) (no. \(number))")
  }

  private func plainLabel(_ id: String) -> Text? {
    if let field = fieldsByID[id] { return field.label }
    if let list = listsByID[id] { return list.label }
    if let slot = slotsByID[id] { return slot.label }
    return sections.lazy.flatMap(\.groups).first { $0.id == id }?.label
  }

  /// The row or file number that a problem's field names: `qualifications[2].level` → 2.
  static func number(in field: String) -> Int? {
    guard let start = field.firstIndex(where: { $0 == "[" || $0 == "/" }) else { return nil }
    return Int(field[field.index(after: start)...].prefix { $0.isNumber })
  }

  /// Fields that are hidden from whoever may not see them whole (R25).
  public var maskedFields: [String] { fields.filter { $0.mask != nil }.map(\.id) }

  /// Where a problem's field stands on the form; what is not on it comes last.
  func position(_ field: String) -> Int {
    if field == "commitment" { return Int.max - 1 }
    return positions[Profile.target(of: field)] ?? Int.max - 2
  }
}
