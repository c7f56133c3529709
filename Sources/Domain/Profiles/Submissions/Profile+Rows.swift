/// What rows of lists are called, and which files belong to them.
extension Profile {
  /// The list whose rows a slot takes one file of each; nil for any other slot.
  public func list(ofSlot slot: String) -> String? { slotsByID[slot]?.perRow }

  /// Slot → list, of the slots that take one file a row.
  public var rowSlots: [String: String] {
    Dictionary(slots.compactMap { slot in slot.perRow.map { (slot.id, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  /// What a row is called in a sentence: its first answer in words (中级); nil when it has none.
  public func name(ofRow members: [String: JSONValue], in list: String) -> Text? {
    listsByID[list]?.fields.lazy.compactMap { field -> Text? in
      guard let value = members[field.key], value != .null, value != .string("") else { return nil }
      return self.display(value, of: field)
    }.first
  }

  /// A target that names a row by its place, with another place: `qualifications[2].level`, 1 → `qualifications[1].level`.
  public static func target(_ target: String, at place: Int) -> String {
    guard let start = target.firstIndex(where: { $0 == "[" || $0 == "/" }) else { return target }
    let rest = target[target.index(after: start)...].drop { $0.isNumber }
    return target[...start] + String(place) + rest
  }

  /// The list that a target names, `qualifications` of `qualifications[2].level`; of any other target the target itself.
  public static func list(in target: String) -> String { String(target.prefix { $0 != "[" }) }

  /// What a target is called now that its row stands elsewhere, or nowhere.
  ///
  /// - Parameters:
  ///   - row: the number of the row that the target names; nil where it names none.
  ///   - place: where that row is, from 1; nil when it is gone.
  public func label(_ target: String, row: Int?, place: Int?) -> Text? {
    guard row != nil, listsByID[Self.list(in: target)]?.isSingle != true else { return label(target) }
    if let place { return label(Self.target(target, at: place)) }
    guard let label = label(Profile.target(of: target)) else { return nil }
    let former = Profile.number(in: target).map(String.init) ?? ""
    return Text(zh: "\(label.zh)（原第\(former)条，已删去）", en: "\(label.en) (former no. \(former), removed)")
  }
}
