/// A filled form as people read it: one section.
public struct SectionView: Hashable, Sendable {
  /// The section's id; `other` for answers that the form does not have.
  public let id: String
  /// Its heading.
  public let title: Text
  /// Its lines in the order of the screen.
  public let entries: [Entry]

  /// One line.
  public struct Entry: Hashable, Sendable {
    /// The field as problems name it, as `qualifications[2].level`; `department` for the bureau.
    public let target: String
    /// What stands before the value.
    public let label: Text
    /// The value in words: code names, 市 and 区 of a region; nil = not answered.
    public let display: Text?
    /// The value as stored; nil = not answered.
    public let value: JSONValue?
    /// How it is hidden from whoever may not see it whole; nil = not at all.
    public let mask: Mask?
  }
}

extension Profile {
  /// The filled form, section by section in the order of a channel, every field that these answers make visible, and
  /// whatever else was answered. Values may be masked already. `department` stands where the form shows the bureau; nil =
  /// as the routing rules give it.
  public func sections(for answers: Answers, department: Department? = nil, channel: String? = nil) -> [SectionView] {
    let validator = FormValidator(profile: self, raw: answers, mode: .draft, today: .latest)
    let bureau = department ?? validator.route()
    var views = ordered(by: self.channel(channel)).map { section in
      SectionView(
        id: section.id, title: section.title, entries: entries(of: section, answers, validator, department: bureau))
    }
    let others = answers.values.keys.sorted().filter { fieldsByID[$0] == nil && listsByID[$0] == nil }
    if !others.isEmpty {
      views.append(
        SectionView(
          id: "other", title: Text(zh: "其他", en: "Other"),
          entries: others.map { id in
            let words = answers[id].map { $0.string ?? $0.canonicalJSON }
            return SectionView.Entry(
              target: id, label: Text(zh: id, en: id), display: words.map { Text(zh: $0, en: $0) }, value: answers[id],
              mask: nil)
          }))
    }
    return views.filter { !$0.entries.isEmpty }
  }

  /// The sections in the order in which a channel walks them.
  func ordered(by channel: Channel?) -> [Section] {
    guard let channel else { return sections }
    let ids = channel.steps.flatMap(\.parts).compactMap { part in if case .section(let id) = part { id } else { nil } }
    return ids.compactMap { id in sections.first { $0.id == id } }
  }

  private func entries(
    of section: Section, _ answers: Answers, _ validator: FormValidator, department: Department?
  ) -> [SectionView.Entry] {
    var entries: [SectionView.Entry] = []
    for item in section.items {
      switch item {
      case .field(let field): entries += entry(field, answers[field.id], row: nil, validator).map { [$0] } ?? []
      case .list(let list):
        for (row, members) in answers.list(list.id).enumerated() {
          for field in list.fields {
            let value = members[field.key]
            entries += entry(field, value == .null ? nil : value, row: row, validator).map { [$0] } ?? []
          }
        }
      case .department(let label):
        let words = department.map { Text(zh: $0.name, en: $0.name) }
        entries.append(
          SectionView.Entry(
            target: "department", label: label, display: words, value: department.map { .string($0.code) }, mask: nil))
      }
    }
    guard !section.order.isEmpty else { return entries }
    let rank = Dictionary(section.order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return entries.enumerated().sorted { left, right in
      let leftRow = Profile.number(in: left.element.target) ?? 1
      let rightRow = Profile.number(in: right.element.target) ?? 1
      let leftRank = rank[Profile.target(of: left.element.target)] ?? left.offset
      let rightRank = rank[Profile.target(of: right.element.target)] ?? right.offset
      return (leftRow, leftRank, left.offset) < (rightRow, rightRank, right.offset)
    }.map(\.element)
  }

  private func entry(_ field: Field, _ value: JSONValue?, row: Int?, _ validator: FormValidator) -> SectionView.Entry? {
    let isBlank = value == nil || value == .string("")
    // What was answered is always shown, even where the form would not ask for it.
    if isBlank, validator.isPresent(field, row: row) != true { return nil }
    return SectionView.Entry(
      target: validator.name(field.id, row: row), label: numbered(field.label, row, of: field),
      display: isBlank ? nil : value.map { display($0, of: field) }, value: isBlank ? nil : value, mask: field.mask)
  }

  /// Rows are numbered only where there can be several.
  private func numbered(_ label: Text, _ row: Int?, of field: Field) -> Text {
    guard let row, let list = field.list.flatMap({ listsByID[$0] }), !list.isSingle else { return label }
    return Text(zh: "\(label.zh)（第\(row + 1)条）", en: "\(label.en) (no. \(row + 1))")
  }

  /// A value in words. What is no value of the field (masked, or wrong) is given as it stands.
  public func display(_ value: JSONValue, of field: Field) -> Text {
    switch (field.type, value) {
    case (.boolean, .bool(let flag)): return flag ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no")
    case (.code(let codes), .string(let code)):
      if let choice = codes.choice(code) { return choice.name }
      if let name = codes.list.flatMap({ standards.name(of: code, in: $0) }) { return name }
    case (.codes(let codes, _), .array(let values)):
      let names = values.map { value in
        let code = value.string ?? value.canonicalJSON
        return codes.choice(code)?.name ?? Text(zh: code, en: code)
      }
      return Text(zh: names.map(\.zh).joined(separator: "、"), en: names.map(\.en).joined(separator: ", "))
    case (.region, .string(let code)):
      if let name = standards.regions.fullName(of: code) { return Text(zh: name, en: name) }
    default: break
    }
    let words = value.string ?? value.canonicalJSON
    return Text(zh: words, en: words)
  }
}
