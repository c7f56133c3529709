import Domain
import Store

/// `account vouch` (账户 担保): lets a person in whose document was seen at the counter.
enum AccountVouchCommand: Command {
  static let number = Parameter<String>.text(
    "number", "证件号码", Text(zh: "证件上的号码", en: "the number on the document"), arity: .one, personal: true)
  static let type = Parameter<String>(
    "type", "证件类型",
    Text(
      zh: "同一号码有几种证件，或看不出是哪种时要写：代码或名称", en: "needed where several kinds of document have the number, or none is known"),
    kind: .codeList("id_type")
  ) { word, standards throws(BadValue) in
    let choices = standards.codeLists["id_type"]?.choices ?? []
    return choices[try choices.index(of: word)].name
  }
  static let document = Parameter<String>.text(
    "document", "凭证", Text(zh: "看了什么证件，会记入日志", en: "what was seen; it is recorded"), arity: .one)

  static let spec = CommandSpec(
    "account vouch", "账户 担保",
    summary: Text(zh: "当面核实身份后，给申报人一个注册或设置密码的核实码", en: "gives a person whose document was seen a code to get in"),
    details: Text(
      zh: """
        用于本省自办账号的省份：本人已有申报或原有档案，而收不到验证码、忘了密码，或账号被人抢注。核实码一天内有效，用一次：注册时填在“核实码”里，或在“找回密码”中代替验证码。\
        谁凭什么证件核实，记入日志；再次核实，前一个码作废。
        """,
      en: """
        Where the province has accounts of its own: for who has an application or an archive and gets no code, forgot the password, or whose account \
        somebody else took. The code counts for a day and once: at registering, or in place of the code for a new password. Who vouched by which \
        document is on record; the next code replaces this one.
        """),
    arguments: [number.spec], options: [document.spec, type.spec],
    examples: [
      .init(
        Text(
          zh: "账户 担保 11010519491231002X --凭证 身份证原件", en: "account vouch 11010519491231002X --document 'identity card'"),
        Text(zh: "看过身份证原件", en: "having seen the card"))
    ],
    roles: [.reviewer, .manager])

  static func run(_ context: ConsoleContext, _ input: CommandInput) async throws -> CommandOutput {
    let wanted = try input.require(number)
    let seen = try input.require(document)
    let given = try input[type]
    try await context.requireOwnAccounts()
    try await context.confirm(
      Text(
        zh: "已当面核对证件与本人一致？核实码可以进入此人的申报，只能交给本人。",
        en: "Have you compared document and person? The code opens this person's application: give it to nobody else."))
    let voucher = try await context.change(repeatable: true) {
      try await $0.vouch(idNumber: wanted, idType: given, document: seen)
    }
    let kind = context.standards.name(of: voucher.idType, in: "id_type") ?? Text(zh: voucher.idType, en: voucher.idType)
    return CommandOutput(
      json: [
        "code": .string(voucher.code), "id_type": .string(voucher.idType),
        "expires_at": .string(voucher.expiresAt.formatted(.iso8601)),
      ],
      talk: [
        .done(
          Text(
            zh: "核实码 \(voucher.code)（\(kind.zh)），一天内有效，用一次；已记入日志。请本人用它注册（同时留下邮箱或手机）；也可在“找回密码”中代替验证码，但那样账号没有联系方式。",
            en: """
              Code \(voucher.code) (\(kind.en)), for a day and once; on record. The person registers with it and gives an address; in place of the code for a new password the account has none.
              """))
      ])
  }
}

extension ConsoleContext {
  /// Refuses what is about accounts where somebody else keeps them: a code to get in would be of no use there.
  func requireOwnAccounts() async throws {
    let me = try await me()
    guard let province = me.province,
      let profile = try? catalogue.profile(province, version: nil, today: today), profile.identity.kind == .sso
    else { return }
    let (provider, correction) = (profile.identity.provider, profile.identity.correction)
    throw ConsoleFailure.unavailable(
      Text(
        zh: "\(profile.name.zh)没有自办账号：申报人用\(provider.zh)登录，那里的账号不由我们开通、找回或注销。",
        en:
          "\(profile.name.en) keeps no accounts: applicants log in by \(provider.en), whose accounts are not ours to open or to close."
      ),
      hint: correction
        ?? Text(zh: "登录和密码的问题，请本人联系\(provider.zh)。", en: "Problems with logging in are solved by \(provider.en)."))
  }
}
