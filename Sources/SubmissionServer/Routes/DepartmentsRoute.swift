import Domain

/// `GET /v1/{province}/departments`: the bureaus that review, or the one that a region belongs to.
enum DepartmentsRoute {
  static let route = Route(
    "departments", .get, "/v1/{province}/departments", Text(zh: "会计管理部门", en: "The bureaus that review"),
    parameters: [
      RouteParameter(
        name: "region", place: .query, isRequired: false,
        description: "code of a region or development zone: only the bureau that its applications go to",
        schema: .string),
      .ifNoneMatch,
    ],
    answers: [
      .init(
        .ok, "the bureaus, each after the one above it",
        .json(.object(["departments": .array(department)])), headers: ["ETag", "Cache-Control"]),
      .notModified,
    ], problems: [.notFound]
  ) { exchange in
    let profile = try exchange.profile()
    if let region = exchange.query["region"] {
      return PublicDocument(json([try bureau(of: region, in: profile)])).reply(to: exchange)
    }
    return PublicDocument.kept("departments", of: profile) {
      PublicDocument(json(profile.standards.departments.all(of: profile)))
    }.reply(to: exchange)
  }

  private static let department = Schema.object([
    "code": .string, "name": .string, "full_name": .string,
    "level": Schema(["enum": ["province", "city", "county", "zone"]]),
    "parent": .optional(.string), "region": .optional(.string),
  ])

  private static func bureau(of region: String, in profile: Profile) throws -> Department {
    let path = profile.standards.regions.path(to: region)
    guard path.first?.code == profile.region, let bureau = profile.standards.departments.own(of: region)
    else {
      throw ProblemDetails(
        .notFound,
        Text(
          zh: "本省没有这个行政区划，或者它没有会计管理部门；请从表单的行政区划列表中选择。",
          en: "The province has no such region, or the region has no bureau; choose one of the form's regions."))
    }
    return bureau
  }

  private static func json(_ departments: [Department]) -> JSONValue {
    ["departments": .array(departments.map(\.json))]
  }
}

extension Departments {
  /// The bureaus of a profile's province, parents before children.
  func all(of profile: Profile) -> [Department] {
    let province = self[profile.region]?.province
    return all.filter { $0.province == province }
  }
}

extension Department {
  fileprivate var json: JSONValue {
    [
      "code": .string(code), "name": .string(name), "full_name": .string(fullName), "level": .string(level.rawValue),
      "parent": parent.map { .string($0) } ?? .null, "region": region.map { .string($0) } ?? .null,
    ]
  }
}
