import Domain
import HTTPTypes
import Hummingbird

extension Reply {
  /// The reply as it goes out.
  func response(language: Language, requestID: String) -> Response {
    var headers = headers
    let content: ResponseBody
    switch body {
    case .none: content = .init()
    case .json(let value):
      if headers[.contentType] == nil { headers[.contentType] = "application/json; charset=utf-8" }
      headers[.contentLanguage] = language == .zh ? "zh-CN" : "en"
      content = .init(byteBuffer: .init(string: value.canonicalJSON))
    case .bytes(let bytes): content = .init(byteBuffer: .init(bytes: bytes))
    case .stream(let body): content = body
    }
    // Nearly everything here is personal; what may be kept says so itself.
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    headers[.xContentTypeOptions] = "nosniff"
    headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    headers[.xRequestID] = requestID
    return Response(status: status, headers: headers, body: content)
  }
}

extension ProblemDetails {
  /// The refusal as a reply.
  func reply(_ language: Language, requestID: String) -> Reply {
    var headers = headers
    headers[.contentType] = "application/problem+json"
    if code.status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
    return .json(json(language, requestID: requestID), code.status, headers: headers)
  }
}
