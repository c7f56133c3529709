/// An object being written: members without a value are left out, so that a reader asks one question less.
struct JSONMembers: ExpressibleByDictionaryLiteral {
  private var members: [String: JSONValue] = [:]

  init(dictionaryLiteral elements: (String, JSONValue?)...) {
    // A `nil` beside a JSON value in `? :` is JSON's null: no value either.
    for (key, value) in elements where value != .null { members[key] = value }
  }

  var json: JSONValue { .object(members) }

  subscript(key: String) -> JSONValue? {
    get { members[key] }
    set { members[key] = newValue }
  }
}

extension Text {
  /// `{"zh", "en"}`.
  public var json: JSONValue { ["zh": .string(zh), "en": .string(en)] }
}

extension [Text] {
  /// nil when there are none.
  var json: JSONValue? { isEmpty ? nil : .array(map(\.json)) }
}

extension [String] {
  /// Texts as an array, also an empty one.
  var json: JSONValue { .array(map { .string($0) }) }
}

extension ClosedRange<Int> {
  /// `{"min", "max"}`, both included.
  var json: JSONValue { ["min": .integer(lowerBound), "max": .integer(upperBound)] }
}
