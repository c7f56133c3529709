import ConnectionGuard
import Domain

extension GuardFault {
  /// The fault as the client reads it.
  var problem: ProblemDetails {
    switch self {
    case .malformed(let reason): ProblemDetails(.malformedRequest, reason: reason)
    case .targetTooLong: ProblemDetails(.uriTooLong, reason: "request target")
    case .headerTooLarge(let reason): ProblemDetails(.headerTooLarge, reason: reason)
    case .tooSlow(let part): ProblemDetails(.requestTimeout, reason: part.rawValue)
    case .bodyTooLarge(let limit):
      ProblemDetails(
        .contentTooLarge, Text(zh: "请求内容最多 \(limit) 字节。", en: "A body of at most \(limit) bytes is taken here."),
        members: ["limit": .integer(limit)])
    case .tooManyConnections:
      ProblemDetails(.tooManyRequests, headers: [.retryAfter: "10"], reason: "connections of one address")
    case .tooManyRequests(.uploads, let seconds):
      ProblemDetails(
        .tooManyRequests,
        Text(
          zh: "您近来上传的文件太多，请在 \(seconds) 秒后再传。已上传的文件和已填写的内容不受影响。",
          en: "You have uploaded very much of late; go on in \(seconds) seconds. Files and answers that are there stay."
        ),
        members: ["seconds_left": .integer(seconds)], headers: [.retryAfter: "\(seconds)"],
        reason: "uploads of one applicant")
    case .tooManyRequests(let bound, let seconds):
      ProblemDetails(
        .tooManyRequests, Text(zh: "请在 \(seconds) 秒后再试。", en: "Try again in \(seconds) seconds."),
        members: ["seconds_left": .integer(seconds)], headers: [.retryAfter: "\(seconds)"],
        reason: "requests of one \(bound.word)")
    }
  }

  /// What is sent where no request came of it: nobody knows its language or its own name.
  var answer: FaultAnswer {
    let problem = problem
    let requestID = RequestName.of(nil)
    var headers = [
      ("content-type", "application/problem+json"), ("cache-control", "no-store"),
      ("x-content-type-options", "nosniff"), ("x-request-id", requestID),
    ]
    for field in problem.headers { headers.append((field.name.canonicalName, field.value)) }
    return FaultAnswer(
      status: problem.code.status.code, headers: headers, body: problem.json(.zh, requestID: requestID).canonicalJSON,
      requestID: requestID, problem: problem.code.rawValue, reason: problem.reason)
  }
}

extension GuardFault.Bound {
  fileprivate var word: String {
    switch self {
    case .address: "address"
    case .network: "network"
    case .caller: "applicant"
    case .callerAtOnce: "applicant at once"
    case .uploads: "applicant's uploads"
    }
  }
}
