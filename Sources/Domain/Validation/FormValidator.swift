/// One judgement of one submission. Answers are read once; whether a field is there, needed or of use to a condition
/// is worked out on demand and remembered, because conditions may look anywhere on the form.
final class FormValidator {
  let profile: Profile
  let raw: Answers
  let mode: ValidationMode
  let today: Day

  /// What is known of each place: the fields of the form by their index, then the rows of lists.
  var cells: [Cell]
  /// Number of rows of each list.
  var rows: [String: Int] = [:]
  /// Where the rows of each field of a list begin among the cells, and how far they are apart.
  var columns: [Column?]
  /// Lists, and rows of lists, that are of the wrong shape: nothing can be said of their fields.
  var shapeless: Set<Shapeless> = []
  /// The rows' own numbers, by list; remembered when first asked.
  private var rowNumbers: [String: [Int?]] = [:]
  /// What the document number tells.
  var document: NumberCheck?
  private(set) var problems: [Problem] = []

  /// What is known of one place.
  struct Cell {
    /// Tidied, of the right type.
    var value: JSONValue?
    /// Given, right or wrong.
    var isFilled = false
    /// What is wrong with the value alone.
    var faults: [Problem] = []
    /// Put into another field: reported as that and not as two unknown values.
    var isSwapped = false
    /// Remembered when first asked.
    fileprivate var presence: Bool??
    fileprivate var standing: Standing?

    static let blank = Cell()
  }

  /// Where the rows of a field begin, and how far they are apart.
  struct Column {
    let start: Int
    let step: Int
    let count: Int
  }

  /// A list, or with a row (from 0) one of its rows.
  struct Shapeless: Hashable {
    let list: String
    let row: Int?
  }

  /// A field of the form, or of one row of a list (from 0).
  struct Place {
    let field: Field
    let row: Int?
    /// nil for rows that were not read.
    fileprivate let cell: Int?
  }

  init(profile: Profile, raw: Answers, mode: ValidationMode, today: Day) {
    self.profile = profile
    self.raw = raw
    self.mode = mode
    self.today = today
    cells = Array(repeating: .blank, count: profile.fields.count)
    columns = Array(repeating: nil, count: profile.fields.count)
    read()
  }

  func place(_ field: Field, row: Int? = nil) -> Place {
    guard let row else { return Place(field: field, row: nil, cell: field.index) }
    guard let column = columns[field.index], row < column.count else { return Place(field: field, row: row, cell: nil) }
    return Place(field: field, row: row, cell: column.start + row * column.step)
  }

  subscript(place: Place) -> Cell {
    get { place.cell.map { cells[$0] } ?? .blank }
    _modify {
      var beyond = Cell.blank
      if let cell = place.cell { yield &cells[cell] } else { yield &beyond }
    }
  }

  /// Makes room for the rows of a list.
  func open(_ list: ListField, rows count: Int) {
    rows[list.id] = count
    for (offset, field) in list.fields.enumerated() {
      columns[field.index] = Column(start: cells.count + offset, step: list.fields.count, count: count)
    }
    cells += repeatElement(.blank, count: count * list.fields.count)
  }

  /// The row's own number, by which its files are known; 0 for one that has none yet.
  func number(ofRow row: Int, in list: String) -> Int {
    let known = numbers(of: list)
    return row < known.count ? known[row] ?? 0 : 0
  }

  /// Where the row with a number stands, from 0; nil when there is none.
  func index(ofRow number: Int, in list: String) -> Int? { numbers(of: list).firstIndex(of: number) }

  private func numbers(of list: String) -> [Int?] {
    if let known = rowNumbers[list] { return known }
    let numbers = raw.rowNumbers(list)
    rowNumbers[list] = numbers
    return numbers
  }

  func isShapeless(_ list: String, row: Int? = nil) -> Bool {
    !shapeless.isEmpty && shapeless.contains(Shapeless(list: list, row: row))
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

  func name(_ place: Place) -> String { place.row == nil ? place.field.id : name(place.field.id, row: place.row) }

  // MARK: Conditions

  /// Whether a condition holds, seen from a row or from the form; nil = cannot be told yet.
  func holds(_ condition: Condition?, row: Int? = nil, of list: String? = nil) -> Bool? {
    guard let condition else { return true }
    return condition.holds(
      { self.known($0, row: row, of: list) }, column: { self.column(of: $0, code: $1, name: $2) })
  }

  private func known(_ id: String, row: Int?, of list: String?) -> [Standing] {
    guard let field = profile.fieldsByID[id] else {
      guard profile.list(id) != nil else { return [.blank] }
      if isShapeless(id) { return [.unknown] }
      return [rows[id].map { $0 > 0 ? .value(.array([true])) : .blank } ?? .blank]
    }
    guard let own = field.list else { return [standing(place(field))] }
    if isShapeless(own) { return [.unknown] }
    if own == list, let row { return [standing(place(field, row: row))] }
    let count = rows[own] ?? 0
    return count == 0 ? [.blank] : (0..<count).map { standing(place(field, row: $0)) }
  }

  private func column(of field: String, code: String, name: String) -> String? {
    switch profile.fieldsByID[field]?.type {
    case .code(let codes)?: return codes.list.flatMap { profile.standards.codeLists[$0]?[code]?.attributes[name] }
    case .region?: return profile.standards.regions[code]?.attribute(name)
    default: return nil
    }
  }

  /// Whether the field is on the form for these answers; nil = cannot be told yet.
  func isPresent(_ field: Field, row: Int?) -> Bool? { isPresent(place(field, row: row)) }

  func isPresent(_ place: Place) -> Bool? {
    if let known = self[place].presence { return known }
    let (field, row) = (place.field, place.row)
    var present = holds(field.visible, row: row, of: field.list)
    if present != false, let list = field.list.flatMap({ profile.list($0) }), list.visible != nil {
      let whole = holds(list.visible)
      present = whole == true ? present : whole
    }
    self[place].presence = .some(present)
    return present
  }

  /// Whether the field must be answered, given that it is on the form; nil = cannot be told yet.
  func isNeeded(_ place: Place) -> Bool? {
    switch place.field.required {
    case .never: false
    case .always: true
    case .when(let condition): holds(condition, row: place.row, of: place.field.list)
    case .withGroup: profile.groups[place.field.index].map { isTouched($0.id) } ?? false
    }
  }

  /// Whether anything of a group was answered. A none-value alone (无学历) is no answer to the rest.
  func isTouched(_ group: String) -> Bool {
    (profile.members[group] ?? []).contains { field in
      guard let column = columns[field.index] else { return cells[field.index].isFilled }
      return (0..<column.count).contains { cells[column.start + $0 * column.step].isFilled }
    }
  }

  /// What conditions and rules may conclude from a field.
  func standing(_ place: Place) -> Standing {
    if let known = self[place].standing { return known }
    if let list = place.field.list, isShapeless(list, row: place.row) { return .unknown }
    let standing = workOut(place)
    self[place].standing = standing
    return standing
  }

  private func workOut(_ place: Place) -> Standing {
    switch isPresent(place) {
    case false?: return .blank
    case nil: return .unknown
    case true?: break
    }
    let cell = self[place]
    if cell.isSwapped || cell.faults.contains(where: { $0.severity == .error }) { return .unknown }
    if let value = cell.value { return .value(value) }
    if isAwaited(place.field) { return .unknown }
    return isNeeded(place) == false ? .blank : .unknown
  }

  /// Whether the field would have been filled in from a document number that is itself missing or wrong.
  func isAwaited(_ field: Field) -> Bool {
    guard let derivation = field.derivation, !cells[field.index].isFilled else { return false }
    switch holds(derivation.condition) {
    case true?: return document?.isValid != true
    case false?: return false
    case nil: return true
    }
  }
}
