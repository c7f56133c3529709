import Domain
import HTTPTypes
import Store

/// `GET …/application/summary`: everything once more in words, before submitting (R17), and what a submission would be refused for.
enum SummaryRoute {
  static let route = Route(
    "summarizeApplication", .get, "/v1/{province}/application/summary",
    Text(zh: "提交前核对", en: "Everything in words, before submitting"), access: .applicant,
    answers: [.init(.ok, "The form as filled in, and what is still wrong", .json(schema), headers: ["ETag"])],
    problems: [.noApplication]
  ) { exchange in
    let (stored, profile) = try await exchange.draft()
    let draft = try await exchange.inspected(stored)
    let language = exchange.language
    let prepared = try exchange.prepared(draft, under: profile)
    let verdict = prepared.verdict
    let asked = profile.channel(draft.channel).map { profile.commitments(in: $0) } ?? []
    return .json(
      [
        "number": .string(draft.number), "state": .string(draft.state.rawValue),
        "ready": .bool(verdict.isAcceptable && verdict.department != nil),
        "department": ApplicationDocument.department(verdict.department),
        "sections": .array(
          profile.sections(for: verdict.answers, department: verdict.department, channel: draft.channel).map {
            section in
            [
              "id": .string(section.id), "title": .string(section.title(language)),
              "entries": .array(section.entries.map { $0.json(language) }),
            ]
          }),
        "attachments": .array(prepared.files.map { $0.json }), "dropped": prepared.droppedJSON(language),
        "commitments": .array(asked.filter { $0.placement == .atSubmission }.map { $0.json(language) }),
        "problems": .array(verdict.problems.map { $0.json(language) }),
      ],
      headers: [.eTag: ApplicationDocument.tag(draft.version)])
  }

  private static let schema = Schema.object([
    "number": .string, "state": .state, "ready": .boolean, "department": .optional(.department),
    "sections": .array(
      .object([
        "id": .string, "title": .string,
        "entries": .array(.object(["target": .string, "label": .string, "display": .optional(.string)])),
      ])),
    "attachments": .array(DraftAttachment.schema), "dropped": PreparedSubmission.droppedSchema,
    "commitments": .array(Commitment.schema), "problems": .array(.problem),
  ])
}

extension SectionView.Entry {
  fileprivate func json(_ language: Language) -> JSONValue {
    [
      "target": .string(target), "label": .string(label(language)),
      "display": display.map { .string($0(language)) } ?? .null,
    ]
  }
}
