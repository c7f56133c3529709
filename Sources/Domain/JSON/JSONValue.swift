/// A JSON value as the answers hold it. Integers stay integers; objects have no order until they are written.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The string, nil for every other kind.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The truth value, nil for every other kind.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The integer, nil for every other kind (1.0 included).
  public var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The elements, nil for every other kind.
  public var array: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The members, nil for every other kind.
  public var object: [String: JSONValue]? {
    if case .object(let value) = self { value } else { nil }
  }

  /// Whether both write the same bytes. `==` does not tell: to it, texts are equal that Unicode calls canonically
  /// equivalent (the Kelvin sign and K).
  public func isIdentical(to other: JSONValue) -> Bool {
    switch (self, other) {
    case (.string(let one), .string(let two)): one.utf8.elementsEqual(two.utf8)
    case (.array(let one), .array(let two)): one.elementsEqual(two) { $0.isIdentical(to: $1) }
    case (.object(let one), .object(let two)):
      one.count == two.count
        && one.allSatisfy { key, value in
          guard let place = two.index(forKey: key) else { return false }
          return key.utf8.elementsEqual(two[place].key.utf8) && value.isIdentical(to: two[place].value)
        }
    default: self == other
    }
  }

  /// The member `key` of an object; nil when this is no object or has no such member.
  public subscript(key: String) -> JSONValue? { object?[key] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object; of two members with one key the later counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
  /// null.
  public init(nilLiteral: ()) { self = .null }
}
