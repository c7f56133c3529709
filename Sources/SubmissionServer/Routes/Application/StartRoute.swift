import Domain
import HTTPTypes
import Store

/// `POST …/application`: begins an application, once the notice was read and the commitment of before filling is made.
enum StartRoute {
  static let route = Route(
    "startApplication", .post, "/v1/{province}/application", Text(zh: "开始填报", en: "Begins an application"),
    access: .applicant,
    body: .json(.object(["channel?": .optional(.string), "commitment?": .optional(.agreement)], closed: true)),
    answers: [
      .init(.created, "The application, a draft", .json(ApplicationDocument.schema), headers: ["ETag", "Location"])
    ],
    problems: [.noticeUnread, .noticeCountdown, .commitmentMissing, .duplicateApplication, .wrongState]
  ) { exchange in
    // What nobody has begun under may still have been replaced.
    await exchange.services.learn()
    let profile = try exchange.profile()
    let channel = try exchange.channel(of: profile)
    let applicant = try exchange.applicant()
    let key = try exchange.key()
    let agreement = try Agreement(
      exchange.commitment, to: profile.commitments(in: channel).filter { $0.placement == .beforeFilling },
      in: exchange.language)
    let answers = try await firstAnswers(exchange, profile: profile, applicant: applicant)
    let draft = try await exchange.change {
      try await $0.start(
        key, name: applicant.name, phone: applicant.phone, profileVersion: profile.version, channel: channel.id,
        commitment: agreement.record, answers: answers)
    }
    let document = ApplicationDocument(
      draft: draft, profile: profile, applicant: applicant, language: exchange.language, today: exchange.services.today,
      changing: exchange.changing(draft.isChange))
    return .json(
      document.json, .created,
      headers: [.eTag: ApplicationDocument.tag(draft.version), .location: "/v1/\(profile.province)/application"])
  }

  /// What the form starts with: its own standard values, what an archive holds (R23), what the identity says.
  private static func firstAnswers(_ exchange: HTTPExchange, profile: Profile, applicant: Applicant) async throws
    -> Answers
  {
    var answers = Answers()
    for field in profile.fields where field.list == nil && field.standard != nil { answers[field.id] = field.standard }
    if profile.settings.legacy != nil {
      let key = try exchange.key()
      if let archive = try await exchange.services.database.perform({ try await $0.archive(of: key) }) {
        answers.values.merge(archive.answers.values) { $1 }
      }
    }
    answers.values.merge(applicant.answers.values) { $1 }
    return profile.validate(answers: answers, mode: .draft, today: exchange.services.today).answers
  }
}
