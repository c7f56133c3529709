import Domain
import HTTPTypes
import Store

/// `DELETE …/application`: throws the draft away. What was never submitted goes whole, with its files; of what was returned or taken back only
/// what was changed since, and the draft is what was submitted again. A change, begun or returned, is given up, and what was approved is so
/// without it.
enum DiscardRoute {
  static let route = Route(
    "discardDraft", .delete, "/v1/{province}/application",
    Text(zh: "放弃草稿或变更", en: "Discards the draft, or gives a change up"),
    access: .applicant, parameters: [.ifMatch(required: false)],
    answers: [
      .init(
        .noContent,
        "Gone, or what was submitted last again, or what was approved; also where there was nothing to discard")
    ],
    problems: [.wrongState, .draftChanged]
  ) { exchange in
    var version: Int?
    if case .exactly(let seen)? = try exchange.expectedVersion() { version = seen }
    let (key, expected) = (try exchange.key(), version)
    _ = try await exchange.change { try await $0.discard(expecting: expected, of: key) }
    return .noContent
  }
}
