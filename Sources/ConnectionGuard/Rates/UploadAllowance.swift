/// How much one caller may have kept of what it uploads, in the long run; an hour's and a day's share may come at once.
///
/// Fifteen files, each tried ten times, are nothing unusual.
public struct UploadAllowance: Sendable {
  /// Files an hour.
  public var filesAnHour = 200
  /// Files a day.
  public var filesADay = 400
  /// Bytes an hour.
  public var bytesAnHour = 512 << 20
  /// Bytes a day.
  public var bytesADay = 1 << 30

  /// The allowance of a server for people.
  public init() {}
}

/// Counts what callers upload.
final class UploadMeter<Caller: Hashable & Sendable>: Sendable {
  private let files: [RequestThrottle<Caller>]
  private let bytes: [RequestThrottle<Caller>]

  init(_ allowance: UploadAllowance, remembered: Int) {
    func throttle(_ most: Int, _ seconds: Double) -> RequestThrottle<Caller> {
      RequestThrottle(Bucket(size: Double(most), perSecond: Double(most) / seconds), remembered: remembered)
    }
    files = [throttle(allowance.filesAnHour, 3600), throttle(allowance.filesADay, 86_400)]
    bytes = [throttle(allowance.bytesAnHour, 3600), throttle(allowance.bytesADay, 86_400)]
  }

  /// In how many whole seconds the caller may have one more file of this size; nil: now.
  func wait(_ caller: Caller, bytes count: Int) -> Int? {
    (files.map { $0.wait(caller) } + bytes.map { $0.wait(caller, cost: Double(count)) }).compactMap(\.self).max()
  }

  /// Counts a file; else as `wait`, and counts nothing.
  func take(_ caller: Caller, bytes count: Int) -> Int? {
    if let seconds = wait(caller, bytes: count) { return seconds }
    for throttle in files { _ = throttle.take(caller) }
    for throttle in bytes { _ = throttle.take(caller, cost: Double(count)) }
    return nil
  }
}
