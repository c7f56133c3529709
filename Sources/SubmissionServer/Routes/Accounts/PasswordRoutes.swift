import Domain
import Store

/// `POST …/password` changes it; `POST …/password-resets` and `…/confirm` replace a forgotten one (密码找回).
enum PasswordRoutes {
  static let change = Route(
    "changePassword", .post, "/v1/{province}/password", Text(zh: "修改密码", en: "Changes the password"),
    access: .applicant,
    body: .json(.object(["old_password": .password, "new_password": .password], closed: true), limit: 8 << 10),
    answers: [.init(.noContent, "Changed; all sessions of the account are over, this one too")],
    problems: [.notFound, .wrongCredentials, .weakPassword, .tooManyRequests]
  ) { exchange in
    let (_, accounts) = try exchange.accounts()
    let applicant = try exchange.applicant()
    try exchange.checkPassword(
      "new_password", idNumber: applicant.idNumber, person: applicant.name, contacts: [applicant.phone ?? ""])
    try await exchange.choosing("new_password") {
      try await accounts.changePassword(
        applicant, session: try exchange.session(), old: exchange.text("old_password"),
        new: exchange.text("new_password"), address: exchange.address)
    }
    return .noContent
  }

  static let request = Route(
    "requestPasswordReset", .post, "/v1/{province}/password-resets", Text(zh: "获取找回密码的验证码", en: "Asks for a code"),
    body: .json(.object(["id_type?": .idType, "id_number": .idNumber], closed: true), limit: 8 << 10),
    answers: [.init(.accepted, "A code is on its way, if the person can be reached", .json(.message))],
    problems: [.notFound, .tooManyRequests]
  ) { exchange in
    let (profile, accounts) = try exchange.accounts()
    try await exchange.attempt {
      try await accounts.requestReset(exchange.person(profile), profile: profile, address: exchange.address)
    }
    return .accepted(
      Text(
        zh: "如果该证件号码有账号或原有档案，验证码已发往登记的电子邮箱或手机，10 分钟内有效。收不到时请联系当地会计管理部门。",
        en:
          "If there is an account or an archive, a code has gone to the e-mail address or phone on record; it counts for 10 minutes."
      ),
      exchange.language)
  }

  static let confirm = Route(
    "confirmPasswordReset", .post, "/v1/{province}/password-resets/confirm",
    Text(zh: "用验证码设置新密码", en: "Sets a new password"),
    body: .json(
      .object(
        ["id_type?": .idType, "id_number": .idNumber, "code": .text(1...16), "new_password": .password], closed: true),
      limit: 8 << 10),
    answers: [.init(.noContent, "Set; all sessions of the account are over, log in again")],
    problems: [.notFound, .wrongCode, .weakPassword, .tooManyRequests]
  ) { exchange in
    let (profile, accounts) = try exchange.accounts()
    let person = exchange.person(profile)
    try exchange.checkPassword("new_password", idNumber: person.key.idNumber)
    try await exchange.choosing("new_password") {
      try await exchange.attempt {
        try await accounts.reset(
          person, code: InputText.folded(exchange.text("code")), password: exchange.text("new_password"),
          profile: profile, address: exchange.address)
      }
    }
    return .noContent
  }
}
