/// What is filled in: sections with their fields, slots, rules.
extension Profile {
  func form(of section: Section) -> JSONValue {
    let members: JSONMembers = [
      "id": .string(section.id), "title": section.title.json, "tips": section.tips.json,
      "groups": section.groups.isEmpty
        ? nil
        : .array(
          section.groups.map {
            [
              "id": .string($0.id), "label": $0.label.json,
              "all_or_nothing": .bool(wholeGroups.contains($0.id)),
            ]
          }),
      "order": section.order.isEmpty ? nil : section.order.json,
      "items": .array(section.items.map { form(of: $0) }),
    ]
    return members.json
  }

  private func form(of item: Section.Item) -> JSONValue {
    switch item {
    case .field(let field): return form(of: field)
    case .department(let label): return ["kind": "department", "label": label.json]
    case .list(let list):
      let members: JSONMembers = [
        "kind": "list", "id": .string(list.id), "label": list.label.json, "help": list.help?.json,
        "add": list.addButton?.json, "rows": list.rows.json, "when": list.visible?.json,
        "fields": .array(list.fields.map { form(of: $0) }),
      ]
      return members.json
    }
  }

  private func form(of field: Field) -> JSONValue {
    var members: JSONMembers = [
      "kind": "field", "id": .string(field.id), "label": field.label.json, "help": field.help?.json,
      "type": .string(field.type.name), "origin": .string(field.origin.rawValue), "when": field.visible?.json,
      "required": field.required.json, "default": field.standard,
    ]
    switch field.type {
    case .text:
      members["length"] = field.length.json
      if field.multiline { members["multiline"] = true }
    case .code(let codes):
      members["list"] = codes.list.map { .string($0) }
      members["codes"] = .array(form(of: codes, of: field))
    case .codes(let codes, let count):
      members["list"] = codes.list.map { .string($0) }
      members["codes"] = .array(form(of: codes, of: field))
      members["choose"] = count.json
    case .date: members["not_after_today"] = .bool(field.notAfterToday)
    case .integer(let range): members["between"] = range.json
    case .region(let levels): members["levels"] = levels.json
    case .identityNumber(let typeField): members["by"] = .string(typeField)
    case .unitCode(let organisationCodes): members["organisation_codes"] = .bool(organisationCodes)
    case .boolean, .mobile, .phone, .email, .postcode: break
    }
    if let pattern = field.pattern {
      members["pattern"] = ["matches": .string(pattern.pattern.source), "message": pattern.message.json]
    }
    if !field.expectedPrefixes.isEmpty { members["expected_prefixes"] = field.expectedPrefixes.json }
    if let derivation = field.derivation {
      let derived: JSONMembers = [
        "from": .string(derivation.from), "part": .string(derivation.part.rawValue),
        "when": derivation.condition?.json,
      ]
      members["derived"] = derived.json
    }
    return members.json
  }

  /// Code, name and what the profile's own conditions look up of each value.
  private func form(of codes: CodeSet, of field: Field) -> [JSONValue] {
    let columns = lookedUpColumns[field.id] ?? []
    let list = codes.list.flatMap { standards.codeLists[$0] }
    return codes.choices.map { choice in
      var members: JSONMembers = ["code": .string(choice.code), "name": choice.name.json]
      for column in columns { members[column] = list?[choice.code]?.attributes[column].map { .string($0) } }
      return members.json
    }
  }

  /// Field → columns of its code list that a condition or a rule of this profile looks into.
  private var lookedUpColumns: [String: Set<String>] {
    var conditions: [Condition?] = fields.map(\.visible) + slots.map(\.visible) + slots.map(\.rowCondition)
    conditions += fields.map { if case .when(let condition) = $0.required { condition } else { nil } }
    conditions += rules.map(\.condition) + routing.routes.map(\.condition)
    var pairs: [(field: String, column: String)] = []
    for rule in rules {
      switch rule.kind {
      case .refuse(let condition): conditions.append(condition)
      case .needsRow(let code, let column, _, _): pairs.append((code, column))
      case .order, .age, .allOrNothing, .swapped, .anyFile, .noOverlap: break
      }
    }
    pairs += conditions.compactMap(\.self).flatMap(\.columns)
    return Dictionary(pairs.map { ($0.field, [$0.column]) }) { $0.union($1) }
  }

  // MARK: Files

  func form(of slot: Slot) -> JSONValue {
    let members: JSONMembers = [
      "id": .string(slot.id), "label": slot.label.json, "help": slot.help?.json, "when": slot.visible?.json,
      "required": .bool(slot.required), "per_row": slot.perRow.map { .string($0) },
      "row_when": slot.rowCondition?.json, "count": slot.perRow == nil ? slot.count.json : nil,
      "file": form(of: slot.file),
      "template": slot.template.map {
        ["file": .string($0.file), "label": $0.label.json, "path": .string("templates/" + slot.id)]
      },
      "example": slot.example.map { _ in ["path": .string("examples/" + slot.id)] },
    ]
    return members.json
  }

  /// The ways to photograph a document; a drawing is named by its place, counted from 1.
  var examplesForm: JSONValue {
    .array(
      examples.enumerated().map { index, example in
        let members: JSONMembers = [
          "text": example.text.json, "good": .bool(example.isGood),
          "path": example.drawing.map { _ in .string("examples/\(index + 1)") },
        ]
        return members.json
      })
  }

  private func form(of file: FileRule) -> JSONValue {
    var bytes: [String: JSONValue] = [:]
    if let bound = file.smallest { bytes[bound.isStrict ? "above" : "at_least"] = .integer(bound.bytes) }
    if let bound = file.largest { bytes[bound.isStrict ? "below" : "at_most"] = .integer(bound.bytes) }
    let hasPixels = file.minimumWidth > 0 || file.minimumHeight > 0
    let members: JSONMembers = [
      "kinds": file.kinds.map(\.rawValue).json, "bytes": bytes.isEmpty ? nil : .object(bytes),
      "pixels": hasPixels
        ? [
          "width": .integer(file.minimumWidth), "height": .integer(file.minimumHeight), "exactly": .bool(file.isExact),
        ] : nil,
      "backgrounds": file.backgrounds.isEmpty ? nil : file.backgrounds.map(\.rawValue).json,
    ]
    return members.json
  }

  // MARK: Rules

  func form(of rule: Rule) -> JSONValue {
    var members: JSONMembers = [
      "id": .string(rule.id), "target": .string(rule.target), "severity": .string(rule.severity.rawValue),
      "gate": .bool(rule.isGate), "message": rule.message.json, "when": rule.condition?.json,
      "each": rule.each.map { .string($0) },
    ]
    switch rule.kind {
    case .refuse(let condition): members["refuse"] = condition.json
    case .order(let earlier, let later, let years, let strict):
      members["order"] = [earlier, later].json
      members["years"] = .integer(years)
      members["strict"] = .bool(strict)
    case .age(let field, let range): members["age"] = ["field": .string(field), "between": range.json]
    case .allOrNothing(let group): members["all_or_nothing"] = .string(group)
    case .needsRow(let code, let column, let list, let field):
      members["needs_row"] = [
        "code": .string(code), "column": .string(column), "list": .string(list), "field": .string(field),
      ]
    case .swapped(let first, let second): members["swapped"] = [first, second].json
    case .anyFile(let slots): members["any_file"] = slots.json
    case .noOverlap(let list, let from, let to):
      members["no_overlap"] = ["list": .string(list), "from": .string(from), "to": .string(to)]
    }
    return members.json
  }
}

extension Requirement {
  /// `true`, `false`, `"with_group"` or a condition, as in YAML.
  fileprivate var json: JSONValue {
    switch self {
    case .never: false
    case .always: true
    case .when(let condition): condition.json
    case .withGroup: "with_group"
    }
  }
}
