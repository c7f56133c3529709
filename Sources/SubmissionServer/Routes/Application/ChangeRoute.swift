import Domain
import HTTPTypes
import Store

/// `POST …/application/change`: begins a change of what is approved (变更), filled in from it. What is approved stays in force until the change
/// is decided.
enum ChangeRoute {
  static let route = Route(
    "beginChange", .post, "/v1/{province}/application/change",
    Text(zh: "开始变更", en: "Begins a change of what is approved"),
    access: .applicant, body: .json(.object(["commitment?": .optional(.agreement)], closed: true)),
    answers: [
      .init(.created, "The application, to be changed", .json(ApplicationDocument.schema), headers: ["ETag"])
    ],
    problems: [.noApplication, .wrongState, .commitmentMissing]
  ) { exchange in
    await exchange.services.learn()
    let profile = try exchange.profile()
    let (approved, form) = try await exchange.draft()
    try exchange.admit(.step(.change), to: approved, under: form)
    // Filled under the form of today; a way in that it has no more gives way to its first.
    guard let channel = profile.channel(approved.channel) ?? profile.channel(nil) else {
      throw ProblemDetails(.internalError, reason: "a form without channels")
    }
    let agreement = try Agreement(
      exchange.commitment, to: profile.commitments(in: channel).filter { $0.placement == .beforeFilling },
      in: exchange.language)
    let key = try exchange.key()
    let draft = try await exchange.change {
      try await $0.beginChange(
        of: key, profileVersion: profile.version, channel: channel.id, commitment: agreement.record)
    }
    let document = ApplicationDocument(
      draft: draft, profile: profile, applicant: try exchange.applicant(), language: exchange.language,
      today: exchange.services.today, changing: exchange.changing(draft.isChange))
    return .json(document.json, .created, headers: [.eTag: ApplicationDocument.tag(draft.version)])
  }
}
