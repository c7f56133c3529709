import Domain
import HTTPTypes
import Store

/// `PUT …/application/channel`: goes on with the draft through another way in (R2). A person has one draft, whatever the channel: answers and
/// files stay, also those that the channel's own steps do not show.
enum ChannelRoute {
  static let route = Route(
    "goOnThrough", .put, "/v1/{province}/application/channel",
    Text(zh: "换渠道继续填报", en: "Goes on through another channel"), access: .applicant,
    body: .json(.object(["channel": .string, "commitment?": .optional(.agreement)], closed: true)),
    answers: [
      .init(.ok, "The application, in this channel's order", .json(ApplicationDocument.schema), headers: ["ETag"])
    ],
    problems: [.noApplication, .wrongState, .commitmentMissing]
  ) { exchange in
    let (draft, profile) = try await exchange.draft()
    let channel = try exchange.channel(of: profile)
    try exchange.admit(.save, to: draft, under: profile)
    // What the channel asks for before filling and was agreed to already is not asked again.
    let asked = profile.commitments(in: channel).filter { commitment in
      commitment.placement == .beforeFilling && !draft.commitments.contains { commitment.isAgreed(by: $0) }
    }
    let agreement = try Agreement(exchange.commitment, to: asked, in: exchange.language)
    let key = try exchange.key()
    let moved = try await exchange.change {
      try await $0.goOn(through: channel.id, commitment: agreement.record, of: key)
    }
    let document = ApplicationDocument(
      draft: moved, profile: profile, applicant: try exchange.applicant(), language: exchange.language,
      today: exchange.services.today, changing: exchange.changing(moved.isChange))
    return .json(document.json, headers: [.eTag: ApplicationDocument.tag(moved.version)])
  }
}
