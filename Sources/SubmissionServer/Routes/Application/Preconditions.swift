import Domain
import HTTPTypes

/// What `If-Match` asks of the draft.
enum ExpectedVersion: Sendable, Hashable {
  /// `*`: whatever it is.
  case any
  /// The version that the client saw.
  case exactly(Int)
}

extension HTTPExchange {
  /// What `If-Match` says; nil without it. A tag that is none of ours matches nothing.
  func expectedVersion() throws -> ExpectedVersion? {
    guard let value = head.headerFields[.ifMatch] else { return nil }
    if value.trimmingSpaces == "*" { return .any }
    let tag = value.trimmingSpaces
    guard tag.hasPrefix("\"a"), tag.hasSuffix("\""), tag.count <= 24, let version = Int(tag.dropFirst(2).dropLast())
    else {
      return .exactly(-1)
    }
    return .exactly(version)
  }
}

extension RouteParameter {
  static func ifMatch(required: Bool) -> RouteParameter {
    RouteParameter(
      name: "If-Match", place: .header, isRequired: required,
      description:
        "The ETag of the application as it was read, so that two windows do not overwrite each other; * for whatever it is.",
      schema: .string)
  }

  static let idempotencyKey = RouteParameter(
    name: "Idempotency-Key", place: .header, isRequired: false,
    description: "1 to 64 of A-Z a-z 0-9 - _: a repeated request with the same key gets the first answer again.",
    schema: Schema(["type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"]))
}

extension ProblemDetails {
  /// Somebody, perhaps the same person in another window, saved in the meantime.
  static func draftChanged(_ version: Int) -> ProblemDetails {
    ProblemDetails(
      .draftChanged,
      Text(
        zh: "申报内容已在别处（例如另一个窗口）修改过，这次没有保存。请重新读取，核对后再保存。",
        en: "The application was changed elsewhere, perhaps in another window; nothing was saved. Read it again first."),
      headers: [.eTag: ApplicationDocument.tag(version)])
  }
}

extension String {
  var trimmingSpaces: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
