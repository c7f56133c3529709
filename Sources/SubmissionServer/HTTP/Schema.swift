import Domain

/// A JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it).
struct Schema: Sendable, Hashable {
  let json: JSONValue

  init(_ json: JSONValue) { self.json = json }

  static let string = Schema(["type": "string"])
  static let integer = Schema(["type": "integer"])
  static let boolean = Schema(["type": "boolean"])
  static let date = Schema(["type": "string", "format": "date"])
  static let time = Schema(["type": "string", "format": "date-time"])
  static let any = Schema([:])

  static func array(_ element: Schema) -> Schema { Schema(["type": "array", "items": element.json]) }

  /// The same or null.
  static func optional(_ schema: Schema) -> Schema { Schema(["anyOf": [schema.json, ["type": "null"]]]) }

  /// An object. Members whose name ends with `?` may be left out; others that are not named may be there unless `closed`.
  static func object(_ members: KeyValuePairs<String, Schema>, closed: Bool = false) -> Schema {
    var properties: [String: JSONValue] = [:]
    var required: [JSONValue] = []
    for (name, schema) in members {
      let key = name.hasSuffix("?") ? String(name.dropLast()) : name
      properties[key] = schema.json
      if key == name { required.append(.string(key)) }
    }
    var json: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { json["required"] = .array(required) }
    if closed { json["additionalProperties"] = false }
    return Schema(.object(json))
  }
}
