import Domain

extension Schema {
  /// What is wrong with a value that came from outside: one entry a place. Knows the keywords that the routes' schemas of requests use;
  /// others say nothing.
  func problems(in value: JSONValue) -> [ProblemDetails.Entry] {
    var entries: [ProblemDetails.Entry] = []
    Self.check(value, json, "", &entries)
    return entries
  }

  private static func check(
    _ value: JSONValue, _ schema: JSONValue, _ pointer: String, _ entries: inout [ProblemDetails.Entry]
  ) {
    func add(_ code: String, _ detail: Text, at place: String = "") {
      // A thousand wrong members are as wrong as fifty.
      if entries.count < 50 { entries.append(.init(pointer: pointer + place, code: code, detail: detail)) }
    }
    if let choices = schema["anyOf"]?.array {
      let fits = choices.contains { Schema($0).problems(in: value).isEmpty }
      if !fits, let first = choices.first { check(value, first, pointer, &entries) }
      return
    }
    if let types = schema["type"], !matches(value, types) {
      return add("wrong_type", Text(zh: "这里的数据类型不对。", en: "This is of the wrong type."))
    }
    if let allowed = schema["enum"]?.array, !allowed.contains(value) {
      return add("unknown_value", Text(zh: "这里不能是这个值。", en: "This value is not among those allowed."))
    }
    switch value {
    case .object(let members):
      let properties = schema["properties"]?.object ?? [:]
      for name in schema["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil {
        add("missing", Text(zh: "缺少这一项。", en: "This is missing."), at: "/\(name)")
      }
      let isClosed = schema["additionalProperties"] == false
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        let place = "/" + name.prefix(64).replacing("~", with: "~0").replacing("/", with: "~1")
        if let property = properties[name] {
          check(member, property, pointer + place, &entries)
        } else if isClosed {
          add("unknown_member", Text(zh: "没有这一项，请检查名称。", en: "There is no such member."), at: place)
        }
      }
    case .array(let elements):
      if let most = schema["maxItems"]?.integer, elements.count > most {
        add("too_many", Text(zh: "最多 \(most) 项。", en: "At most \(most)."))
      }
      guard let items = schema["items"] else { return }
      for (index, element) in elements.enumerated() { check(element, items, "\(pointer)/\(index)", &entries) }
    case .string(let text):
      if let most = schema["maxLength"]?.integer, text.unicodeScalars.count > most {
        add("too_long", Text(zh: "最多 \(most) 个字。", en: "At most \(most) characters."))
      } else if let least = schema["minLength"]?.integer, text.unicodeScalars.count < least {
        add("too_short", Text(zh: "至少 \(least) 个字。", en: "At least \(least) characters."))
      }
    default: break
    }
  }

  private static func matches(_ value: JSONValue, _ types: JSONValue) -> Bool {
    if let several = types.array { return several.contains { matches(value, $0) } }
    return switch (value, types.string) {
    case (.object, "object"), (.array, "array"), (.string, "string"), (.integer, "integer"), (.bool, "boolean"),
      (.null, "null"), (.integer, "number"), (.number, "number"):
      true
    default: false
    }
  }
}
