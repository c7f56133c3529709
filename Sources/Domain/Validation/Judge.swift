/// One judgement of one submission. Answers are read once; whether a field is there, needed or of use to a condition
/// is worked out on demand and remembered, because conditions may look anywhere on the form.
final class Judge {
  let profile: Profile
  let raw: Answers
  let mode: ValidationMode
  let today: Day

  /// Tidied values of the right type.
  var values: [Place: JSONValue] = [:]
  /// Given, right or wrong.
  var filled: Set<Place> = []
  /// What is wrong with single values.
  var faults: [Place: [Problem]] = [:]
  /// Number of rows of each list.
  var rows: [String: Int] = [:]
  /// Answers put into each other's field: reported as that and not as two unknown values.
  var swapped: Set<Place> = []
  /// Lists, and rows of lists, that are of the wrong shape: nothing can be said of their fields.
  var shapeless: Set<Place> = []
  /// What the document number tells.
  var document: NumberCheck?
  private(set) var problems: [Problem] = []

  private var standings: [Place: Standing] = [:]
  private var presences: [Place: Bool?] = [:]

  /// A field of the form, or of one row of a list (from 0).
  struct Place: Hashable {
    let field: String
    let row: Int?

    init(_ field: String, row: Int? = nil) {
      self.field = field
      self.row = row
    }
  }

  init(profile: Profile, raw: Answers, mode: ValidationMode, today: Day) {
    self.profile = profile
    self.raw = raw
    self.mode = mode
    self.today = today
    read()
  }

  func report(_ problem: Problem) { problems.append(problem) }

  /// Problems in the order of the form; of one place in the order found.
  var ordered: [Problem] {
    problems.enumerated().map { (profile.rank($0.element.field), $0.offset, $0.element) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// How problems name a place: `qualifications[2].level`.
  func name(_ id: String, row: Int?) -> String {
    guard let row else { return id }
    if profile.list(id) != nil { return "\(id)[\(row + 1)]" }
    guard let list = profile.fieldsByID[id]?.list else { return id }
    return "\(list)[\(row + 1)]\(id.dropFirst(list.count))"
  }

  func name(_ place: Place) -> String { name(place.field, row: place.row) }

  // MARK: Conditions

  /// Whether a condition holds, seen from a row or from the form; nil = cannot be told yet.
  func holds(_ condition: Condition?, row: Int? = nil, of list: String? = nil) -> Bool? {
    guard let condition else { return true }
    return condition.holds(
      { self.known($0, row: row, of: list) }, column: { self.column(of: $0, code: $1, name: $2) })
  }

  private func known(_ id: String, row: Int?, of list: String?) -> [Standing] {
    if let own = profile.list(id)?.id ?? profile.fieldsByID[id]?.list, shapeless.contains(Place(own)) {
      return [.unknown]
    }
    if profile.list(id) != nil {
      return [rows[id].map { $0 > 0 ? .value(.array([true])) : .blank } ?? .blank]
    }
    guard let field = profile.fieldsByID[id] else { return [.blank] }
    guard let own = field.list else { return [standing(Place(id))] }
    if own == list, let row { return [standing(Place(id, row: row))] }
    let count = rows[own] ?? 0
    return count == 0 ? [.blank] : (0..<count).map { standing(Place(id, row: $0)) }
  }

  private func column(of field: String, code: String, name: String) -> String? {
    guard case .code(let codes)? = profile.fieldsByID[field]?.type, let list = codes.list else { return nil }
    return CodeLists.bundled[list]?[code]?.attributes[name]
  }

  /// Whether the field is on the form for these answers; nil = cannot be told yet.
  func isPresent(_ field: Field, row: Int?) -> Bool? {
    let place = Place(field.id, row: row)
    if let known = presences[place] { return known }
    var present = holds(field.visible, row: row, of: field.list)
    if present != false, let list = field.list.flatMap({ profile.list($0) }), list.visible != nil {
      let whole = holds(list.visible)
      present = whole == true ? present : whole
    }
    presences[place] = .some(present)
    return present
  }

  /// Whether the field must be answered, given that it is on the form; nil = cannot be told yet.
  func isNeeded(_ field: Field, row: Int?) -> Bool? {
    switch field.required {
    case .never: false
    case .always: true
    case .when(let condition): holds(condition, row: row, of: field.list)
    case .withGroup: profile.groups[field.id].map { isTouched($0) } ?? false
    }
  }

  /// Whether anything of a group was answered. A none-value alone (无学历) is no answer to the rest.
  func isTouched(_ group: FieldGroup) -> Bool {
    filled.contains { profile.groups[$0.field] == group }
  }

  /// What conditions and rules may conclude from a field.
  func standing(_ place: Place) -> Standing {
    if let known = standings[place] { return known }
    guard let field = profile.fieldsByID[place.field] else { return .blank }
    if let list = field.list, shapeless.contains(Place(list, row: place.row)) { return .unknown }
    let standing = work(out: field, place)
    standings[place] = standing
    return standing
  }

  private func work(out field: Field, _ place: Place) -> Standing {
    switch isPresent(field, row: place.row) {
    case false?: return .blank
    case nil: return .unknown
    case true?: break
    }
    if swapped.contains(place) || faults[place]?.contains(where: { $0.severity == .error }) == true { return .unknown }
    if let value = values[place] { return .value(value) }
    if isAwaited(field) { return .unknown }
    return isNeeded(field, row: place.row) == false ? .blank : .unknown
  }

  /// Whether the field would have been filled in from a document number that is itself missing or wrong.
  func isAwaited(_ field: Field) -> Bool {
    guard let derivation = field.derivation, !filled.contains(Place(field.id)) else { return false }
    switch holds(derivation.condition) {
    case true?: return document?.isValid != true
    case false?: return false
    case nil: return true
    }
  }
}
