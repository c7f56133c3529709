import Domain
import HTTPTypes
import Store

/// `POST …/application/withdraw`: takes a submission back until a reviewer has taken it (撤销提交, R19).
enum WithdrawRoute {
  static let route = Route(
    "withdrawApplication", .post, "/v1/{province}/application/withdraw",
    Text(zh: "撤销提交", en: "Takes the submission back"),
    access: .applicant, body: .json(.object([:], closed: true)),
    answers: [
      .init(
        .ok, "It is a draft again; of a change: what was approved is so again, with the change as its draft",
        .json(schema))
    ], problems: [.noApplication, .wrongState]
  ) { exchange in
    let (draft, profile) = try await exchange.draft()
    try exchange.admit(.step(.withdraw), to: draft, under: profile)
    let key = try exchange.key()
    let receipt = try await exchange.change { try await $0.withdraw(of: key) }
    let status = StatusWords(
      profile: profile, channel: draft.channel, state: receipt.state, language: exchange.language)
    return .json([
      "number": .string(receipt.number), "revision": .integer(receipt.revision),
      "state": .string(receipt.state.rawValue), "state_name": .string(status.name),
      "possible": profile.possibilities(
        in: receipt.state, changing: exchange.changing(receipt.state == .approved)
      ).json,
    ])
  }

  private static let schema = Schema.object([
    "number": .string, "revision": .integer, "state": .state, "state_name": .string, "possible": .array(.string),
  ])
}
