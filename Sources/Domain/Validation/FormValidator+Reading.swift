/// Reading the answers: types, lengths, characters, code values, numbers. What drafts are held to as well.
extension FormValidator {
  func read() {
    for item in profile.items {
      switch item {
      case .field(let field): read(raw.values[field.id], place(field))
      case .list(let list): read(list)
      case .department: break
      }
    }
    checkDocument()
    for field in profile.fields { if let derivation = field.derivation { derive(field, derivation) } }
    for rule in profile.rules {
      if case .swapped(let first, let second) = rule.kind { findSwapped(first, second) }
    }
  }

  private func read(_ list: ListField) {
    guard let value = raw[list.id] else { return }
    guard let elements = value.array else {
      shapeless.insert(Shapeless(list: list.id, row: nil))
      report(ValidationText.wrongType(list.id, list.label, expected: .list))
      return
    }
    if elements.count > list.rows.upperBound {
      report(ValidationText.rows(list, count: elements.count))
    }
    // Nobody has hundreds of them; what is beyond is refused already and need not be read.
    let kept = elements.prefix(min(list.rows.upperBound, 100) + 1)
    open(list, rows: kept.count)
    let names = Set(list.fields.map(\.key))
    for (row, element) in kept.enumerated() {
      guard let members = element.object else {
        shapeless.insert(Shapeless(list: list.id, row: row))
        report(ValidationText.wrongType(name(list.id, row: row), list.label, expected: .record))
        continue
      }
      for field in list.fields {
        read(members[field.key], place(field, row: row))
      }
      for key in members.keys.sorted()
      where !names.contains(key) && key != Answers.rowMember && members[key] != .null {
        report(ValidationText.unknownField(name(list.id, row: row) + "." + ValidationText.printable(key)))
      }
    }
  }

  private func read(_ value: JSONValue?, _ place: Place) {
    guard let value, value != .null else { return }
    if case .string(let text) = value, TextReading.isBlank(text) { return }
    if case .codes = place.field.type, value == .array([]) { return }
    self[place].isFilled = true
    do throws(Problem) {
      let tidy = try FieldReading(
        field: place.field, name: name(place), today: today, mode: mode, regions: profile.standards.regions
      ).read(value)
      self[place].value = tidy
      if case .string(let text) = tidy { checkNumber(text, place) }
    } catch {
      self[place].faults.append(error)
    }
  }

  /// Numbers with a rule of their own. A draft may hold half of one.
  private func checkNumber(_ text: String, _ place: Place) {
    let field = place.field
    let kind: NumberKind
    switch field.type {
    case .mobile: kind = .mobile
    case .phone: kind = .phone
    case .email: kind = .email
    case .postcode: kind = .postcode
    case .unitCode(let organisationCodes): kind = organisationCodes ? .unitCode : .creditCode
    default: return
    }
    keep(Numbers.check(text, as: kind, today: today, by: profile.standards), place)
    if mode == .submission, let value = self[place].value?.string, !field.expectedPrefixes.isEmpty,
      !field.expectedPrefixes.contains(where: { value.hasPrefix($0) })
    {
      self[place].faults.append(ValidationText.unexpectedPrefix(name(place), field))
    }
  }

  private func keep(_ check: NumberCheck, _ place: Place) {
    if check.isValid { self[place].value = .string(check.normalised) }
    guard mode == .submission else { return }
    for finding in check.findings { self[place].faults.append(finding.problem(field: name(place))) }
  }

  private func checkDocument() {
    for field in profile.fields {
      guard case .identityNumber(let typeField) = field.type else { continue }
      let place = place(field)
      guard let text = self[place].value?.string, let type = value(of: typeField)?.string,
        let kind = NumberKind(idType: type, by: profile.standards)
      else { continue }
      let check = Numbers.check(text, as: kind, today: today, by: profile.standards)
      document = check
      keep(check, place)
    }
  }

  private func value(of field: String) -> JSONValue? { profile.fieldsByID[field].flatMap { self[place($0)].value } }

  /// Fills what the number tells (R8), and refuses what contradicts it.
  private func derive(_ field: Field, _ derivation: Derivation) {
    guard holds(derivation.condition) == true, let document, document.isValid else { return }
    let place = place(field)
    let told: String? =
      switch derivation.part {
      case .sex: document.sex?.rawValue
      case .birthDate: document.birthDate?.iso
      }
    guard let told else { return }
    if let given = self[place].value {
      if mode == .submission, given != .string(told) {
        self[place].faults.append(ValidationText.contradiction(name(place), field))
      }
    } else if !self[place].isFilled {
      self[place].value = .string(told)
    }
  }

  /// Both answers only make sense in the other's field.
  private func findSwapped(_ first: String, _ second: String) {
    guard mode == .submission, let here = profile.field(first), case .code(let firstCodes) = here.type,
      let there = profile.field(second), case .code(let secondCodes) = there.type,
      let one = raw[first]?.string, let other = raw[second]?.string
    else { return }
    let fits = firstCodes.choice(one) != nil && secondCodes.choice(other) != nil
    if !fits, secondCodes.means(one), firstCodes.means(other) {
      self[place(here)].isSwapped = true
      self[place(there)].isSwapped = true
    }
  }

  /// The answers as they are stored.
  var normalised: Answers {
    var answers = Answers()
    answers.values.reserveCapacity(raw.values.count + 4)
    for item in profile.items {
      switch item {
      case .field(let field):
        if let value = stored(place(field), raw.values) { answers.values[field.id] = value }
      case .list(let list):
        if let value = stored(list) { answers.values[list.id] = value }
      case .department: break
      }
    }
    for (id, value) in raw.values where profile.fieldsByID[id] == nil && profile.list(id) == nil {
      answers.values[id] = value
    }
    return answers
  }

  private func stored(_ place: Place, _ given: [String: JSONValue]) -> JSONValue? {
    let cell = self[place]
    return cell.value ?? (cell.isFilled ? given[place.field.key] : nil)
  }

  private func stored(_ list: ListField) -> JSONValue? {
    guard let value = raw[list.id] else { return nil }
    guard let elements = value.array else { return value }
    let rows: [JSONValue] = elements.enumerated().map { row, element in
      guard var members = element.object else { return element }
      for field in list.fields { members[field.key] = stored(place(field, row: row), members) }
      members[Answers.rowMember] = Answers.namedRow(members).map { .integer($0) }
      return .object(members)
    }
    return rows.isEmpty ? nil : .array(rows)
  }
}

extension CodeSet {
  /// Whether a text is a code or a name of this set.
  fileprivate func means(_ text: String) -> Bool { choices.contains { $0.code == text || $0.name.zh == text } }
}
