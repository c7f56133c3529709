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
        .json(.object(["token": .string, "expires_at": .time, "name": .string, "contact_confirmed": .boolean])))
    ], problems: [.notFound, .wrongCredentials, .tooManyRequests]
  ) { exchange in
    let (profile, accounts) = try exchange.accounts()
    let session = try await exchange.attempt {
      try await accounts.logIn(
        exchange.person(profile), password: exchange.text("password"), profile: profile, address: exchange.address)
    }
    return .json(
      [
        "token": .string(session.token), "expires_at": .string(session.opened.expiresAt.formatted(.iso8601)),
        "name": .string(Masking.name(session.opened.name)),
        "contact_confirmed": .bool(session.opened.contactIsConfirmed),
      ], .created)
  }

  static let logOut = Route(
    "logOut", .delete, "/v1/{province}/sessions", Text(zh: "退出登录", en: "Logs out"), access: .applicant,
    isAlwaysAdmitted: true,
    answers: [.init(.noContent, "The token counts no more")], problems: [.notFound]
  ) { exchange in
    _ = try exchange.accounts()
    let session = try exchange.session()
    _ = try await exchange.change(apart: true) { try await $0.endSession(session) }
    return .noContent
  }

  static let list = Route(
    "listSessions", .get, "/v1/{province}/sessions", Text(zh: "查看登录记录", en: "Lists the open sessions"),
    access: .applicant, isAlwaysAdmitted: true,
    answers: [
      .init(
        .ok, "Where one is logged in, the latest first",
        .json(
          .object([
            "sessions": .array(
              .object(["id": .integer, "created_at": .time, "used_at": .time, "expires_at": .time, "is_this": .boolean])
            )
          ])))
    ], problems: [.notFound]
  ) { exchange in
    _ = try exchange.accounts()
    let session = try exchange.session()
    let sessions = try await exchange.services.database.perform { try await $0.sessions(session) }
    return .json([
      "sessions": .array(
        sessions.map { session in
          [
            "id": .integer(session.id), "created_at": .string(session.createdAt.formatted(.iso8601)),
            "used_at": .string(session.usedAt.formatted(.iso8601)),
            "expires_at": .string(session.expiresAt.formatted(.iso8601)), "is_this": .bool(session.isThis),
          ]
        })
    ])
  }

  static let end = Route(
    "endSession", .delete, "/v1/{province}/sessions/{id}", Text(zh: "结束一处登录", en: "Ends one of one's own sessions"),
    access: .applicant, isAlwaysAdmitted: true, answers: [.init(.noContent, "Its token counts no more")],
    problems: [.notFound]
  ) { exchange in
    _ = try exchange.accounts()
    let session = try exchange.session()
    guard let id = exchange.path["id"].flatMap(Int.init),
      try await exchange.change(apart: true, { try await $0.endSession(session, other: id) })
    else { throw ProblemDetails(.notFound) }
    return .noContent
  }
}
