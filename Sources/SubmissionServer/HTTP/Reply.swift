import Domain
import HTTPTypes
import Hummingbird

/// What a route answers.
struct Reply: Sendable {
  var status: HTTPResponse.Status = .ok
  var headers: HTTPFields = [:]
  var body: Body = .none

  enum Body: Sendable {
    case none
    case json(JSONValue)
    /// Bytes that are at hand; the media type stands in the headers.
    case bytes([UInt8])
    /// Bytes that are read while they are sent.
    case stream(ResponseBody)
  }

  static func json(_ value: JSONValue, _ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Reply {
    Reply(status: status, headers: headers, body: .json(value))
  }

  static let noContent = Reply(status: .noContent)
}

extension HTTPField.Name {
  static let xRequestID = known("X-Request-Id")
  static let xForwardedFor = known("X-Forwarded-For")
  static let idempotencyKey = known("Idempotency-Key")

  private static func known(_ name: String) -> HTTPField.Name {
    // Only the constants above come here, and a test reads them.
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
    return name
  }
}
