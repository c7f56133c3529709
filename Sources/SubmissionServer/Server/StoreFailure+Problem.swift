import Domain
import HTTPTypes
import PostgreSQL
import Store

extension StoreFailure {
  /// The failure as the applicant reads it.
  var problem: ProblemDetails {
    switch self {
    case .refused(let refusal): refusal.problem
    case .unreadable(let place): ProblemDetails(.internalError, reason: "unreadable: \(place)")
    case .database(let error): error.problem
    }
  }
}

extension ProblemDetails {
  /// To be tried again soon.
  ///
  /// - Parameter seconds: when to come back.
  static func busy(reason: String, seconds: Int = 3) -> ProblemDetails {
    ProblemDetails(
      .unavailable,
      Text(
        zh: "目前使用的人较多，请过几秒再试，已保存的内容不受影响。",
        en: "Many people are using this; try again in a few seconds. What was saved is safe."),
      headers: [.retryAfter: "\(seconds)"], reason: reason)
  }
}

extension DatabaseError {
  /// What a failure of the database means to the applicant. The texts of the server go nowhere.
  var problem: ProblemDetails {
    switch kind {
    case .cannotConnect, .connectionLost, .unavailable, .cancelled, .conflict: .busy(reason: description)
    case .refused where sqlState == SQLState.lockNotAvailable: .busy(reason: description)
    case .invalidText, .tooLarge: ProblemDetails(.malformedRequest, reason: description)
    case .invalidSettings, .authentication, .refused, .decoding, .misuse:
      ProblemDetails(.internalError, reason: description)
    }
  }
}

extension Refusal {
  /// The refusal as the applicant reads it; words of the database that are problems of their own keep their name.
  var problem: ProblemDetails {
    switch word {
    case .notFound:
      return ProblemDetails(
        .noApplication, Text(zh: "请先阅读须知并开始申报。", en: "Read the notice and start an application first."),
        reason: word.rawValue)
    case .sessionOver: return ProblemDetails(.unauthorized, reason: word.rawValue)
    case .rowHeld: return .busy(reason: word.rawValue)
    case .badDocument, .unknownDepartment, .notPermitted:
      // Checked before the database was asked: reaching this is our mistake, not the applicant's.
      return ProblemDetails(.internalError, reason: "\(word.rawValue) \(self["field"] ?? self["action"] ?? "")")
    default: break
    }
    guard let code = ProblemCode(rawValue: word.rawValue) else {
      return ProblemDetails(.internalError, reason: word.rawValue)
    }
    if code == .wrongState, let state = self["state"].flatMap(ApplicationState.init(rawValue:)) {
      return .wrongState(
        state, number: self["number"],
        withdrawal: self["withdraw_until"].flatMap(ProfileSettings.Withdrawal.init(rawValue:)) ?? .never,
        changing: self["changing"].flatMap(Changing.init(rawValue:)) ?? .never)
    }
    var problem = ProblemDetails(code, reason: word.rawValue)
    for key in Self.shown { problem.members[key] = details[key] }
    switch code {
    case .tooManyRequests:
      let seconds = self["seconds_left"] ?? "60"
      problem.detail = Text(zh: "请在 \(seconds) 秒后再试。", en: "Try again in \(seconds) seconds.")
      problem.headers[.retryAfter] = seconds
    case .duplicateApplication:
      problem.detail = Text(
        zh: "您已有一件申报\(self["number"].map { "（\($0)）" } ?? "")，请在那件申报上继续。",
        en: "You already have an application\(self["number"].map { " (\($0))" } ?? ""); go on with that one.")
    case .draftChanged:
      if case .integer(let version)? = details["version"] { problem.headers[.eTag] = "\"a\(version)\"" }
      problem.detail = Text(
        zh: "您在另一个窗口改过内容。请重新读取，再修改。", en: "It was changed in another window. Read it again, then change it.")
    case .noticeUnread:
      problem.detail = Text(zh: "请先打开须知并读完。", en: "Open the notice and read it first.")
    case .noticeCountdown:
      let seconds = self["seconds_left"] ?? ""
      problem.detail = Text(zh: "请再阅读 \(seconds) 秒。", en: "Please read on for \(seconds) more seconds.")
      if !seconds.isEmpty { problem.headers[.retryAfter] = seconds }
    case .keyReused:
      problem.detail = Text(
        zh: "同一个 Idempotency-Key 只能用于同一次提交。请换一个新值。", en: "One Idempotency-Key is for one submission. Use a new one.")
    case .unchanged:
      problem.detail = Text(
        zh: "内容和材料与上次提交的完全相同，没有提交。被退回的，请按退回原因（GET …/application/status）修改后再提交；确认无需修改的，在请求中加上 \"unchanged\": true。",
        en: """
          Answers and files are those that were submitted last; nothing was submitted. Correct what a return names (GET …/application/status) and submit again; \
          if they are meant to stay, say "unchanged": true.
          """)
    default: break
    }
    return problem
  }

  /// Details that say nothing about anybody else.
  private static let shown = ["number", "state", "notice", "seconds_left", "version", "revision", "until"]
}
