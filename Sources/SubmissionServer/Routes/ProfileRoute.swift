import Domain

/// `GET /v1/{province}/profile`: the form for whoever draws it; of an older draft by `?version=`.
enum ProfileRoute {
  static let route = Route(
    "profile", .get, "/v1/{province}/profile", Text(zh: "省级表单的全部内容", en: "The province's whole form"),
    parameters: [.version, .ifNoneMatch],
    answers: [
      .init(.ok, "the form; texts as {zh, en}", .json(schema), headers: ["ETag", "Cache-Control"]), .notModified,
    ]
  ) { exchange in
    let profile = try exchange.namedProfile()
    return PublicDocument.kept("form", of: profile) { PublicDocument(profile.form) }.reply(to: exchange)
  }

  private static let text = Schema.object(["zh": .string, "en": .string])

  /// The members that every client needs; docs/profiles.md describes all of them.
  private static let schema = Schema.object([
    "province": .string, "version": .string, "name": text, "authority": text, "region": .string, "valid_from": .date,
    "identity": .object(["kind": Schema(["enum": ["sso", "local"]]), "provider": text]),
    "channels": .array(.object(["id": .string, "name": text, "steps": .array(.any)])),
    "notices": .array(.object(["id": .string, "title": text, "paragraphs": .array(text), "countdown": .integer])),
    "commitments": .array(.object(["id": .string, "version": .string, "text": text, "placement": .string])),
    "sections": .array(.object(["id": .string, "title": text, "items": .array(.any)])),
    "slots": .array(.object(["id": .string, "label": text, "required": .boolean, "file": .any])),
    "rules": .array(.object(["id": .string, "target": .string, "gate": .boolean, "message": text])),
    "examples": .array(.any), "routing": .any, "settings": .any, "unit_lookup?": .any, "regions": .array(.any),
    "provinces": .array(.any),
  ])
}

extension RouteParameter {
  /// Which edition of the form.
  static let version = RouteParameter(
    name: "version", place: .query, isRequired: false,
    description:
      "An edition of the form, as `profile_version` of an application names it; without it the one in force. Unknown: 404 with `versions`.",
    schema: Schema(["type": "string", "minLength": 1]))
}

/// `GET /openapi.json`: the contract, made from the routes and the profiles.
enum OpenAPIRoute {
  static let route: Route = Route(
    "openapi", .get, "/openapi.json", Text(zh: "接口说明（OpenAPI 3.1）", en: "The contract (OpenAPI 3.1)"),
    parameters: [.ifNoneMatch],
    answers: [.init(.ok, "the document", .json(.any), headers: ["ETag", "Cache-Control"]), .notModified]
  ) { exchange in
    let profiles = exchange.services.profiles
    return PublicDocument.kept("openapi \(profiles.map(\.edition))") {
      PublicDocument(OpenAPIDocument(table: .standard, profiles: profiles).json)
    }.reply(to: exchange)
  }
}
