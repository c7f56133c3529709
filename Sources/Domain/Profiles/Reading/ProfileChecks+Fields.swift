extension ProfileChecks {
  func check(_ field: Field) {
    check(field.visible, at: field.id, list: field.list)
    if case .when(let condition) = field.required { check(condition, at: field.id, list: field.list) }
    if field.required == .withGroup, group(of: field.id) == nil {
      log.note(at: field.id, zh: "with_group 需要所在栏的 groups 中有对应分组", en: "with_group needs a group of its section")
    }
    if field.list != nil, field.key == Answers.rowMember {
      log.note(at: field.id, zh: "row 是各条自己的编号，不能作栏目", en: "row is the rows' own number and cannot be a field")
    }
    if let derivation = field.derivation { check(derivation, of: field) }
    if case .identityNumber(let typeField) = field.type { checkTypeField(typeField, of: field) }
    if case .region(let levels) = field.type {
      for level in levels where Region.Level(rawValue: level) == nil {
        log.note(at: field.id, zh: "没有区划级别“\(level)”", en: "no region level “\(level)”")
      }
    }
    if field.mask == nil, isPersonal(field.type) {
      log.note(at: field.id, zh: "含个人信息，须写明 mask", en: "it is personal: say how it is masked (mask)")
    }
    if let value = field.standard, !accepts(field, value) {
      log.note(at: field.id, zh: "默认值不是本栏允许的值", en: "the default is no value of this field")
    }
    if case .codes(let codes, let count) = field.type {
      if count.lowerBound < 1 || count.upperBound > codes.choices.count {
        log.note(
          at: field.id, zh: "choose 应在 1 至 \(codes.choices.count) 之间",
          en: "choose lies between 1 and \(codes.choices.count)")
      }
      if field.column != nil || field.list != nil {
        log.note(
          at: field.id, zh: "多选栏目不能填统计列，也不能在列表中", en: "a field of several codes fills no column and stands in no list")
      }
    }
    if let column = field.column, !StatisticsColumn.names.contains(column.name) {
      let known = StatisticsColumn.names.joined(separator: ", ")
      log.note(
        at: field.id, zh: "没有统计列“\(column.name)”；可用：\(known)", en: "no column “\(column.name)”; there are: \(known)")
    }
  }

  private func isPersonal(_ type: FieldType) -> Bool {
    switch type {
    case .identityNumber, .mobile, .phone, .email: true
    default: false
    }
  }

  private func group(of id: String) -> FieldGroup? {
    profile.sections.flatMap(\.groups).first { id.hasPrefix($0.id + ".") }
  }

  private func check(_ derivation: Derivation, of field: Field) {
    if case .identityNumber? = profile.field(derivation.from)?.type {
    } else {
      log.note(at: field.id, zh: "derived.from 应为证件号码栏目", en: "derived.from must be an identity number")
    }
    check(derivation.condition, at: field.id, list: field.list)
  }

  private func checkTypeField(_ id: String, of field: Field) {
    guard let type = profile.field(id), case .code(let codes) = type.type, codes.list == "id_type" else {
      log.note(at: field.id, zh: "by 应为证件类型栏目（代码表 id_type）", en: "by must be a field with the list id_type")
      return
    }
  }

  /// Conditions name fields that exist and values that those fields can have.
  func check(_ condition: Condition?, at place: String, list: String?) {
    switch condition {
    case nil: break
    case .all(let parts)?, .any(let parts)?: for part in parts { check(part, at: place, list: list) }
    case .not(let part)?: check(part, at: place, list: list)
    case .field(let id, let test)?:
      if profile.list(id) != nil {
        if test != .present {
          log.note(at: place, zh: "列表 \(id) 只能判断 present", en: "a list (\(id)) can only be present")
        }
        return
      }
      guard let field = profile.field(id) else {
        log.note(at: place, zh: "条件中的栏目 \(id) 不存在", en: "the condition names \(id), which does not exist")
        return
      }
      check(test, of: field, at: place)
    }
  }

  private func check(_ test: Condition.Test, of field: Field, at place: String) {
    switch test {
    case .oneOf(let values):
      for value in values where !accepts(field, value) {
        let written = value.string ?? value.canonicalJSON
        log.note(at: place, zh: "栏目 \(field.id) 不会是“\(written)”", en: "\(field.id) can never be “\(written)”")
      }
    case .before, .after:
      if field.type != .date { log.note(at: place, zh: "栏目 \(field.id) 不是日期", en: "\(field.id) is no date") }
    case .sameAs(let other, let column):
      guard let known = profile.field(other) else {
        log.note(at: place, zh: "条件中的栏目 \(other) 不存在", en: "the condition names \(other), which does not exist")
        return
      }
      if let column { checkColumn(column, of: known, at: place) }
    case .column(let column, _): checkColumn(column, of: field, at: place)
    case .above:
      if case .code = field.type { return }
      log.note(at: place, zh: "above 只用于代码栏目", en: "above is for code fields")
    case .present, .startsWith, .matches: break
    }
  }

  func checkColumn(_ column: String, of field: Field, at place: String) {
    if case .region = field.type, Region.attributes.contains(column) { return }
    if case .code(let codes) = field.type, let list = codes.list.flatMap({ profile.standards.codeLists[$0] }),
      list.entries.contains(where: { $0.attributes[column] != nil })
    {
      return
    }
    log.note(
      at: place, zh: "栏目 \(field.id) 的代码表没有“\(column)”列", en: "the list of \(field.id) has no column “\(column)”")
  }

  private func accepts(_ field: Field, _ value: JSONValue) -> Bool {
    switch field.type {
    case .boolean: value.bool != nil
    case .code(let codes): codes.choices.contains { $0.code == value.string }
    // A condition asks for one of them, a default is written as a list.
    case .codes(let codes, _):
      (value.array ?? [value]).allSatisfy { one in codes.choices.contains { $0.code == one.string } }
    case .integer(let range): (value.string.flatMap { Int($0) } ?? value.integer).map { range.contains($0) } ?? false
    default: value.string != nil
    }
  }

  /// A condition that hangs on itself could never be decided.
  func cycles() {
    var depends: [String: Set<String>] = [:]
    for field in profile.fields {
      var needs = field.visible?.fields ?? []
      if case .when(let condition) = field.required { needs += condition.fields }
      needs += field.derivation?.condition?.fields ?? []
      if let list = field.list, let condition = profile.list(list)?.visible { needs += condition.fields }
      depends[field.id] = Set(needs)
    }
    for id in depends.keys.sorted() where reaches(id, from: id, depends, seen: []) {
      log.note(at: id, zh: "条件循环：\(id) 依赖它自己", en: "a circle of conditions: \(id) depends on itself")
    }
  }

  private func reaches(_ goal: String, from id: String, _ depends: [String: Set<String>], seen: Set<String>) -> Bool {
    for next in depends[id] ?? [] {
      if next == goal { return true }
      if !seen.contains(next), reaches(goal, from: next, depends, seen: seen.union([id])) { return true }
    }
    return false
  }
}

extension StatisticsColumn {
  /// The typed columns of `application` that a field may fill.
  public static let names = [
    "applicant_name", "sex", "birth_date", "country", "ethnic", "political", "education_level", "degree",
    "part_time_level", "qualification_level", "qualification_type", "title", "post", "admin_post", "unit_type",
    "work_status", "cpa", "work_started_on", "unit_region",
  ]
}
