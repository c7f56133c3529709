import Domain
import Store

extension HTTPExchange {
  /// The form of a province with accounts of its own, and those.
  ///
  /// - Throws: `not_found`, with the way in that there is.
  func accounts() throws -> (profile: Profile, accounts: Accounts) {
    let profile = try profile()
    guard profile.identity.kind == .local, let accounts = services.identity.accounts else {
      throw ProblemDetails(
        .notFound,
        Text(
          zh: "\(profile.name.zh)没有本地账号，请用\(profile.identity.provider.zh)登录。",
          en: "There are no accounts here; log in with: \(profile.identity.provider.en)."))
    }
    return (profile, accounts)
  }

  /// The person that the body names.
  func person(_ profile: Profile) -> AccountPerson {
    AccountPerson(
      profile: profile, idType: json["id_type"]?.string, idNumber: json["id_number"]?.string ?? "",
      today: services.today)
  }

  /// Does what anybody may try with anybody's number.
  func attempt<Result>(_ body: () async throws -> Result) async throws -> Result {
    try services.limits.checkAttempt(address: address)
    return try await inStep(body)
  }

  /// Does what must not tell, by the time it takes, who is known: whatever comes of it comes at the next full step since it began.
  private func inStep<Result>(_ body: () async throws -> Result) async throws -> Result {
    let step = services.settings.accountStep
    let begun = ContinuousClock.now
    func wait() async throws {
      guard step > .zero else { return }
      let steps = ((ContinuousClock.now - begun) / step).rounded(.up)
      try await Task.sleep(until: begun + step * steps, clock: .continuous)
    }
    let result: Result
    do { result = try await body() } catch {
      try await wait()
      throw error
    }
    try await wait()
    return result
  }

  /// A text of the body, empty where it is missing.
  func text(_ name: String) -> String { json[name]?.string ?? "" }

  /// - Throws: `weak_password`, with what is wrong with the member `name`.
  func checkPassword(_ name: String, idNumber: String, person: String = "", contacts: [String] = []) throws {
    let own = [idNumber, ResidentNumber.old(of: idNumber) ?? "", person] + contacts
    guard let rule = PasswordRule.broken(by: PasswordHashing.canonical(text(name)), own: own) else { return }
    throw Self.weakPassword(name, rule)
  }

  /// Does what sets a new password, the member `name`. Who has proved to be the person is told where it is made of what is known of that person.
  ///
  /// - Throws: `weak_password`.
  func choosing(_ name: String, _ body: () async throws -> Void) async throws {
    do { try await body() } catch let problem as ProblemDetails where problem.code == .weakPassword {
      throw Self.weakPassword(name, .personal)
    }
  }

  private static func weakPassword(_ name: String, _ rule: PasswordRule) -> ProblemDetails {
    ProblemDetails(
      .weakPassword, rule.text, errors: [.init(pointer: "/\(name)", code: rule.rawValue, detail: rule.text)],
      reason: rule.rawValue)
  }

  /// SHA-256 of the session's token.
  func session() throws -> [UInt8] {
    let token = (head.headerFields[.authorization] ?? "").dropFirst(7)
    guard try applicant().session != nil else { throw ProblemDetails(.unauthorized, reason: "no session") }
    return Accounts.hash(String(token))
  }
}

extension Schema {
  static func text(_ range: ClosedRange<Int>) -> Schema {
    Schema(["type": "string", "minLength": .integer(range.lowerBound), "maxLength": .integer(range.upperBound)])
  }

  static let idType = text(1...8)
  static let idNumber = text(1...64)
  /// Longer ones are no password, and cost something to look at.
  static let password = text(1...256)
  /// What was asked for is done, if it could be; a sentence for people.
  static let message = Schema.object(["message": .string])
}

extension Reply {
  /// 202 with a sentence.
  static func accepted(_ text: Text, _ language: Language) -> Reply {
    .json(["message": .string(text(language))], .accepted)
  }
}

extension PasswordRule {
  /// What an applicant is told.
  fileprivate var text: Text {
    switch self {
    case .tooShort: Text(zh: "密码至少 8 个字符，建议用几个词组成的一句话。", en: "At least 8 characters; several words are best.")
    case .tooLong: Text(zh: "密码最多 128 个字符。", en: "At most 128 characters.")
    case .controlCharacter: Text(zh: "密码里不能有控制字符（如换行、制表符）。", en: "No control characters.")
    case .personal:
      Text(
        zh: "密码不能用知道您的人猜得到的内容：证件号码（或其中一段）、姓名、手机号码、邮箱，以及您填报过的单位、地址、日期等。请换一个。",
        en:
          "Not what people who know you would guess: the document number or part of it, name, phone, e-mail, or anything that you have filed (unit, address, dates). Choose another."
      )
    case .tooCommon:
      Text(zh: "这个密码太常见，很容易被猜到，请换一个。", en: "This password is among the first that are guessed; choose another.")
    }
  }
}
