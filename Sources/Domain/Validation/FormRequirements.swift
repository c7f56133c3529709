/// What one form asks of somebody of whom more is known: of use where answers come from elsewhere (archives, another
/// province's form, generated people).
public struct FormRequirements: Sendable {
  /// Those of the known answers that the form asks for, tidied as a submission is.
  public let answers: Answers
  /// The files it needs or asks for gently, in the order of the form.
  public let files: [(slot: String, n: Int)]
  /// What a reviewer would be told about the answers.
  public let warnings: [Problem]
  /// The bureau that the routing rules give; nil while the answers do not tell.
  public let department: Department?
}

extension Profile {
  /// Leaves out of `known` what this form does not ask for given the other answers; of a list what goes beyond its
  /// most rows. Whether the rest is complete and right is for `validate` to say.
  public func requirements(of known: Answers, today: Day) -> FormRequirements {
    let validator = FormValidator(profile: self, raw: own(known), mode: .submission, today: today)
    validator.checkAnswers()
    let department = validator.route()
    return FormRequirements(
      answers: validator.asked, files: validator.neededFiles,
      warnings: validator.ordered.filter { $0.severity == .warning },
      department: department)
  }

  /// Judges a submission of answers and files that may be more than the form asks for: what it does not ask for is left out first, in
  /// one judgement where there is nothing to leave out.
  public func prepare(
    _ known: Answers, attachments: [Attachment], commitment: CommitmentRecord?, channel: String?, today: Day
  ) -> Preparation {
    let own = own(known)
    var validator = FormValidator(profile: self, raw: own, mode: .submission, today: today)
    var leftOut = known.values.keys.filter { known[$0] != nil && own[$0] == nil }
    if validator.hasSurplus {
      let asked = validator.asked
      leftOut += own.values.keys.filter { validator.isGiven($0) && asked[$0] == nil }
      validator = FormValidator(profile: self, raw: asked, mode: .submission, today: today)
    }
    let files = validator.admitted(attachments)
    return Preparation(
      leftOut: leftOut.sorted(), files: files,
      validation: validator.validation(attachments: files, commitment: commitment, channel: channel))
  }

  /// The answers to fields that the form has at all.
  private func own(_ known: Answers) -> Answers {
    let isOwn = known.values.allSatisfy { id, value in
      fieldsByID[id] != nil || listsByID[id].map { value.array?.count ?? 0 <= $0.rows.upperBound } ?? false
    }
    if isOwn { return known }
    var own: [String: JSONValue] = [:]
    for (id, value) in known.values {
      if let list = listsByID[id] {
        own[id] = value.array.map { .array(Array($0.prefix(list.rows.upperBound))) } ?? value
      } else if fieldsByID[id] != nil {
        own[id] = value
      }
    }
    return Answers(own)
  }
}

/// A submission as it would go in.
public struct Preparation: Sendable {
  /// The fields and lists whose answers the form does not ask for, in the order of their ids.
  public let leftOut: [String]
  /// The files that it has a place for: what was uploaded for an answer that has changed since has none.
  public let files: [Attachment]
  /// The judgement of both.
  public let validation: Validation
}

extension FormValidator {
  /// Whether something stands in a field, or in a list, right or wrong.
  fileprivate func isGiven(_ id: String) -> Bool {
    if let field = profile.fieldsByID[id] { return cells[field.index].isFilled }
    return raw[id].map { $0 != .array([]) } ?? false
  }

  /// Whether there is more than the form asks for, so that `asked` is to be judged and not what was given.
  fileprivate var hasSurplus: Bool {
    profile.items.contains { item in
      switch item {
      case .field(let field): cells[field.index].isFilled && isPresent(field, row: nil) != true
      case .list(let list): hasSurplus(list)
      case .department: false
      }
    }
  }

  private func hasSurplus(_ list: ListField) -> Bool {
    guard let value = raw[list.id] else { return false }
    guard let elements = value.array else { return true }
    if elements.isEmpty { return false }
    guard holds(list.visible) == true else { return true }
    return elements.enumerated().contains { row, element in
      guard let members = element.object else { return true }
      var known = Answers.namedRow(members) == nil ? 0 : 1
      for field in list.fields where members[field.key] != nil {
        known += 1
        let place = place(field, row: row)
        if self[place].isFilled, isPresent(place) != true { return true }
      }
      return known < members.count
    }
  }

  /// The answers that the form asks for, tidied.
  fileprivate var asked: Answers {
    var asked: [String: JSONValue] = [:]
    for item in profile.items {
      switch item {
      case .field(let field):
        let place = place(field)
        if isPresent(place) == true { asked[field.id] = self[place].value ?? raw[field.id] }
      case .list(let list): asked[list.id] = self.asked(of: list)
      case .department: break
      }
    }
    return Answers(asked)
  }

  /// The rows of a list with the members that each of them is asked for; nil where there are none.
  private func asked(of list: ListField) -> JSONValue? {
    guard holds(list.visible) == true, let elements = raw[list.id]?.array, !elements.isEmpty else { return nil }
    return .array(
      elements.enumerated().map { row, element in
        var members: [String: JSONValue] = [:]
        for field in list.fields {
          let place = place(field, row: row)
          if isPresent(place) == true { members[field.key] = self[place].value ?? element[field.key] }
        }
        members[Answers.rowMember] = element.object.flatMap { Answers.namedRow($0) }.map { .integer($0) }
        return .object(members)
      })
  }

  /// The files that the answers ask for, those that may be left out with a warning too.
  fileprivate var neededFiles: [(slot: String, n: Int)] {
    let chosen = Set(profile.rules.compactMap { alternatives(of: $0)?.slots.first })
    return profile.slots.flatMap { slot -> [(slot: String, n: Int)] in
      guard slot.required || slot.missed != nil || chosen.contains(slot.id), holds(slot.visible) == true else {
        return []
      }
      guard let list = slot.perRow else { return (0..<max(1, slot.count.lowerBound)).map { (slot.id, $0 + 1) } }
      let count = min(rows[list] ?? 0, profile.list(list)?.rows.upperBound ?? 0)
      return (0..<count).filter { holds(slot.rowCondition, row: $0, of: list) == true }.map {
        (slot.id, number(ofRow: $0, in: list))
      }
    }
  }
}
