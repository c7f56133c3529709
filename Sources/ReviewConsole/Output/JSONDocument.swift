import Domain

/// JSON whose members keep the order in which they were written, so that output is stable and reads well.
indirect enum JSONDocument: Sendable, Hashable {
  struct Member: Sendable, Hashable {
    let key: String
    let value: JSONDocument
  }

  case scalar(JSONValue)
  case array([JSONDocument])
  case object([Member])

  static let null = JSONDocument.scalar(.null)

  /// Members whose value is nil become `null`: the keys of an object do not depend on its data.
  init(_ members: KeyValuePairs<String, JSONDocument?>) {
    self = .object(members.map { Member(key: $0.key, value: $0.value ?? .null) })
  }

  /// A value of the domain; the members of its objects come sorted by key.
  init(_ value: JSONValue) {
    switch value {
    case .array(let elements): self = .array(elements.map(JSONDocument.init))
    case .object(let members):
      self = .object(
        members.sorted { $0.key < $1.key }.map { Member(key: $0.key, value: JSONDocument($0.value)) })
    default: self = .scalar(value)
    }
  }

  static func string(_ text: String?) -> JSONDocument { text.map { .scalar(.string($0)) } ?? .null }
  static func integer(_ number: Int?) -> JSONDocument { number.map { .scalar(.integer($0)) } ?? .null }
  static func number(_ number: Double?) -> JSONDocument { number.map { .scalar(.number($0)) } ?? .null }
  static func bool(_ flag: Bool?) -> JSONDocument { flag.map { .scalar(.bool($0)) } ?? .null }
  static func day(_ day: Day?) -> JSONDocument { .string(day?.iso) }
}

extension JSONDocument: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .scalar(.string(value)) }
  init(integerLiteral value: Int) { self = .scalar(.integer(value)) }
  init(booleanLiteral value: Bool) { self = .scalar(.bool(value)) }
  init(arrayLiteral elements: JSONDocument...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONDocument)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }
}
