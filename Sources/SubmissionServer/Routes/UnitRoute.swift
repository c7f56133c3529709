import Domain

/// `GET /v1/{province}/units/{code}`: a unit's name by its code (R14), where the form offers that.
enum UnitRoute {
  static let route = Route(
    "unit", .get, "/v1/{province}/units/{code}", Text(zh: "按代码获取单位信息", en: "A unit by its code"), access: .applicant,
    answers: [
      .init(
        .ok, "what is known of the unit; the applicant may type another name",
        .json(
          .object([
            "code": .string, "name": .string, "unit_type": .optional(.string), "region": .optional(.string),
            "source": Schema(["enum": ["import", "approved"]]),
          ])))
    ], problems: [.notFound, .invalidUnitCode]
  ) { exchange in
    let profile = try exchange.profile()
    guard let lookup = profile.unitLookup else {
      throw ProblemDetails(
        .notFound, Text(zh: "本省表单不提供单位查询，请直接填写单位名称。", en: "This form does not look units up: type the name."))
    }
    let code = try checked(exchange.path["code"] ?? "", by: profile, lookup, today: exchange.services.today)
    let found = try await exchange.services.database.perform { try await $0.unit(code) }
    // What to do now is said by the profile.
    guard let found else { throw ProblemDetails(.notFound, lookup.fallback) }
    return .json([
      "code": .string(found.code), "name": .string(found.name),
      "unit_type": found.unitType.map { .string($0) } ?? .null, "region": found.region.map { .string($0) } ?? .null,
      "source": .string(found.isImported ? "import" : "approved"),
    ])
  }

  /// The code in its stored form.
  private static func checked(_ text: String, by profile: Profile, _ lookup: UnitLookup, today: Day) throws -> String {
    var kind = NumberKind.unitCode
    if case .unitCode(organisationCodes: false)? = profile.field(lookup.codeField)?.type { kind = .creditCode }
    let check = Numbers.check(text, as: kind, today: today, by: profile.standards)
    guard check.isValid else {
      let problems = check.errors.map { $0.problem(field: lookup.codeField) }
      throw ProblemDetails(
        .invalidUnitCode, problems.first?.text,
        errors: problems.map { .init(pointer: "/code", code: $0.code, detail: $0.text) })
    }
    return check.normalised
  }
}
