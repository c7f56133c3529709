import Domain
import HTTPTypes
import Store

/// `GET …/application`: everything as it stands, and what the form asks given these answers.
enum ReadRoute {
  static let route = Route(
    "readApplication", .get, "/v1/{province}/application", Text(zh: "查看申报", en: "The application as it stands"),
    access: .applicant,
    answers: [.init(.ok, "The application", .json(ApplicationDocument.schema), headers: ["ETag"])],
    problems: [.noApplication]
  ) { exchange in
    let (draft, profile) = try await exchange.draft()
    let applicant = try exchange.applicant()
    let today = exchange.services.today
    let verdict = profile.validate(answers: try exchange.shown(draft, under: profile), mode: .draft, today: today)
    let document = ApplicationDocument(
      draft: draft, profile: profile, applicant: applicant, language: exchange.language, today: today,
      changing: exchange.changing(draft.isChange),
      problems: verdict.problems)
    return .json(document.json, headers: [.eTag: ApplicationDocument.tag(draft.version)])
  }
}
