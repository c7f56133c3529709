/// What a profile says about earlier answers before a field, a slot, a rule or a route counts (R7).
///
/// In YAML a mapping with `field` and one test, or `all`, `any`, `not`; a list means `all`.
/// `{field: work.has_unit, is: true}`, `{field: education.full_time.level, above: 0}`,
/// `{any: [{field: work.status, in: ["1", "2"]}, {field: personal.remark, present: true}]}`.
public indirect enum Condition: Hashable, Sendable {
  /// Every one holds; an empty list always holds.
  case all([Condition])
  /// At least one holds.
  case any([Condition])
  /// The other does not hold.
  case not(Condition)
  /// A test of one field. A field of a list, asked from outside the list, passes when any row passes.
  case field(String, Test)

  /// What is asked of one field. Every test but `present` fails on a field that was left out.
  public enum Test: Hashable, Sendable {
    /// There is an answer (a list: at least one row).
    case present
    /// The answer is one of these.
    case oneOf([JSONValue])
    /// The answer, a code that counts upwards such as a level, is above this.
    case above(Int)
    /// The date lies before this one.
    case before(Day)
    /// The date lies after this one.
    case after(Day)
    /// The text begins with one of these.
    case startsWith([String])
    /// The whole text fits the pattern.
    case matches(Pattern)
    /// The answer equals that of another field; with a column, what the other field's code has there.
    case sameAs(String, column: String?)
    /// The code's entry has one of these values in a column of its list; without values: has any.
    case column(String, [String])
  }

  /// The fields that the condition looks at, in the order of writing.
  public var fields: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.fields)
    case .not(let part): part.fields
    case .field(let id, .sameAs(let other, _)): [id, other]
    case .field(let id, _): [id]
    }
  }

  /// Whether the condition holds; nil when that hangs on an answer that is still missing or wrong, so that one
  /// mistake is reported once and not again for everything that depends on it.
  func holds(_ known: (String) -> [Standing], column: (String, String, String) -> String?) -> Bool? {
    switch self {
    case .all(let parts):
      var unknown = false
      for part in parts {
        switch part.holds(known, column: column) {
        case false?: return false
        case nil: unknown = true
        case true?: break
        }
      }
      return unknown ? nil : true
    case .any(let parts):
      var unknown = false
      for part in parts {
        switch part.holds(known, column: column) {
        case true?: return true
        case nil: unknown = true
        case false?: break
        }
      }
      return unknown ? nil : false
    case .not(let part):
      return part.holds(known, column: column).map { !$0 }
    case .field(let id, let test):
      var unknown = false
      for standing in known(id) {
        switch standing {
        case .unknown: unknown = true
        case .blank: break
        case .value(let value):
          switch test.passes(value, id: id, known: known, column: column) {
          case true?: return true
          case nil: unknown = true
          case false?: break
          }
        }
      }
      return unknown ? nil : false
    }
  }
}

/// What is known of one answer while a submission is judged.
enum Standing: Hashable {
  /// Left out, and rightly so.
  case blank
  /// A value of the right type.
  case value(JSONValue)
  /// Left out although needed, or wrong: nothing can be concluded from it.
  case unknown
}

extension Condition.Test {
  fileprivate func passes(
    _ value: JSONValue, id: String, known: (String) -> [Standing], column: (String, String, String) -> String?
  ) -> Bool? {
    switch self {
    case .present: return value != .array([])
    case .oneOf(let values): return values.contains(value) || value.array?.contains(where: values.contains) == true
    case .above(let bound): return value.string.flatMap { Int($0) }.map { $0 > bound } ?? false
    case .before(let day): return value.string.flatMap { Day(iso: $0) }.map { $0 < day } ?? false
    case .after(let day): return value.string.flatMap { Day(iso: $0) }.map { $0 > day } ?? false
    case .startsWith(let beginnings):
      return value.string.map { text in beginnings.contains { text.hasPrefix($0) } } ?? false
    case .matches(let pattern): return value.string.map { pattern.fits($0) } ?? false
    case .sameAs(let other, let name):
      let others = known(other)
      let isSame = others.contains { standing in
        guard case .value(let found) = standing else { return false }
        guard let name else { return found == value }
        return value.string != nil && found.string.flatMap { column(other, $0, name) } == value.string
      }
      if isSame { return true }
      return others.contains(.unknown) ? nil : false
    case .column(let name, let values):
      guard let code = value.string, let entry = column(id, code, name), !entry.isEmpty else { return false }
      return values.isEmpty || values.contains(entry)
    }
  }
}
