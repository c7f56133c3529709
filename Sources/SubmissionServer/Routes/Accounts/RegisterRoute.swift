import Domain
import Foundation
import Store

/// `POST …/accounts`: registers, by the form that the profile has for it. The answer is the same whether the person has an account already or not.
enum RegisterRoute {
  static let route = Route(
    "register", .post, "/v1/{province}/accounts", Text(zh: "注册", en: "Registers"),
    body: .json(
      .object(
        [
          "id_type?": .idType, "id_number?": needed(64), "name?": needed(100), "password?": needed(256),
          "password_confirmation?": .password, "email?": needed(254), "phone?": .optional(.text(0...32)),
          "code?": .optional(.text(0...16)),
        ], closed: true), limit: 8 << 10),
    answers: [
      .init(.accepted, "Registered, if it was possible; nobody learns whether there was an account", .json(.message))
    ],
    problems: [.notFound, .invalidAnswers, .weakPassword, .wrongCode, .tooManyRequests]
  ) { exchange in
    let (profile, accounts) = try exchange.accounts()
    let person = exchange.person(profile)
    let registration = try registration(exchange, person, profile)
    try exchange.checkPassword(
      "password", idNumber: person.key.idNumber, person: registration.name,
      contacts: [registration.email, registration.phone ?? ""])
    try await exchange.choosing("password") {
      try await exchange.attempt {
        try await accounts.register(
          person, registration, password: exchange.text("password"), profile: profile, address: exchange.address)
      }
    }
    return .accepted(
      Text(
        zh: """
          注册已受理。第一次办理的，现在可以用证件号码和密码登录，并请用发往所留邮箱的验证码确认联系方式。以前注册过、办理过或有原有档案的，为防他人冒用不会另开账号：\
          请用原来的密码登录，或用刚发往您以前登记的邮箱或手机的验证码设置密码（找回密码）；收不到的，请带证件到当地会计管理部门核实身份。
          """,
        en: """
          Received. Who is new here can log in now, and confirms the address with the code that went to it. Who had an account, an application or an \
          archive logs in with the password of then, or sets one with the code that has gone to the address of then; whom it does not reach takes the \
          document to the bureau.
          """
      ), exchange.language)
  }

  private static func needed(_ most: Int) -> Schema {
    Schema([
      "type": "string", "maxLength": .integer(most),
      "description": "Needed. What is missing is told like what is wrong, all at once: 422 invalid_answers.",
    ])
  }

  private static func missing(_ member: RegistrationForm.Member, _ label: Text) -> ProblemDetails.Entry {
    .init(
      pointer: "/" + member.rawValue, code: "missing",
      detail: Text(zh: "请填写“\(label.zh)”。", en: "Give “\(label.en)”."))
  }

  private static func registration(
    _ exchange: HTTPExchange, _ person: AccountPerson, _ profile: Profile
  ) throws -> Registration {
    let form = profile.identity.registration ?? .standard
    // What is missing is told like what is wrong, with everything else, in the words of the form.
    var entries = form.fields.filter { field in
      field.isRequired && exchange.text(field.member.rawValue).allSatisfy(\.isWhitespace)
    }.map { Self.missing($0.member, $0.label) }
    for member in RegistrationForm.Member.allCases where form[member] == nil {
      guard let given = exchange.json[member.rawValue], given != .null else { continue }
      entries.append(
        .init(
          pointer: "/" + member.rawValue, code: "unknown_field",
          detail: Text(zh: "本省注册不填这一项。", en: "Registering does not ask for this here.")))
    }
    let missing = Set(entries.map(\.pointer))
    entries += person.findings.filter { !missing.contains("/" + $0.field) }.map {
      ProblemDetails.Entry(pointer: "/" + $0.field, code: $0.code, detail: $0.text)
    }
    let today = exchange.services.today
    func checked(_ member: String, _ kind: NumberKind) -> String {
      if missing.contains("/" + member) { return "" }
      let check = Numbers.check(exchange.text(member), as: kind, today: today, by: profile.standards)
      entries += check.errors.map {
        let problem = $0.problem(field: member)
        return ProblemDetails.Entry(pointer: "/" + member, code: problem.code, detail: problem.text)
      }
      return check.normalised
    }
    let email = checked("email", .email)
    let phone = exchange.text("phone").isEmpty ? nil : checked("phone", .phone)
    // The name as the form takes it.
    let judged = profile.validate(
      answers: ["identity.name": .string(exchange.text("name"))], mode: .draft, today: today)
    let name = judged.answers.text("identity.name") ?? ""
    entries += judged.errors.map { .init(pointer: "/name", code: $0.code, detail: $0.text) }
    if name.isEmpty, judged.isAcceptable, !missing.contains("/name") {
      entries.append(Self.missing(.name, form[.name]?.label ?? RegistrationForm.Member.name.label))
    }
    if let again = exchange.json["password_confirmation"]?.string, again != exchange.text("password") {
      entries.append(
        .init(
          pointer: "/password_confirmation", code: "different",
          detail: Text(zh: "两次输入的密码不一样。", en: "The passwords are not the same.")))
    }
    guard entries.isEmpty else { throw ProblemDetails(.invalidAnswers, errors: entries) }
    let code = exchange.json["code"]?.string.map(InputText.folded).flatMap { $0.isEmpty ? nil : $0 }
    return Registration(name: name, email: email, phone: phone, code: code)
  }
}
