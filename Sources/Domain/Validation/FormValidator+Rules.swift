/// The form as a whole: what must be there, what must not, and the rules over several answers.
extension FormValidator {
  func checkAnswers() {
    for id in raw.values.keys.sorted() where profile.fieldsByID[id] == nil && profile.list(id) == nil {
      if raw[id] != nil { report(ValidationText.unknownField(ValidationText.printable(id))) }
    }
    for item in profile.items {
      switch item {
      case .field(let field): check(field, row: nil)
      case .list(let list): check(list)
      case .department: break
      }
    }
    if mode == .submission { for rule in profile.rules { check(rule) } }
  }

  private func check(_ list: ListField) {
    let count = rows[list.id] ?? 0
    if mode == .submission {
      switch holds(list.visible) {
      case false? where count > 0: report(ValidationText.notApplicable(list.id, list.label))
      case true? where count < list.rows.lowerBound && !isShapeless(list.id):
        report(ValidationText.rows(list, count: count))
      default: break
      }
      if holds(list.visible) == false { return }
    }
    for row in 0..<count where !isShapeless(list.id, row: row) {
      for field in list.fields { check(field, row: row) }
    }
  }

  private func check(_ field: Field, row: Int?) {
    let place = place(field, row: row)
    let cell = self[place]
    if cell.isSwapped { return }
    guard mode == .submission else {
      for fault in cell.faults { report(fault) }
      return
    }
    let present = isPresent(place)
    if present == false {
      if cell.isFilled { report(ValidationText.notApplicable(name(place), field.label)) }
    } else if cell.isFilled {
      for fault in cell.faults { report(fault) }
    } else if present == true, cell.value == nil, !isAwaited(field) {
      checkMissing(place)
    }
  }

  private func checkMissing(_ place: Place) {
    let field = place.field
    switch isNeeded(place) {
    case true?:
      // A group that is answered in part is one problem, reported by its rule.
      let isOfWhole =
        profile.groups[field.index].map { profile.wholeGroups.contains($0.id) && isTouched($0.id) } ?? false
      if isOfWhole { return }
      report(ValidationText.required(name(place), field))
    case false?:
      if let missed = field.missed {
        report(Problem(field: name(place), code: "recommended", severity: .warning, text: missed))
      }
    case nil: break
    }
  }

  // MARK: Rules

  func check(_ rule: Rule) {
    guard let list = rule.each ?? impliedList(of: rule) else { return check(rule, row: nil, of: nil) }
    for row in 0..<(rows[list] ?? 0) { check(rule, row: row, of: list) }
  }

  /// A rule about dates of a list looks at each row by itself.
  private func impliedList(of rule: Rule) -> String? {
    switch rule.kind {
    case .order(let earlier, let later, _, _):
      profile.fieldsByID[later]?.list ?? profile.fieldsByID[earlier]?.list
    case .age(let field, _): profile.fieldsByID[field]?.list
    case .refuse, .allOrNothing, .needsRow, .swapped, .anyFile, .noOverlap: nil
    }
  }

  private func check(_ rule: Rule, row: Int?, of list: String?) {
    guard holds(rule.condition, row: row, of: list) == true else { return }
    switch rule.kind {
    case .refuse(let condition):
      if holds(condition, row: row, of: list) == true { report(rule, row: row) }
    case .order(let earlier, let later, let years, let strict):
      guard let first = day(earlier, row: row), let second = day(later, row: row) else { return }
      let bound = first.adding(years: years)
      if second < bound || strict && second == bound { report(rule, row: row) }
    case .age(let field, let range):
      if let birth = day(field, row: row), !range.contains(birth.age(on: today)) { report(rule, row: row) }
    case .allOrNothing(let group): check(rule, group: group)
    case .needsRow(let code, let column, let list, let field):
      check(rule, code: code, column: column, list: list, field: field)
    case .swapped(let first, let second):
      let fields = [first, second].compactMap { profile.fieldsByID[$0] }
      guard fields.count == 2, fields.allSatisfy({ self[place($0)].isSwapped }) else { return }
      for id in [first, second] {
        report(Problem(field: id, code: rule.id, severity: rule.severity, text: rule.message))
      }
    case .noOverlap(let list, let from, let to): check(rule, list: list, from: from, to: to)
    // Asked where the files are.
    case .anyFile: break
    }
  }

  /// Each row that begins before an earlier one has ended, once.
  private func check(_ rule: Rule, list: String, from: String, to: String) {
    let spans = (0..<(rows[list] ?? 0)).compactMap { row -> (row: Int, from: Day, to: Day)? in
      guard let first = day(list + "." + from, row: row),
        let end = profile.fieldsByID[list + "." + to].map({ standing(place($0, row: row)) }), end != .unknown
      else { return nil }
      return (row, first, day(list + "." + to, row: row) ?? .latest)
    }
    for (index, span) in spans.enumerated()
    where spans[..<index].contains(where: { $0.from < span.to && span.from < $0.to }) {
      report(
        Problem(
          field: name(list + "." + from, row: span.row), code: rule.id, severity: rule.severity, text: rule.message))
    }
  }

  private func day(_ id: String, row: Int?) -> Day? {
    guard let field = profile.fieldsByID[id],
      case .value(.string(let text)) = standing(place(field, row: field.list == nil ? nil : row))
    else { return nil }
    return Day(iso: text)
  }

  private func check(_ rule: Rule, group id: String) {
    guard isTouched(id) else { return }
    let missing = (profile.members[id] ?? []).filter { field in
      let place = place(field)
      return !self[place].isFilled && isPresent(place) == true && isNeeded(place) == true
    }
    guard !missing.isEmpty else { return }
    let text = Text(
      zh: rule.message.zh.replacing("{missing}", with: missing.map { "“\($0.label.zh)”" }.joined(separator: "、")),
      en: rule.message.en.replacing("{missing}", with: missing.map { "“\($0.label.en)”" }.joined(separator: ", ")))
    report(Problem(field: rule.target, code: rule.id, severity: rule.severity, text: text))
  }

  private func check(_ rule: Rule, code: String, column: String, list: String, field: String) {
    guard let coded = profile.fieldsByID[code], case .value(.string(let held)) = standing(place(coded)),
      case .code(let codes) = coded.type, let listID = codes.list,
      let needed = profile.standards.codeLists[listID]?[held]?.attributes[column],
      let told = profile.fieldsByID[list + "." + field]
    else { return }
    // In the order of the list: who has more than is needed has what is needed.
    let enough: [String]
    if case .code(let levels) = told.type {
      enough = levels.choices.drop { $0.code != needed }.map(\.code)
    } else {
      enough = [needed]
    }
    let found = (0..<(rows[list] ?? 0)).map { standing(place(told, row: $0)) }
    if found.contains(.unknown) || enough.contains(where: { found.contains(.value(.string($0))) }) { return }
    report(rule, row: nil)
  }

  private func report(_ rule: Rule, row: Int?) {
    let isOfList = profile.fieldsByID[rule.target]?.list != nil
    report(
      Problem(
        field: name(rule.target, row: isOfList ? row : nil), code: rule.id, severity: rule.severity, text: rule.message)
    )
  }
}
