import Domain

/// What a province's form takes as answers: each field with its type, codes and lengths. Nothing is required, because a draft is saved
/// in parts; null takes an answer back.
struct AnswersSchema: Sendable {
  let json: JSONValue

  init(_ profile: Profile) {
    var properties: [String: JSONValue] = [:]
    for section in profile.sections {
      for item in section.items {
        switch item {
        case .field(let field): properties[field.id] = Self.property(field)
        case .list(let list): properties[list.id] = Self.property(list)
        case .department: break
        }
      }
    }
    json = [
      "type": "object", "title": .string("\(profile.name.zh) \(profile.version)"), "properties": .object(properties),
      "additionalProperties": false,
    ]
  }

  private static func property(_ list: ListField) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for field in list.fields { properties[field.key] = property(field) }
    properties[Answers.rowMember] = [
      "type": ["integer", "null"],
      "description":
        "The row's own number, given by the server and never again to another row. Send back what was read; leave it out of a new row.",
    ]
    return [
      "type": ["array", "null"], "title": .string(list.label.zh), "maxItems": .integer(list.rows.upperBound),
      "items": ["type": "object", "properties": .object(properties), "additionalProperties": false],
    ]
  }

  private static func property(_ field: Field) -> JSONValue {
    var schema = kind(field)
    schema["title"] = .string(field.label.zh)
    if field.origin == .locked { schema["readOnly"] = true }
    return .object(schema)
  }

  private static func kind(_ field: Field) -> [String: JSONValue] {
    switch field.type {
    case .text:
      var schema = text(maximum: field.length.upperBound, minimum: field.length.lowerBound)
      if let pattern = field.pattern { schema["description"] = .string(pattern.message.zh) }
      return schema
    case .code(let set):
      let codes = set.choices.flatMap { [$0.code] + $0.aliases }
      return [
        "enum": .array(codes.map { .string($0) } + [.null]),
        "description": .string(set.choices.prefix(40).map { "\($0.code) \($0.name.zh)" }.joined(separator: "；")),
      ]
    case .codes(let set, let count):
      return [
        "type": ["array", "null"], "items": ["enum": .array(set.choices.map { .string($0.code) })], "uniqueItems": true,
        "maxItems": .integer(count.upperBound),
        "description": .string(set.choices.prefix(40).map { "\($0.code) \($0.name.zh)" }.joined(separator: "；")),
      ]
    case .date: return ["type": ["string", "null"], "format": "date"]
    case .boolean: return ["type": ["boolean", "null"]]
    case .integer(let range):
      return [
        "type": ["integer", "null"], "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ]
    case .mobile: return pattern("^1[3-9][0-9]{9}$")
    case .postcode, .region: return pattern("^[0-9]{6}$")
    case .phone: return text(maximum: 30)
    case .email: return text(maximum: 254)
    case .identityNumber: return text(maximum: 40)
    case .unitCode: return text(maximum: 20)
    }
  }

  private static func text(maximum: Int, minimum: Int = 0) -> [String: JSONValue] {
    var schema: [String: JSONValue] = ["type": ["string", "null"], "maxLength": .integer(maximum)]
    if minimum > 0 { schema["minLength"] = .integer(minimum) }
    return schema
  }

  private static func pattern(_ pattern: String) -> [String: JSONValue] {
    ["type": ["string", "null"], "pattern": .string(pattern)]
  }
}
