import Domain

/// What an identity says of a person, as answers of the form: the fields that arrive locked, or to be confirmed.
struct IdentityAnswers: Sendable {
  /// Tidied, with what the number tells (sex, date of birth) where the profile derives it.
  let answers: Answers
  /// Fields that the identity had to bring and did not, or that are wrong in it. Only to be put right where the identity comes from.
  let problems: [Problem]

  /// Fields whose values come from the identity.
  static func fields(of profile: Profile) -> [Field] {
    profile.fields.filter { $0.list == nil && $0.origin != .entered }
  }

  /// The name under which an identity has a field: the last part of its id.
  static func claim(of field: Field) -> String { String(field.id.split(separator: ".").last ?? "") }

  /// - Parameter claims: by claim name; others than those of the fields are not looked at.
  init(_ claims: [String: JSONValue], profile: Profile, today: Day) throws(TokenFault) {
    let fields = Self.fields(of: profile)
    var given = Answers()
    for field in fields {
      guard let value = claims[Self.claim(of: field)], value != .null else { continue }
      guard Self.fits(value, field.type) else { throw .claimType }
      given[field.id] = value
    }
    let draft = profile.validate(answers: given, mode: .draft, today: today)
    let ids = Set(fields.map(\.id))
    let wrong = draft.errors.map { Profile.base(of: $0.field) }
    var taken = Answers(draft.answers.values.filter { ids.contains($0.key) && !wrong.contains($0.key) })
    // A value that the form cannot take is the person's to put right where the identity is kept, as what is missing.
    guard draft.isAcceptable else {
      (answers, problems) = (taken, draft.errors)
      return
    }
    // As complete as it will ever be: what is missing or wrong now cannot be put right in the form. What nobody needs is left out instead.
    let found = profile.validate(answers: taken, mode: .submission, today: today).errors.filter {
      ids.contains($0.field) && profile.field($0.field)?.origin == .locked
    }
    for problem in found where profile.field(problem.field)?.required == .never { taken[problem.field] = nil }
    problems = found.filter { profile.field($0.field)?.required != .never }
    answers = taken
  }

  private static func fits(_ value: JSONValue, _ type: FieldType) -> Bool {
    switch type {
    case .boolean: value.bool != nil
    case .integer: value.integer != nil
    case .codes: value.array != nil
    default: value.string != nil
    }
  }
}

extension Applicant {
  /// The person of these answers; nil where document type, number or name is missing.
  init?(_ identity: IdentityAnswers, profile: Profile, phone: String? = nil, session: String? = nil) {
    let answers = identity.answers
    guard let type = answers.text("identity.id_type"), let number = answers.text("identity.id_number"),
      let name = answers.text("identity.name")
    else { return nil }
    self.init(
      province: profile.province, idType: type, idNumber: number, name: name,
      phone: answers.text("identity.mobile") ?? phone, answers: answers, session: session)
  }
}
