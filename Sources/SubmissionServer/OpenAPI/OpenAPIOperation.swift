import ConnectionGuard
import Domain
import HTTPTypes

/// One route as OpenAPI describes it.
struct OpenAPIOperation {
  let route: Route
  let profiles: [Profile]

  var json: JSONValue {
    var operation: [String: JSONValue] = [
      "operationId": .string(route.name), "summary": .string("\(route.summary.zh) \(route.summary.en)"),
      "tags": [.string(tag)], "parameters": .array(parameters), "responses": .object(responses),
    ]
    operation["security"] = route.access == .applicant ? [["bearer": []]] : []
    if let body { operation["requestBody"] = body }
    return .object(operation)
  }

  private var tag: String {
    if !route.path.hasPrefix("/v1/") { return "operation" }
    if route.path.contains("/application") { return "application" }
    return route.method == .get ? "form" : "accounts"
  }

  // MARK: What goes in

  private var parameters: [JSONValue] {
    let path: [JSONValue] = route.pathParameters.map { name in
      ["name": .string(name), "in": "path", "required": true, "schema": schema(of: name)]
    }
    let named: [JSONValue] = route.parameters.map {
      [
        "name": .string($0.name), "in": .string($0.place.rawValue), "required": .bool($0.isRequired),
        "description": .string($0.description), "schema": $0.schema.json,
      ]
    }
    return path + named
  }

  private func schema(of parameter: String) -> JSONValue {
    switch parameter {
    case "province": ["enum": .array(profiles.provinces.map { .string($0) })]
    case "slot": ["enum": .array(Set(profiles.flatMap { $0.slots.map(\.id) }).sorted().map { .string($0) })]
    case "n":
      [
        "type": "integer", "minimum": 1, "maximum": 999_999_999,
        "description":
          "Which file of the slot; where it takes one a row of a list, the row's own number (its member `row`).",
      ]
    default: ["type": "string", "minLength": 1, "maxLength": .integer(RequestTarget.limits.segment)]
    }
  }

  private var body: JSONValue? {
    switch route.body {
    case .none: nil
    case .json(let schema, _): ["required": true, "content": ["application/json": ["schema": schema.json]]]
    case .file:
      ["required": true, "content": ["image/jpeg": [:], "image/png": [:], "application/octet-stream": [:]]]
    }
  }

  // MARK: What comes out

  private var responses: [String: JSONValue] {
    var responses: [String: JSONValue] = [:]
    for answer in route.answers {
      var response: [String: JSONValue] = ["description": .string(answer.description)]
      var headers: [String: JSONValue] = ["X-Request-Id": ["schema": ["type": "string"]]]
      for header in answer.headers { headers[header] = ["schema": ["type": "string"]] }
      response["headers"] = .object(headers)
      switch answer.content {
      case .none: break
      case .json(let schema): response["content"] = ["application/json": ["schema": schema.json]]
      case .bytes(let types):
        response["content"] = .object(Dictionary(types.map { ($0, [:]) }, uniquingKeysWith: { $1 }))
      }
      responses["\(answer.status.code)"] = .object(response)
    }
    for (status, codes) in Dictionary(grouping: route.allProblems, by: \.status.code)
    where responses["\(status)"] == nil {
      responses["\(status)"] = OpenAPIProblems.response(codes)
    }
    return responses
  }
}

extension Route {
  /// Its own problems and those that follow from what it is.
  var allProblems: Set<ProblemCode> {
    var all = Set(problems)
    all.formUnion([.malformedRequest, .requestTimeout, .uriTooLong, .headerTooLarge, .internalError, .unavailable])
    if path != "/healthz" { all.insert(.tooManyRequests) }
    // Parameters name what may not be there; the province above all.
    if !pathParameters.isEmpty { all.insert(.notFound) }
    if access == .applicant { all.formUnion([.unauthorized, .forbidden]) }
    switch body {
    case .none: break
    case .json: all.formUnion([.malformedJSON, .contentTooLarge, .unsupportedMediaType])
    case .file: all.insert(.contentTooLarge)
    }
    return all
  }
}
