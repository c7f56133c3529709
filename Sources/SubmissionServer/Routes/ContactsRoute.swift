import Domain
import HTTPTypes
import Store

/// `GET /v1/{province}/contacts`: whom to ask (R16).
enum ContactsRoute {
  static let route = Route(
    "contacts", .get, "/v1/{province}/contacts", Text(zh: "咨询电话", en: "Whom to ask"),
    parameters: [
      RouteParameter(
        name: "city", place: .query, isRequired: false,
        description: "code of a city: only its bureau, and where the province lists every bureau also those below it",
        schema: .string)
    ],
    answers: [
      .init(
        .ok, "the numbers; `phone` is null where nobody has entered one, and `note` says so",
        .json(
          .object([
            "title": .string, "help?": .string, "by": Schema(["enum": ["city", "department"]]),
            "hotlines": .array(.object(["name": .string, "phone": .string])),
            "contacts": .array(
              .object([
                "department": .string, "name": .string, "level": .string, "city": .optional(.string),
                "city_name": .optional(.string), "phone": .optional(.string), "address": .optional(.string),
                "hours": .optional(.string), "note?": .string,
              ])),
          ])), headers: ["Cache-Control"])
    ], problems: [.notFound, .unavailable]
  ) { exchange in
    let profile = try exchange.profile()
    let bureaus = try bureaus(of: profile, city: exchange.query["city"])
    let province = profile.standards.departments[profile.region]?.province ?? profile.province
    let known = try await exchange.services.database.perform { try await $0.contacts(of: province) }
    return .json(
      document(profile, bureaus, known, exchange.language),
      headers: [.cacheControl: "public, max-age=60", .vary: "Accept-Language"])
  }

  /// A province that lists its cities names one bureau a city; one that lists bureaus names all of them.
  private static func bureaus(of profile: Profile, city: String?) throws -> [Department] {
    let all = profile.standards.departments.all(of: profile)
    let isByCity = profile.settings.contacts.by == .city
    guard let city else { return isByCity ? all.filter { $0.level == .city } : all }
    guard let bureau = all.first(where: { $0.code == city && $0.level == .city }) else {
      throw ProblemDetails(
        .notFound,
        Text(zh: "本省没有这个地市；请从列表中选择。", en: "The province has no such city; choose one of the list."))
    }
    return isByCity ? [bureau] : [bureau] + profile.standards.departments.children(of: city)
  }

  private static func document(
    _ profile: Profile, _ bureaus: [Department], _ known: [String: DepartmentContact], _ language: Language
  ) -> JSONValue {
    let settings = profile.settings.contacts
    var document: [String: JSONValue] = [
      "title": .string(settings.title(language)), "by": .string(settings.by.rawValue),
      "hotlines": .array(
        settings.hotlines.map { ["name": .string($0.name(language)), "phone": .string($0.phone)] }),
      "contacts": .array(
        bureaus.map { contact($0, profile.standards, known[$0.code], hasHotline: !settings.hotlines.isEmpty, language) }
      ),
    ]
    document["help"] = settings.help.map { .string($0(language)) }
    return .object(document)
  }

  private static func contact(
    _ bureau: Department, _ standards: Standards, _ known: DepartmentContact?, hasHotline: Bool, _ language: Language
  ) -> JSONValue {
    let above = standards.departments.ancestors(of: bureau.code).compactMap { standards.regions[$0] }
    let city = above.first { $0.level == .city }
    var contact: [String: JSONValue] = [
      "department": .string(bureau.code), "name": .string(bureau.fullName), "level": .string(bureau.level.rawValue),
      "city": city.map { .string($0.code) } ?? .null, "city_name": city.map { .string($0.name) } ?? .null,
      "phone": known.map { .string($0.phone) } ?? .null, "address": known?.address.map { .string($0) } ?? .null,
      "hours": known?.hours.map { .string($0) } ?? .null,
    ]
    if known == nil { contact["note"] = .string(missing(hasHotline: hasHotline)(language)) }
    return .object(contact)
  }

  private static func missing(hasHotline: Bool) -> Text {
    hasHotline
      ? Text(
        zh: "该部门的咨询电话还没有登记，请先拨打服务热线，或向上一级财政部门咨询。",
        en: "Nobody has entered this bureau's number yet; call the hotline, or ask the bureau above it.")
      : Text(
        zh: "该部门的咨询电话还没有登记，请向上一级财政部门咨询。",
        en: "Nobody has entered this bureau's number yet; ask the bureau above it.")
  }
}
