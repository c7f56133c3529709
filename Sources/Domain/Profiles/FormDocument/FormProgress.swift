/// What the form asks of unfinished answers, so that a thin client need not evaluate a condition.
public struct FormProgress: Sendable {
  /// Every field and list that the form shows for these answers, in the order of the form. What still hangs on an
  /// answer that is missing or wrong is not among them.
  public let fields: [Item]
  /// Every place for a file that the answers open.
  public let files: [File]
  /// The bureau by the routing rules, or why there is none yet.
  public let department: Result<Department, RoutingFailure>
  /// The gates that refuse these answers; empty = go on.
  public let gates: [Problem]

  /// One field, as problems name it.
  public struct Item: Hashable, Sendable {
    /// As `work.unit_code` or `qualifications[2].level`; a list has its own id.
    public let target: String
    /// Whether the submission is refused without it.
    public let isRequired: Bool
    /// Whether something stands there, right or wrong; for a list, whether it has the rows it needs.
    public let isAnswered: Bool
  }

  /// One place for a file.
  public struct File: Hashable, Sendable {
    /// The slot's id.
    public let slot: String
    /// Which file of the slot, from 1; in a slot that takes one file a row, the row's own number.
    public let n: Int
    /// Where that row stands, from 1; nil in other slots.
    public let place: Int?
    /// What the row is called; nil in other slots, and for a row that says nothing yet.
    public let row: Text?
    /// Whether the submission is refused without it.
    public let isRequired: Bool
    /// Whether a file lies there.
    public let isFilled: Bool
    /// The slots of which one is enough, this one with them; empty where there is no choice.
    public let alternatives: [String]
  }

  /// What still stops a submission, as far as the answers tell: required fields and files that are not there.
  public var missing: [String] {
    fields.filter { $0.isRequired && !$0.isAnswered }.map(\.target)
      + files.filter { $0.isRequired && !$0.isFilled }.map { file in
        let number = file.place ?? file.n
        return number == 1 ? file.slot : "\(file.slot)/\(number)"
      }
  }
}

extension Profile {
  /// Which of the profile's gates refuse these answers, finished or not (R11). A gate that looks at an answer that is
  /// still missing refuses nothing.
  public func gates(_ answers: Answers, today: Day) -> [Problem] {
    FormValidator(profile: self, raw: answers, mode: .submission, today: today).gates
  }

  /// What the form asks, given these answers and files.
  public func progress(_ answers: Answers, attachments: [Attachment], today: Day) -> FormProgress {
    // As at submission: what is called missing here is what submitting would report.
    let validator = FormValidator(profile: self, raw: answers, mode: .submission, today: today)
    let gates = validator.gates
    return FormProgress(
      fields: validator.askedFields, files: validator.askedFiles(attachments), department: validator.routing,
      gates: gates)
  }
}

extension FormValidator {
  /// What the gates refuse, in the order of the form.
  fileprivate var gates: [Problem] {
    let rules = profile.rules.filter { $0.isGate && $0.severity == .error }
    for rule in rules { check(rule) }
    let words = Set(rules.map(\.id))
    return ordered.filter { words.contains($0.code) }
  }

  fileprivate var askedFields: [FormProgress.Item] {
    var items: [FormProgress.Item] = []
    for item in profile.items {
      switch item {
      case .field(let field): items += asked(field, row: nil)
      case .list(let list): items += asked(list)
      case .department: break
      }
    }
    return items
  }

  private func asked(_ list: ListField) -> [FormProgress.Item] {
    guard holds(list.visible) == true else { return [] }
    let count = rows[list.id] ?? 0
    let isBroken = isShapeless(list.id)
    let whole = FormProgress.Item(
      target: list.id, isRequired: list.rows.lowerBound > 0,
      isAnswered: isBroken || count >= max(1, list.rows.lowerBound))
    let sound = (0..<count).filter { !isShapeless(list.id, row: $0) }
    return [whole] + sound.flatMap { row in list.fields.flatMap { asked($0, row: row) } }
  }

  private func asked(_ field: Field, row: Int?) -> [FormProgress.Item] {
    let place = place(field, row: row)
    guard isPresent(place) == true else { return [] }
    // What a document number will tell is not asked for while the number itself is missing.
    let isRequired = isNeeded(place) == true && !isAwaited(field) && !isOnlyWarned(field)
    return [
      FormProgress.Item(
        target: name(place), isRequired: isRequired, isAnswered: self[place].isFilled || self[place].value != nil)
    ]
  }

  /// Whether what is missing of the field's group is told to the reviewer and refused to nobody.
  private func isOnlyWarned(_ field: Field) -> Bool {
    guard let group = profile.groups[field.index]?.id, profile.wholeGroups.contains(group) else { return false }
    return profile.rules.allSatisfy { rule in
      if case .allOrNothing(group) = rule.kind { rule.severity == .warning } else { true }
    }
  }

  fileprivate func askedFiles(_ attachments: [Attachment]) -> [FormProgress.File] {
    let choices = profile.rules.filter { $0.severity == .error }.compactMap(alternatives)
    return profile.slots.flatMap { slot -> [FormProgress.File] in
      guard holds(slot.visible) == true else { return [] }
      let found = Set(attachments.filter { $0.slot == slot.id && $0.n >= 1 }.map(\.n))
      if let list = slot.perRow {
        let count = min(rows[list] ?? 0, profile.list(list)?.rows.upperBound ?? 0)
        let members = raw.list(list)
        return (0..<count).filter { holds(slot.rowCondition, row: $0, of: list) == true }.map { row in
          let n = number(ofRow: row, in: list)
          return FormProgress.File(
            slot: slot.id, n: n, place: row + 1, row: profile.name(ofRow: members[row], in: list),
            isRequired: slot.required, isFilled: found.contains(n), alternatives: [])
        }
      }
      // Of several of which one is enough the one that the problem would name is missing, as long as none is there.
      let own = choices.filter { $0.slots.contains(slot.id) }
      let isAsked = own.contains { choice in
        choice.target == slot.id && !attachments.contains { choice.slots.contains($0.slot) }
      }
      let lacking = slot.required || isAsked ? max(isAsked ? 1 : 0, slot.count.lowerBound - found.count) : 0
      let others = own.flatMap(\.slots)
      let open = (1...max(1, slot.count.upperBound)).filter { !found.contains($0) }.prefix(
        max(lacking, found.isEmpty ? 1 : 0))
      let there = found.map {
        FormProgress.File(
          slot: slot.id, n: $0, place: nil, row: nil, isRequired: slot.required, isFilled: true, alternatives: others)
      }
      let missing = open.enumerated().map {
        FormProgress.File(
          slot: slot.id, n: $0.element, place: nil, row: nil, isRequired: $0.offset < lacking, isFilled: false,
          alternatives: others)
      }
      return (there + missing).sorted { $0.n < $1.n }
    }
  }
}
