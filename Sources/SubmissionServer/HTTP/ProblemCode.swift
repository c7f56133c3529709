import Domain
import HTTPTypes

/// Every way in which a request can be refused: a stable word, its status and its title (RFC 9457).
enum ProblemCode: String, Sendable, CaseIterable {
  // The request itself.
  case malformedRequest = "malformed_request"
  case malformedJSON = "malformed_json"
  case unauthorized
  case forbidden
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case requestTimeout = "request_timeout"
  case contentTooLarge = "content_too_large"
  case unsupportedMediaType = "unsupported_media_type"
  case uriTooLong = "uri_too_long"
  case headerTooLarge = "header_too_large"
  case tooManyRequests = "too_many_requests"
  case internalError = "internal_error"
  case unavailable

  // The application.
  case noApplication = "no_application"
  case duplicateApplication = "duplicate_application"
  case wrongState = "wrong_state"
  case noticeUnread = "notice_unread"
  case noticeCountdown = "notice_countdown"
  case commitmentMissing = "commitment_missing"
  case notEligible = "not_eligible"
  case draftChanged = "draft_changed"
  case preconditionRequired = "precondition_required"
  case lockedField = "locked_field"
  case invalidAnswers = "invalid_answers"
  case invalidFile = "invalid_file"
  case invalidUnitCode = "invalid_unit_code"
  case incomplete
  case keyReused = "key_reused"
  case unchanged
  case identityIncomplete = "identity_incomplete"

  // Accounts.
  case wrongCredentials = "wrong_credentials"
  case weakPassword = "weak_password"
  case wrongCode = "wrong_code"

  var status: HTTPResponse.Status {
    switch self {
    case .malformedRequest, .malformedJSON: .badRequest
    case .unauthorized, .wrongCredentials: .unauthorized
    case .forbidden, .identityIncomplete: .forbidden
    case .notFound, .noApplication: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .requestTimeout: .requestTimeout
    case .contentTooLarge: .contentTooLarge
    case .unsupportedMediaType: .unsupportedMediaType
    case .uriTooLong: .uriTooLong
    case .headerTooLarge: .requestHeaderFieldsTooLarge
    case .tooManyRequests: .tooManyRequests
    case .internalError: .internalServerError
    case .unavailable: .serviceUnavailable
    case .duplicateApplication, .wrongState, .noticeUnread, .noticeCountdown, .commitmentMissing, .notEligible,
      .unchanged:
      .conflict
    case .draftChanged: .preconditionFailed
    case .preconditionRequired: .preconditionRequired
    case .lockedField, .invalidAnswers, .invalidFile, .invalidUnitCode, .incomplete, .keyReused, .weakPassword,
      .wrongCode:
      .unprocessableContent
    }
  }

  /// What kind of refusal it is, the same every time.
  var title: Text {
    switch self {
    case .malformedRequest: Text(zh: "请求格式有误", en: "The request is malformed")
    case .malformedJSON: Text(zh: "请求内容不是有效的 JSON", en: "The body is no valid JSON")
    case .unauthorized: Text(zh: "请先登录", en: "Log in first")
    case .forbidden: Text(zh: "无权进行此操作", en: "Not permitted")
    case .notFound: Text(zh: "没有这项内容", en: "There is no such thing")
    case .methodNotAllowed: Text(zh: "此地址不支持这种请求", en: "This address does not take such requests")
    case .requestTimeout: Text(zh: "请求传送太慢", en: "The request came too slowly")
    case .contentTooLarge: Text(zh: "内容太大", en: "The content is too large")
    case .unsupportedMediaType: Text(zh: "不支持的内容类型", en: "Unsupported media type")
    case .uriTooLong: Text(zh: "请求地址太长", en: "The address is too long")
    case .headerTooLarge: Text(zh: "请求头太大", en: "The header is too large")
    case .tooManyRequests: Text(zh: "请求太频繁，请稍后再试", en: "Too many requests")
    case .internalError: Text(zh: "系统出错", en: "Something failed on our side")
    case .unavailable: Text(zh: "系统繁忙，请稍后再试", en: "Busy, try again later")
    case .noApplication: Text(zh: "您还没有申报", en: "You have no application yet")
    case .duplicateApplication: Text(zh: "您已有申报", en: "You have an application already")
    case .wrongState: Text(zh: "申报目前的状态不能这样做", en: "Not possible in this state")
    case .noticeUnread: Text(zh: "请先阅读须知", en: "Read the notice first")
    case .noticeCountdown: Text(zh: "请读完须知再继续", en: "The notice is to be read first")
    case .commitmentMissing: Text(zh: "请先同意承诺", en: "Agree to the commitment first")
    case .notEligible: Text(zh: "不符合填报要求，不能继续填报", en: "Not eligible")
    case .draftChanged: Text(zh: "内容已在别处修改", en: "Changed elsewhere in the meantime")
    case .preconditionRequired: Text(zh: "请求缺少 If-Match", en: "If-Match is missing")
    case .lockedField: Text(zh: "此项由身份信息带入，不能修改", en: "This comes with the identity and cannot be changed")
    case .invalidAnswers: Text(zh: "填写内容有误", en: "Some answers are wrong")
    case .invalidFile: Text(zh: "文件不符合要求", en: "The file is not as asked for")
    case .invalidUnitCode: Text(zh: "单位代码有误", en: "The unit's code is wrong")
    case .incomplete: Text(zh: "申报还不能提交", en: "The application cannot be submitted yet")
    case .keyReused: Text(zh: "Idempotency-Key 已用于另一次请求", en: "The Idempotency-Key was used for another request")
    case .unchanged: Text(zh: "内容与退回时相同", en: "Nothing was changed since the return")
    case .identityIncomplete: Text(zh: "身份信息不完整", en: "The identity is incomplete")
    case .wrongCredentials: Text(zh: "证件号码或密码不正确", en: "Number or password is wrong")
    case .weakPassword: Text(zh: "密码不符合要求", en: "The password is too weak")
    case .wrongCode: Text(zh: "验证码不正确或已失效", en: "The code is wrong or expired")
    }
  }
}
