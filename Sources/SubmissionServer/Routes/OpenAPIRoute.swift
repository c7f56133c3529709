import Domain

/// `GET /openapi.json`: the contract, made from the routes and the profiles.
enum OpenAPIRoute {
  static let route: Route = Route(
    "openapi", .get, "/openapi.json", Text(zh: "接口说明（OpenAPI 3.1）", en: "The contract (OpenAPI 3.1)"),
    parameters: [.ifNoneMatch],
    answers: [.init(.ok, "the document", .json(.any), headers: ["ETag", "Cache-Control"]), .notModified]
  ) { exchange in
    document.reply(to: exchange)
  }

  /// Neither routes nor bundled profiles change while the program runs.
  private static let document: PublicDocument = PublicDocument(
    OpenAPIDocument(table: .standard, profiles: Profile.bundled).json)
}
