import Domain
import Foundation
import Store

/// `POST …/application/notice`: what must be read before filling in. The server remembers when it was first shown, and holds the countdown.
enum NoticeRoute {
  static let route = Route(
    "showNotice", .post, "/v1/{province}/application/notice",
    Text(zh: "申报须知；服务器从第一次显示起计时", en: "The notice; the server counts from its first showing"), access: .applicant,
    body: .json(.object(["channel?": .optional(.string)], closed: true)),
    answers: [.init(.ok, "What must be read, and when one may go on", .json(schema))]
  ) { exchange in
    let profile = try exchange.profile()
    let channel = try exchange.channel(of: profile)
    let key = try exchange.key()
    let language = exchange.language
    var notices: [JSONValue] = []
    for notice in profile.notices(in: channel) {
      let reading = try await exchange.change {
        try await $0.showNotice(notice.id, version: profile.version, to: key)
      }
      let ready = reading.shownAt.addingTimeInterval(Double(notice.countdown))
      notices.append([
        "id": .string(notice.id), "title": .string(notice.title(language)),
        "paragraphs": .array(notice.paragraphs.map { .string($0(language)) }),
        "countdown": .integer(notice.countdown), "shown_at": .string(reading.shownAt.iso8601),
        "seconds_left": .integer(max(0, Int(ready.timeIntervalSince(reading.now).rounded(.up)))),
      ])
    }
    return .json([
      "notices": .array(notices), "eligibility": .array(profile.eligibility.map { .string($0(language)) }),
      "commitments": .array(
        profile.commitments(in: channel).filter { $0.placement == .beforeFilling }.map { $0.json(language) }),
    ])
  }

  private static let schema = Schema.object([
    "notices": .array(
      .object([
        "id": .string, "title": .string, "paragraphs": .array(.string), "countdown": .integer, "shown_at": .time,
        "seconds_left": .integer,
      ])),
    "eligibility": .array(.string), "commitments": .array(Commitment.schema),
  ])
}

extension Profile {
  /// The notices that a channel shows, in its order.
  func notices(in channel: Channel) -> [Notice] {
    let ids = channel.steps.flatMap(\.parts).compactMap { part in if case .notice(let id) = part { id } else { nil } }
    return ids.compactMap { id in notices.first { $0.id == id } }
  }
}

extension Commitment {
  func json(_ language: Language) -> JSONValue {
    [
      "id": .string(id), "version": .string(version), "text": .string(text(language)),
      "paragraphs": .array(paragraphs.map { .string($0(language)) }), "required": .bool(isRequired),
      "button": button.map { .string($0(language)) } ?? .null,
    ]
  }

  static let schema = Schema.object([
    "id": .string, "version": .string, "text": .string, "paragraphs": .array(.string), "required": .boolean,
    "button": .optional(.string),
  ])
}
