import Domain
import Store

/// `POST, DELETE …/sessions`: logs in and out of an account.
enum SessionRoutes {
  static let logIn = Route(
    "logIn", .post, "/v1/{province}/sessions", Text(zh: "登录", en: "Logs in"),
    body: .json(
      .object(["id_type?": .idType, "id_number": .idNumber, "password": .password], closed: true), limit: 8 << 10),
    answers: [
      .init(
        .created, "The token to show from now on, as Authorization: Bearer …",
        .json(.object(["token": .string, "expires_at": .time, "name": .string])))
    ], problems: [.notFound, .wrongCredentials, .tooManyRequests]
  ) { exchange in
    let (profile, accounts) = try exchange.accounts()
    let session = try await accounts.logIn(
      exchange.person(profile), password: exchange.text("password"), profile: profile, address: exchange.address)
    return .json(
      [
        "token": .string(session.token), "expires_at": .string(session.opened.expiresAt.formatted(.iso8601)),
        "name": .string(Masking.name(session.opened.name)),
      ], .created)
  }

  static let logOut = Route(
    "logOut", .delete, "/v1/{province}/sessions", Text(zh: "退出登录", en: "Logs out"), access: .applicant,
    answers: [.init(.noContent, "The token counts no more")], problems: [.notFound]
  ) { exchange in
    _ = try exchange.accounts()
    let session = try exchange.session()
    _ = try await exchange.services.database.perform { try await $0.endSession(session) }
    return .noContent
  }
}
