import Domain
import Foundation
import HTTPTypes
import Store

/// `GET …/application/status`: where it is, whose turn it is, until when, what is to be put right, what was sent.
enum StatusRoute {
  static let route = Route(
    "readStatus", .get, "/v1/{province}/application/status", Text(zh: "查询进度", en: "Where the application is"),
    access: .applicant, answers: [.init(.ok, "The state", .json(schema))], problems: [.noApplication]
  ) { exchange in
    let key = try exchange.key()
    guard let status = try await exchange.services.database.perform({ try await $0.status(of: key) }) else {
      throw ProblemDetails.noApplication
    }
    let province = try exchange.applicant().province
    let profile = try await exchange.services.profile(status.profileVersion, of: province)
    var possible = profile.possibilities(in: status.state, changing: exchange.changing(status.isChange))
    if possible.contains(.step(.submit)) {
      let (draft, form) = try await exchange.draft()
      possible = try exchange.possibilities(of: draft, under: form)
    }
    return .json(
      StatusDocument(status: status, profile: profile, possible: possible, language: exchange.language).json)
  }

  private static let schema = Schema.object([
    "number": .string, "state": .state, "state_name": .string, "state_text": .optional(.string), "revision": .integer,
    "turn": Schema(["type": ["string", "null"], "enum": ["applicant", "bureau", nil]]),
    "department": .optional(.department), "submitted_at": .optional(.time), "due_on": .optional(.date),
    "overdue": .boolean, "is_change": .boolean, "in_force": .optional(.inForce), "change_text": .optional(.string),
    "possible": .array(.string),
    "decision": .optional(
      .object([
        "outcome": .string, "decided_at": .time, "revision": .integer, "note": .optional(.string),
        "resubmission": .optional(.string), "advice": .optional(.string),
        "reasons": .array(
          .object([
            "code": .string, "target": .optional(.string), "row": .optional(.integer), "place": .optional(.integer),
            "kind": .optional(.string), "label": .optional(.string),
            "text": .string, "hint": .string, "remark": .optional(.string),
          ])),
      ])),
    "notifications": .array(
      .object([
        "event": .string, "channel": .string, "recipient": .optional(.string), "state": .string, "body": .string,
        "created_at": .time, "delivered_at": .optional(.time),
      ])),
    "history": .array(.object(["at": .time, "action": .string, "revision": .optional(.integer)])),
  ])
}

/// The state of an application as JSON.
struct StatusDocument: Sendable {
  let status: ApplicationStatus
  let profile: Profile
  let possible: [Possibility]
  let language: Language

  var json: JSONValue {
    let words = StatusWords(profile: profile, channel: status.channel, state: status.state, language: language)
    return [
      "number": .string(status.number), "state": .string(status.state.rawValue), "state_name": .string(words.name),
      "state_text": words.text.map(JSONValue.string) ?? .null, "revision": .integer(status.revision), "turn": turn,
      "department": ApplicationDocument.department(status.departmentCode.flatMap { profile.standards.departments[$0] }),
      "submitted_at": time(status.submittedAt), "due_on": status.dueOn.map { .string($0.iso) } ?? .null,
      "overdue": .bool(status.isOverdue), "is_change": .bool(status.isChange),
      "in_force": status.inForce?.json ?? .null,
      "change_text": changeText.map { .string($0(language)) } ?? .null, "possible": possible.json,
      "decision": status.decision.map { json($0) } ?? .null,
      "notifications": .array(status.notifications.map { json($0) }),
      "history": .array(
        status.history.map {
          [
            "at": .string($0.at.iso8601), "action": .string($0.action),
            "revision": $0.revision.map(JSONValue.integer) ?? .null,
          ]
        }),
    ]
  }

  private var turn: JSONValue {
    switch status.state {
    case .draft, .returned: "applicant"
    case .approved where status.isChange: "applicant"
    case .submitted, .inReview: "bureau"
    case .approved: nil
    }
  }

  /// What a change is about for whoever asks whether what was approved still counts; where the form allows none, who helps instead. nil where
  /// neither is asked.
  private var changeText: Text? {
    if status.state == .approved, !status.isChange, !possible.contains(.step(.change)) {
      let bureau = status.departmentCode.flatMap { profile.standards.departments[$0]?.fullName } ?? "所属会计管理部门"
      let contacts = profile.settings.contacts.title
      return Text(
        zh: "信息有变化或需要更正的，请联系\(bureau)办理，电话见“\(contacts.zh)”。",
        en: "Where something has changed or is wrong, ask \(bureau); its number is under “\(contacts.en)”.")
    }
    guard status.isChange, let since = status.inForce?.since else { return nil }
    let day = Day(of: since)
    let (zh, en) =
      switch status.state {
      case .submitted, .inReview: ("变更正在审核，通过后以新的信息为准", "your change is being reviewed")
      case .returned: ("变更被退回，请修改后再次提交，或者放弃变更", "your change was returned: correct it and submit again, or give it up")
      case .draft, .approved: ("变更还没有提交，提交并审核通过后以新的信息为准", "your change is not submitted yet")
      }
    return Text(
      zh: "\(day.year)年\(day.month)月\(day.dayOfMonth)日审核通过的信息继续有效；\(zh)。",
      en: "What was approved on \(day.iso) stays in force; \(en).")
  }

  private func time(_ date: Date?) -> JSONValue { date.map { .string($0.iso8601) } ?? .null }

  private func json(_ decision: ApplicationStatus.Decision) -> JSONValue {
    let isReturn = decision.outcome == "returned"
    return [
      "outcome": .string(decision.outcome), "decided_at": .string(decision.decidedAt.iso8601),
      "revision": .integer(decision.revision), "note": decision.note.map(JSONValue.string) ?? .null,
      "resubmission": isReturn ? .string(profile.settings.returns.resubmission.rawValue) : .null,
      "advice": isReturn ? .string(profile.settings.returns.text(language)) : .null,
      "reasons": .array(decision.reasons.map { json($0) }),
    ]
  }

  private func json(_ reason: ApplicationStatus.Reason) -> JSONValue {
    let kind = reason.target.map { target in profile.slot(target) == nil ? "field" : "slot" }
    return [
      "code": .string(reason.code), "target": reason.target.map(JSONValue.string) ?? .null,
      "row": reason.row.map(JSONValue.integer) ?? .null, "place": reason.place.map(JSONValue.integer) ?? .null,
      "kind": kind.map(JSONValue.string) ?? .null,
      "label": reason.target.flatMap { profile.label($0, row: reason.row, place: reason.place) }.map {
        .string($0(language))
      } ?? .null,
      "text": .string(reason.text), "hint": .string(reason.hint),
      "remark": reason.remark.map(JSONValue.string) ?? .null,
    ]
  }

  private func json(_ message: ApplicationStatus.Message) -> JSONValue {
    [
      "event": .string(message.event), "channel": .string(message.channel),
      "recipient": message.recipient.map(JSONValue.string) ?? .null, "state": .string(message.state),
      "body": .string(message.body), "created_at": .string(message.createdAt.iso8601),
      "delivered_at": time(message.deliveredAt),
    ]
  }
}

/// What the applicant reads about a state: the channel's words, else the profile's, else the general ones (R22).
struct StatusWords: Sendable {
  let name: String
  /// nil = the name says it all.
  let text: String?

  init(profile: Profile, channel: String, state: ApplicationState, language: Language) {
    let own = profile.channel(channel)?.statuses[state] ?? profile.settings.statuses[state]
    name = (own?.name ?? state.name)(language)
    text = own?.text?(language)
  }
}
