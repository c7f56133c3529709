import Domain
import Store

/// `POST …/contact-codes` and `…/confirm`: only an address from which a code came back gets codes for a new password.
enum ContactRoutes {
  static let request = Route(
    "requestContactCode", .post, "/v1/{province}/contact-codes", Text(zh: "获取确认联系方式的验证码", en: "Asks for a code"),
    access: .applicant,
    answers: [.init(.accepted, "A code is on its way to the address of the account", .json(.message))],
    problems: [.notFound, .tooManyRequests]
  ) { exchange in
    let (_, accounts) = try exchange.accounts()
    try await accounts.requestContactCode(
      try exchange.applicant(), session: try exchange.session(), address: exchange.address)
    return .accepted(
      Text(
        zh: "验证码已发往您注册时填写的邮箱（没有邮箱的发往手机），10 分钟内有效。",
        en: "A code has gone to the e-mail address of the account, else to its phone; it counts for 10 minutes."),
      exchange.language)
  }

  static let confirm = Route(
    "confirmContact", .post, "/v1/{province}/contact-codes/confirm", Text(zh: "确认联系方式", en: "Confirms the address"),
    access: .applicant, body: .json(.object(["code": .text(1...16)], closed: true), limit: 8 << 10),
    answers: [.init(.noContent, "Confirmed: codes for a new password go there")],
    problems: [.notFound, .wrongCode]
  ) { exchange in
    let (_, accounts) = try exchange.accounts()
    try await accounts.confirmContact(
      try exchange.applicant(), session: try exchange.session(), code: InputText.folded(exchange.text("code")),
      address: exchange.address)
    return .noContent
  }
}
