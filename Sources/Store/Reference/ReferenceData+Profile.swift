import Domain

extension ReferenceData {
  /// What `profile_add` takes: the row of table `profile`, the file, and the regions and bureaus that it brings.
  static func document(of profile: Profile, content: String, name: String) -> JSONValue {
    let codes = Set(profile.regions.map(\.code))
    func texts(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }
    return [
      "profile": [
        "province": .string(profile.province), "version": .string(profile.version), "name": .string(profile.name.zh),
        "number_letters": .string(profile.letters), "valid_from": .string(profile.validFrom.iso),
        "valid_to": profile.validTo.map { .string($0.iso) } ?? .null, "targets": texts(profile.targets),
        "masked_fields": texts(maskedFields(of: profile)),
        "export_hidden_fields": texts(exportHiddenFields(of: profile)), "texts": Self.texts(of: profile),
        "settings": settings(of: profile),
      ],
      "region": .string(profile.region), "file": .string(name), "content": .string(content),
      "regions": .array(
        profile.regions.map {
          [
            "code": .string($0.code), "name": .string($0.name), "level": .string($0.level.rawValue),
            "parent": $0.parent.map { .string($0) } ?? .null,
          ]
        }),
      "departments": .array(
        profile.standards.departments.all.filter { codes.contains($0.code) }.map {
          [
            "code": .string($0.code), "name": .string($0.name), "full_name": .string($0.fullName),
            "level": .string($0.level.rawValue), "parent_code": $0.parent.map { .string($0) } ?? .null,
            "region_code": $0.region.map { .string($0) } ?? .null, "province": .string($0.province),
          ]
        }),
    ]
  }
}
