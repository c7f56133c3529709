import Domain
import HTTPTypes

/// A refusal, as RFC 9457 has it: thrown by routes, written by the router.
///
/// `{"type", "title", "status", "detail", "code", "request_id", "errors": [{"pointer", "code", "detail"}], …}`; titles and details in Chinese, or in
/// English where `Accept-Language` prefers it. No value that the applicant sent is ever repeated in it.
struct ProblemDetails: Error, Sendable {
  let code: ProblemCode
  /// What happened here, why, and what to do next; nil = the title says it all.
  var detail: Text?
  /// One entry a field, file or member.
  var errors: [Entry] = []
  /// Further members, stable names: `seconds_left`, `state`, `possible`.
  var members: [String: JSONValue] = [:]
  var headers: HTTPFields = [:]
  /// For the log only: why, in words without personal data.
  var reason: String?

  struct Entry: Sendable, Hashable {
    /// JSON pointer into what was sent: `/answers/work.unit_code`; a slot as `/attachments/photo/1`.
    let pointer: String
    let code: String
    let detail: Text
  }

  init(
    _ code: ProblemCode, _ detail: Text? = nil, errors: [Entry] = [], members: [String: JSONValue] = [:],
    headers: HTTPFields = [:], reason: String? = nil
  ) {
    self.code = code
    self.detail = detail
    self.errors = errors
    self.members = members
    self.headers = headers
    self.reason = reason
  }

  /// The document.
  func json(_ language: Language, requestID: String) -> JSONValue {
    var document = members
    document["type"] = .string("/problems/\(code.rawValue)")
    document["title"] = .string(code.title(language))
    document["status"] = .integer(code.status.code)
    document["code"] = .string(code.rawValue)
    document["request_id"] = .string(requestID)
    if let detail { document["detail"] = .string(detail(language)) }
    if !errors.isEmpty {
      document["errors"] = .array(
        errors.map {
          ["pointer": .string($0.pointer), "code": .string($0.code), "detail": .string($0.detail(language))]
        })
    }
    return .object(document)
  }
}
