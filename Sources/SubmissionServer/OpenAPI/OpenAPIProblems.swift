import Domain

/// Problem documents as OpenAPI describes them.
enum OpenAPIProblems {
  static let schema: JSONValue = [
    "type": "object", "description": "RFC 9457",
    "required": ["type", "title", "status", "code", "request_id"],
    "properties": [
      "type": ["type": "string", "format": "uri-reference"], "title": ["type": "string"],
      "status": ["type": "integer"], "detail": ["type": "string"],
      "code": ["type": "string", "enum": .array(ProblemCode.allCases.map { .string($0.rawValue) })],
      "request_id": ["type": "string"],
      "errors": [
        "type": "array",
        "items": [
          "type": "object", "required": ["pointer", "code", "detail"],
          "properties": [
            "pointer": ["type": "string"], "code": ["type": "string"], "detail": ["type": "string"],
          ],
        ],
      ],
    ],
  ]

  /// The answer for these codes, all of one status.
  static func response(_ codes: [ProblemCode]) -> JSONValue {
    let codes = codes.sorted { $0.rawValue < $1.rawValue }
    var headers: [String: JSONValue] = ["X-Request-Id": ["schema": ["type": "string"]]]
    let status = codes.first?.status
    if status == .unauthorized { headers["WWW-Authenticate"] = ["schema": ["type": "string"]] }
    if status == .tooManyRequests || status == .serviceUnavailable {
      headers["Retry-After"] = ["schema": ["type": "string"]]
    }
    return [
      "description": .string(codes.map { "\($0.rawValue)：\($0.title.zh) \($0.title.en)" }.joined(separator: "；")),
      "headers": .object(headers),
      "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
    ]
  }
}
