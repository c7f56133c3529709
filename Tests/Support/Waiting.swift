/// Looks again until something is there; nil when it has not come in time.
public func eventually<T: Sendable>(
  within limit: Duration = .seconds(30), every pause: Duration = .milliseconds(40), _ look: () async throws -> T?
) async throws -> T? {
  let deadline = ContinuousClock.now + limit
  while true {
    if let found = try await look() { return found }
    guard ContinuousClock.now < deadline else { return nil }
    try await Task.sleep(for: pause)
  }
}

/// Looks again until it is so; false when it has not come true in time.
public func soon(
  within limit: Duration = .seconds(30), every pause: Duration = .milliseconds(40), _ isSo: () async throws -> Bool
) async throws -> Bool {
  try await eventually(within: limit, every: pause) { try await isSo() ? true : nil } ?? false
}
