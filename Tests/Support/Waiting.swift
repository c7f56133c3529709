/// How long tests wait for what hangs. No test is about this time: what is awaited comes when it comes, on a busy machine
/// late, and only what never comes ends here.
public enum Patience {
  /// For whatever is awaited in this process.
  public static let limit = Duration.seconds(seconds)
  /// The same, for programs that want a number.
  public static let seconds = 900
}

/// Looks again until something is there; nil when it never comes.
public func eventually<T: Sendable>(
  every pause: Duration = .milliseconds(40), _ look: () async throws -> T?
) async throws -> T? {
  let deadline = ContinuousClock.now + Patience.limit
  while true {
    if let found = try await look() { return found }
    guard ContinuousClock.now < deadline else { return nil }
    try await Task.sleep(for: pause)
  }
}

/// Looks again until it is so; false when it never comes true.
public func soon(every pause: Duration = .milliseconds(40), _ isSo: () async throws -> Bool) async throws -> Bool {
  try await eventually(every: pause) { try await isSo() ? true : nil } ?? false
}
