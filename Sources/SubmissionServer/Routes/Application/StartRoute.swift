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
      exchange.commitment, to: profile.commitments(in: channel).filter { $0.placement == .beforeFilling })
    let answers = try await firstAnswers(exchange, profile: profile, applicant: applicant)
    let draft = try await exchange.change {
      try await $0.start(
        key, name: applicant.name, phone: applicant.phone, profileVersion: profile.version, channel: channel.id,
        commitment: agreement.record, answers: answers)
    }
    let document = ApplicationDocument(
      draft: draft, profile: profile, applicant: applicant, language: exchange.language, today: exchange.services.today)
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

extension Schema {
  /// What the applicant agrees to, and in which edition.
  static let agreement = object(["accepted": .boolean, "version?": .optional(.string)], closed: true)
}

/// An agreement that was asked for and given.
struct Agreement: Sendable {
  /// What is recorded; nil where nothing was asked for.
  let record: CommitmentRecord?

  /// Refuses what is missing, not accepted, or about another edition of the text.
  init(_ given: CommitmentRecord?, to asked: [Commitment]) throws(ProblemDetails) {
    guard let commitment = asked.first else {
      record = nil
      return
    }
    guard given?.accepted == true, given?.version == nil || given?.version == commitment.version else {
      let detail = Text(
        zh: "请阅读并同意：“\(commitment.text.zh)”（第\(commitment.version)版），再点击【\(commitment.button.zh)】。",
        en: "Read and agree to “\(commitment.text.en)” (edition \(commitment.version)) first.")
      throw ProblemDetails(
        .commitmentMissing, detail,
        errors: [.init(pointer: "/commitment", code: "commitment_missing", detail: detail)],
        members: ["commitment": ["id": .string(commitment.id), "version": .string(commitment.version)]])
    }
    record = CommitmentRecord(accepted: true, version: commitment.version)
  }
}
