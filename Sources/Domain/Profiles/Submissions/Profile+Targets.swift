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

  /// A field's label; where the form has it twice, with its group: 电子认证号（非全日制学历信息）.
  public func distinctLabel(of field: Field) -> Text {
    guard field.list == nil, let group = groups[field.index],
      fields.contains(where: { $0.list == nil && $0.id != field.id && $0.label.zh == field.label.zh })
    else { return field.label }
    return Text(zh: "\(field.label.zh)（\(group.label.zh)）", en: "\(field.label.en) (\(group.label.en))")
  }

  private func plainLabel(_ id: String) -> Text? {
    if let field = fieldsByID[id] { return distinctLabel(of: field) }
    if let list = listsByID[id] { return list.label }
    if let slot = slotsByID[id] { return slot.label }
    return sections.lazy.flatMap(\.groups).first { $0.id == id }?.label
  }

  /// The row or file number that a problem's field names: `qualifications[2].level` → 2.
  public static func number(in field: String) -> Int? {
    guard let start = field.firstIndex(where: { $0 == "[" || $0 == "/" }) else { return nil }
    return Int(field[field.index(after: start)...].prefix { $0.isNumber })
  }

  /// Where a problem's field stands: as the form runs, a list row by row; what is not on the form comes last.
  func rank(_ field: String) -> Rank {
    if field == "commitment" { return Rank(place: Int.max, row: 0, field: 0) }
    let target = Profile.target(of: field)
    let own = positions[target] ?? Int.max - 1
    let row = Profile.number(in: field) ?? 0
    guard let list = fieldsByID[target]?.list.flatMap({ listsByID[$0] }), !list.isSingle else {
      return Rank(place: own, row: row, field: 0)
    }
    return Rank(place: positions[list.id] ?? own, row: row, field: own)
  }

  /// A place on the form that can be compared.
  struct Rank: Comparable {
    let place: Int
    let row: Int
    let field: Int

    static func < (left: Rank, right: Rank) -> Bool {
      (left.place, left.row, left.field) < (right.place, right.row, right.field)
    }
  }
}
