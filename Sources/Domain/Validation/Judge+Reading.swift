/// Reading the answers: types, lengths, characters, code values, numbers. What drafts are held to as well.
extension Judge {
  func read() {
    for section in profile.sections {
      for item in section.items {
        switch item {
        case .field(let field): read(field, raw.values[field.id], Place(field.id))
        case .list(let list): read(list)
        case .department: break
        }
      }
    }
    checkDocument()
    for field in profile.fields { if let derivation = field.derivation { derive(field, derivation) } }
    for rule in profile.rules {
      if case .swapped(let first, let second) = rule.kind { findSwapped(rule, first, second) }
    }
  }

  private func read(_ list: ListField) {
    guard let value = raw[list.id] else { return }
    guard let elements = value.array else {
      shapeless.insert(Place(list.id))
      report(ValidationText.wrongType(list.id, list.label, expected: .list))
      return
    }
    if elements.count > list.rows.upperBound {
      report(ValidationText.rows(list, count: elements.count))
    }
    // Nobody has hundreds of them; what is beyond is refused already and need not be read.
    let kept = elements.prefix(min(list.rows.upperBound, 100) + 1)
    rows[list.id] = kept.count
    let names = Set(list.fields.map { $0.id.dropFirst(list.id.count + 1) })
    for (row, element) in kept.enumerated() {
      guard let members = element.object else {
        shapeless.insert(Place(list.id, row: row))
        report(ValidationText.wrongType(name(list.id, row: row), list.label, expected: .record))
        continue
      }
      for field in list.fields {
        read(field, members[String(field.id.dropFirst(list.id.count + 1))], Place(field.id, row: row))
      }
      for key in members.keys.sorted() where !names.contains(key[...]) && members[key] != .null {
        report(ValidationText.unknownField(name(list.id, row: row) + "." + ValidationText.printable(key)))
      }
    }
  }

  private func read(_ field: Field, _ value: JSONValue?, _ place: Place) {
    guard let value, value != .null else { return }
    if case .string(let text) = value, TextReading.isBlank(text) { return }
    filled.insert(place)
    do throws(Problem) {
      values[place] = try FieldReading(field: field, name: name(place), today: today, mode: mode).read(value)
    } catch {
      faults[place, default: []].append(error)
    }
    if case .string(let text)? = values[place] { checkNumber(text, field, place) }
  }

  /// Numbers with a rule of their own. A draft may hold half of one.
  private func checkNumber(_ text: String, _ field: Field, _ place: Place) {
    let kind: NumberKind
    switch field.type {
    case .mobile: kind = .mobile
    case .phone: kind = .phone
    case .email: kind = .email
    case .postcode: kind = .postcode
    case .unitCode(let organisationCodes): kind = organisationCodes ? .unitCode : .creditCode
    default: return
    }
    keep(Numbers.check(text, as: kind, today: today), field, place)
    if mode == .submission, let value = values[place]?.string, !field.expectedPrefixes.isEmpty,
      !field.expectedPrefixes.contains(where: { value.hasPrefix($0) })
    {
      faults[place, default: []].append(ValidationText.unexpectedPrefix(name(place), field))
    }
  }

  private func keep(_ check: NumberCheck, _ field: Field, _ place: Place) {
    if check.isValid { values[place] = .string(check.normalised) }
    guard mode == .submission else { return }
    faults[place, default: []] += check.findings.map { $0.problem(field: name(place)) }
  }

  private func checkDocument() {
    for field in profile.fields {
      guard case .identityNumber(let typeField) = field.type else { continue }
      let place = Place(field.id)
      guard let text = values[place]?.string, let type = values[Place(typeField)]?.string,
        let kind = NumberKind(idType: type)
      else { continue }
      let check = Numbers.check(text, as: kind, today: today)
      document = check
      keep(check, field, place)
    }
  }

  /// Fills what the number tells (R8), and refuses what contradicts it.
  private func derive(_ field: Field, _ derivation: Derivation) {
    guard holds(derivation.condition) == true, let document, document.isValid else { return }
    let place = Place(field.id)
    let told: String? =
      switch derivation.part {
      case .sex: document.sex?.rawValue
      case .birthDate: document.birthDate?.iso
      }
    guard let told else { return }
    if let given = values[place] {
      if mode == .submission, given != .string(told) {
        faults[place, default: []].append(ValidationText.contradiction(name(place), field))
      }
    } else if !filled.contains(place) {
      values[place] = .string(told)
    }
  }

  /// Both answers only make sense in the other's field.
  private func findSwapped(_ rule: Rule, _ first: String, _ second: String) {
    guard mode == .submission, case .code(let firstCodes)? = profile.field(first)?.type,
      case .code(let secondCodes)? = profile.field(second)?.type,
      let one = raw[first]?.string, let other = raw[second]?.string
    else { return }
    let fits = firstCodes.choice(one) != nil && secondCodes.choice(other) != nil
    if !fits, secondCodes.means(one), firstCodes.means(other) {
      swapped = swapped.union([Place(first), Place(second)])
    }
  }

  /// The answers as they are stored.
  var normalised: Answers {
    var answers = Answers()
    for section in profile.sections {
      for item in section.items {
        switch item {
        case .field(let field): answers.values[field.id] = stored(Place(field.id), raw.values[field.id])
        case .list(let list): answers.values[list.id] = stored(list)
        case .department: break
        }
      }
    }
    for (id, value) in raw.values where profile.fieldsByID[id] == nil && profile.list(id) == nil {
      answers.values[id] = value
    }
    return answers
  }

  private func stored(_ place: Place, _ given: JSONValue?) -> JSONValue? {
    if let value = values[place] { return value }
    return filled.contains(place) ? given : nil
  }

  private func stored(_ list: ListField) -> JSONValue? {
    guard let value = raw[list.id] else { return nil }
    guard let elements = value.array else { return value }
    let rows: [JSONValue] = elements.enumerated().map { row, element in
      guard var members = element.object else { return element }
      for field in list.fields {
        let key = String(field.id.dropFirst(list.id.count + 1))
        members[key] = stored(Place(field.id, row: row), members[key])
      }
      return .object(members)
    }
    return rows.isEmpty ? nil : .array(rows)
  }
}

extension CodeSet {
  /// Whether a text is a code or a name of this set.
  fileprivate func means(_ text: String) -> Bool { choices.contains { $0.code == text || $0.name.zh == text } }
}
