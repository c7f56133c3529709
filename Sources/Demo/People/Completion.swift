import Domain

/// Answers to what a form needs and no invented life tells: another province may ask for anything.
struct Completion {
  private let profile: Profile
  /// Fields and lists that lives say nothing of.
  private let unknown: Set<String>

  init(_ profile: Profile, in bureaus: Bureaus, numbers: PersonNumbers, today: Day, seed: UInt64) {
    self.profile = profile
    var told: Set<String> = []
    for index in 1...100 {
      var random = SeededRandom(seed: seed, UInt64(index))
      let county = bureaus.county(&random)
      let city = county.parent.flatMap { profile.standards.regions[$0] } ?? county
      let person = Person(
        index: index, numbers: numbers, county: county, city: city, today: today, seed: seed, random: &random)
      told.formUnion(person.facts.values.keys)
    }
    let needed = profile.fields.filter { $0.required != .never }.map { $0.list ?? $0.id }
    unknown = Set(needed).subtracting(told)
  }

  /// The facts with what the form still needs. What is asked may follow from what was just answered, so a few rounds are made.
  func complete(_ facts: Answers, in county: Region, today: Day, _ random: inout SeededRandom) -> Answers {
    guard !unknown.isEmpty else { return facts }
    var facts = facts
    for _ in 0..<4 {
      let asked = profile.requirements(of: facts, today: today).answers
      let missing = profile.progress(asked, attachments: [], today: today).fields.filter {
        $0.isRequired && !$0.isAnswered
      }
      .map(\.target)
      let own = missing.filter { unknown.contains($0) }
      guard !own.isEmpty else { break }
      for id in own {
        if let list = profile.list(id) {
          facts[id] = .array((0..<list.rows.lowerBound).map { row($0, of: list, facts, county, today, &random) })
        } else if let field = profile.field(id) {
          facts[id] = answer(field, facts, county, today, &random)
        }
      }
    }
    return facts
  }

  private func row(
    _ index: Int, of list: ListField, _ facts: Answers, _ county: Region, _ today: Day, _ random: inout SeededRandom
  ) -> JSONValue {
    var members: [String: JSONValue] = [:]
    // One after the other, as years of a life are.
    var day = today.adding(years: -4 * (list.rows.lowerBound - index) - 1)
    for field in list.fields where field.required != .never {
      if field.type == .date {
        members[field.key] = .string(day.iso)
        day = day.adding(days: 300)
      } else {
        members[field.key] = answer(field, facts, county, today, &random)
      }
    }
    return .object(members)
  }

  /// An answer of the field's type; nil where only a person could give one.
  private func answer(
    _ field: Field, _ facts: Answers, _ county: Region, _ today: Day, _ random: inout SeededRandom
  ) -> JSONValue? {
    switch field.type {
    case .text:
      guard field.pattern == nil else { return nil }
      let text = "虚构的" + field.label.zh
      let padded =
        text.count < field.length.lowerBound
        ? text + String(repeating: "略", count: field.length.lowerBound - text.count) : text
      return .string(String(padded.prefix(field.length.upperBound)))
    case .code(let codes): return codes.choices.isEmpty ? nil : .string(random.pick(codes.choices).code)
    case .codes(let codes, let count):
      // Those that stand together, beginning anywhere.
      let number = random.within(count.lowerBound...max(count.lowerBound, min(count.upperBound, 3)))
      let first = random.below(max(1, codes.choices.count - number + 1))
      return .array(codes.choices.dropFirst(first).prefix(number).map { .string($0.code) })
    case .date: return .string(today.adding(days: -random.within(30...2000)).iso)
    case .boolean: return .bool(random.chance(50))
    case .integer(let range):
      return .integer(random.within(range.lowerBound...min(range.upperBound, range.lowerBound + 9)))
    case .mobile, .phone: return facts["personal.phone"]
    case .email: return facts["personal.email"]
    case .postcode: return facts["personal.postal_code"]
    case .region: return .string(county.code)
    case .unitCode: return facts["work.unit_code"] ?? .string(Unit(random.below(400), in: county, seed: 1).creditCode)
    case .identityNumber: return facts["identity.id_number"]
    }
  }
}
