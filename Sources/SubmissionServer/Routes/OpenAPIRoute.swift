import Domain

/// `GET /openapi.json`: the contract, made from the routes and the profiles.
enum OpenAPIRoute {
  static let route: Route = Route(
    "openapi", .get, "/openapi.json", Text(zh: "接口说明（OpenAPI 3.1）", en: "The contract (OpenAPI 3.1)"),
    parameters: [.ifNoneMatch],
    answers: [.init(.ok, "the document", .json(.any), headers: ["ETag", "Cache-Control"]), .notModified]
  ) { exchange in
    PublicDocument.kept("openapi") {
      PublicDocument(OpenAPIDocument(table: .standard, profiles: exchange.services.profiles).json)
    }.reply(to: exchange)
  }
}
