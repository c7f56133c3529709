import HTTPTypes

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
