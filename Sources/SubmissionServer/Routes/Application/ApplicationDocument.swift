import Domain
import Foundation
import Store

/// An application as its applicant reads it: what was answered, what the form asks given these answers, and what can be done next.
struct ApplicationDocument: Sendable {
  let draft: ApplicationDraft
  let profile: Profile
  let applicant: Applicant
  let language: Language
  let today: Day
  let changing: Changing

  /// Problems of single answers that were saved before, as an archive's old codes.
  var problems: [Problem] = []
  /// What went with rows that were taken out just now.
  var dropped: [JSONValue] = []

  /// `"a7"`: changes with every saved answer.
  static func tag(_ version: Int) -> String { "\"a\(version)\"" }

  var json: JSONValue {
    let files = draft.attachments.map(\.attachment)
    let identity = LockedFields(profile: profile, identity: applicant.answers)
    let answers = identity.imposed(on: draft.answers)
    let progress = profile.progress(answers, attachments: files, today: today)
    let gated = GatedSteps(profile: profile, channel: draft.channel, answers: answers, today: today)
    let status = StatusWords(profile: profile, channel: draft.channel, state: draft.state, language: language)
    return [
      "number": .string(draft.number), "province": .string(profile.province),
      "profile_version": .string(profile.version), "channel": .string(draft.channel),
      "state": .string(draft.state.rawValue), "state_name": .string(status.name), "revision": .integer(draft.revision),
      "is_change": .bool(draft.isChange), "in_force": draft.inForce?.json ?? .null,
      "possible": gated.possibilities(of: profile.possibilities(in: draft.state, changing: changing)).json,
      "answers": .object(answers.values), "locked": .array(identity.ids.map(JSONValue.string)),
      "fields": .array(
        progress.fields.map {
          ["target": .string($0.target), "required": .bool($0.isRequired), "answered": .bool($0.isAnswered)]
        }),
      "slots": .array(
        progress.files.map {
          [
            "slot": .string($0.slot), "n": .integer($0.n), "place": $0.place.map(JSONValue.integer) ?? .null,
            "row_name": $0.row.map { .string($0(language)) } ?? .null, "required": .bool($0.isRequired),
            "filled": .bool($0.isFilled), "label": .string(profile.label("\($0.slot)")?(language) ?? $0.slot),
            "alternatives": .array($0.alternatives.map(JSONValue.string)),
          ]
        }),
      "attachments": .array(draft.attachments.map { $0.json }),
      "commitments": .array(draft.commitments.map(\.shown)),
      "department": Self.department(try? progress.department.get()),
      "stopped_by": .array(progress.gates.map { $0.json(language) }),
      "problems": .array(problems.map { $0.json(language) }), "dropped": .array(dropped),
      "started_at": .string(draft.startedAt.iso8601), "saved_at": .string(draft.savedAt.iso8601),
    ]
  }

  static func department(_ department: Department?) -> JSONValue {
    guard let department else { return .null }
    return [
      "code": .string(department.code), "name": .string(department.name), "full_name": .string(department.fullName),
    ]
  }

  static let schema = Schema.object([
    "number": .string, "province": .string, "profile_version": .string, "channel": .string, "state": .state,
    "state_name": .string, "revision": .integer, "is_change": .boolean, "in_force": .optional(.inForce),
    "possible": .array(.string), "answers": .any,
    "locked": .array(.string),
    "fields": .array(.object(["target": .string, "required": .boolean, "answered": .boolean])),
    "slots": .array(
      .object([
        "slot": .string, "n": .integer, "place": .optional(.integer), "row_name": .optional(.string),
        "required": .boolean, "filled": .boolean, "label": .string, "alternatives": .array(.string),
      ])),
    "attachments": .array(DraftAttachment.schema), "commitments": .array(CommitmentRecord.schema),
    "department": .optional(.department),
    "stopped_by": .array(.problem), "problems": .array(.problem),
    "dropped": PreparedSubmission.droppedSchema, "started_at": .time, "saved_at": .time,
  ])
}

extension Schema {
  static let state = Schema([
    "type": "string", "enum": .array(ApplicationState.allCases.map { .string($0.rawValue) }),
  ])
  /// What is approved and counts, also while a change of it is under way.
  static let inForce = object(["revision": .integer, "since": .time])
  static let department = object(["code": .string, "name": .string, "full_name": .string])
  /// A finding about a field, slot or rule: not a refusal of the request.
  static let problem = object(["field": .string, "code": .string, "severity": .string, "message": .string])
}

extension Problem {
  /// `{field, code, severity, message}` in one language.
  func json(_ language: Language) -> JSONValue {
    [
      "field": .string(field), "code": .string(code), "severity": .string(severity.rawValue),
      "message": .string(text(language)),
    ]
  }

  /// As an entry of a refusal; the pointer leads into what the draft holds, of a file to the place where it is uploaded.
  var entry: ProblemDetails.Entry {
    let pointer =
      switch (file, field) {
      case (let n?, _): "/attachments/\(field)/\(n)"
      case (nil, "commitment"), (nil, "channel"): "/" + field
      default: "/answers/" + field
      }
    return ProblemDetails.Entry(pointer: pointer, code: code, detail: text)
  }
}

extension InForce {
  /// `{revision, since}`.
  var json: JSONValue { ["revision": .integer(revision), "since": .string(since.iso8601)] }
}

extension Date {
  /// UTC, to the second, as `2026-11-21T04:01:02Z`.
  var iso8601: String { formatted(.iso8601) }
}
