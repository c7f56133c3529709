import Domain

extension WordDocument {
  /// The document of a slot's template: in Chinese, because the unit that seals it works in Chinese.
  init(_ template: Slot.Template, of profile: Profile) {
    self.init(title: template.title.zh)
    for paragraph in template.opening { add(paragraph: paragraph.zh) }
    add(table: template.fields.compactMap { profile.field($0) }.map { ($0.label.zh, Self.place(for: $0)) })
    for paragraph in template.statement { add(paragraph: paragraph.zh) }
    add(signature: template.signature.map(\.zh))
    if let note = template.note { add(note: note.zh) }
  }

  /// Boxes to tick where there are few choices, the signs of a date, otherwise nothing.
  private static func place(for field: Field) -> String {
    switch field.type {
    case .code(let codes) where codes.choices.count <= 4, .codes(let codes, _) where codes.choices.count <= 4:
      boxes(codes.choices.map(\.name.zh))
    case .boolean: boxes(["是", "否"])
    case .date: "　　　　年　　月　　日"
    default: ""
    }
  }

  private static func boxes(_ names: [String]) -> String { names.map { "□ " + $0 }.joined(separator: "　　") }
}
