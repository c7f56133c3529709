extension Condition {
  /// The condition in the shape that a profile's YAML has (`docs/profiles.md`, Conditions), for whoever evaluates it elsewhere.
  public var json: JSONValue {
    switch self {
    case .all(let parts): ["all": .array(parts.map(\.json))]
    case .any(let parts): ["any": .array(parts.map(\.json))]
    case .not(.field(let id, .present)): ["field": .string(id), "present": false]
    case .not(.field(let id, .oneOf(let values))):
      values.count == 1 ? ["field": .string(id), "not": values[0]] : ["field": .string(id), "not_in": .array(values)]
    case .not(let part): ["not": part.json]
    case .field(let id, let test): .object(test.json.merging(["field": .string(id)]) { $1 })
    }
  }

  /// The columns of code lists that it looks into, with the fields whose codes are looked up.
  var columns: [(field: String, column: String)] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.columns)
    case .not(let part): part.columns
    case .field(_, .sameAs(let other, let column?)): [(other, column)]
    case .field(let id, .column(let name, _)): [(id, name)]
    case .field: []
    }
  }
}

extension Condition.Test {
  fileprivate var json: [String: JSONValue] {
    switch self {
    case .present: ["present": true]
    case .oneOf(let values): values.count == 1 ? ["is": values[0]] : ["in": .array(values)]
    case .above(let bound): ["above": .integer(bound)]
    case .before(let day): ["before": .string(day.iso)]
    case .after(let day): ["after": .string(day.iso)]
    case .startsWith(let beginnings): ["starts_with": .array(beginnings.map { .string($0) })]
    case .matches(let pattern): ["matches": .string(pattern.source)]
    case .sameAs(let other, nil): ["same_as": .string(other)]
    case .sameAs(let other, let column?): ["same_as": .string(other), "column": .string(column)]
    case .column(let name, let values):
      values.isEmpty
        ? ["column": .string(name)] : ["column": .string(name), "values": .array(values.map { .string($0) })]
    }
  }
}
