/// What an applicant filled in: canonical field id → value (填报内容).
///
/// Ids are flat (`identity.name`); the one list, `qualifications`, is an array of objects with the keys
/// `level`, `type`, `method`, `obtained_on` and `certificate_number`.
public struct Answers: Hashable, Sendable {
  /// All values by field id.
  public var values: [String: JSONValue]

  /// Answers with these values.
  public init(_ values: [String: JSONValue] = [:]) { self.values = values }

  /// The value of a field; nil when it was not answered. JSON null counts as not answered.
  public subscript(field: String) -> JSONValue? {
    get {
      switch values[field] {
      case .null?, nil: nil
      case let value: value
      }
    }
    set { values[field] = newValue }
  }

  /// The text of a field, nil when it is absent or no text.
  public func text(_ field: String) -> String? { self[field]?.string }

  /// The truth value of a field, nil when it is absent or none.
  public func flag(_ field: String) -> Bool? { self[field]?.bool }

  /// The date of a field, nil when it is absent or no date of the form 2026-11-21.
  public func day(_ field: String) -> Day? { text(field).flatMap { Day(iso: $0) } }

  /// The objects of a list field in their order; empty when absent. Elements that are no objects are empty ones.
  public func list(_ field: String) -> [[String: JSONValue]] { (self[field]?.array ?? []).map { $0.object ?? [:] } }

  /// One line of JSON with ordered keys.
  public var canonicalJSON: String { JSONValue.object(values).canonicalJSON }
}

extension Answers: ExpressibleByDictionaryLiteral {
  /// Answers from pairs; of two with one id the later counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
}
