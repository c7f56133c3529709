import Domain
import HTTPTypes
import Store

/// How many requests an address and an applicant may make.
struct RequestLimits: Sendable {
  private let addresses: RequestThrottle<[UInt8]>
  private let applicants: RequestThrottle<ApplicantKey>
  /// A browser sends six at once, and each may wait for a row.
  private let atOnce = RequestsAtOnce<ApplicantKey>(most: 8)

  init(_ rates: RequestRates) {
    addresses = RequestThrottle(rates.perAddress, remembered: rates.remembered)
    applicants = RequestThrottle(rates.perApplicant, remembered: rates.remembered)
  }

  /// - Throws: `too_many_requests`, with the seconds to wait.
  func check(address: String) throws {
    if let seconds = addresses.take(AddressRange.counted(address)) { throw refused(seconds, "address") }
  }

  /// Does an applicant's request.
  ///
  /// - Throws: `too_many_requests`, with the seconds to wait.
  func within<Result>(_ applicant: Applicant, _ work: () async throws -> Result) async throws -> Result {
    let key = ApplicantKey(province: applicant.province, idType: applicant.idType, idNumber: applicant.idNumber)
    if let seconds = applicants.take(key) { throw refused(seconds, "applicant") }
    guard atOnce.enter(key) else { throw refused(1, "applicant at once") }
    defer { atOnce.leave(key) }
    return try await work()
  }

  private func refused(_ seconds: Int, _ whose: String) -> ProblemDetails {
    ProblemDetails(
      .tooManyRequests, Text(zh: "请在 \(seconds) 秒后再试。", en: "Try again in \(seconds) seconds."),
      members: ["seconds_left": .integer(seconds)], headers: [.retryAfter: "\(seconds)"],
      reason: "requests of one \(whose)")
  }
}
