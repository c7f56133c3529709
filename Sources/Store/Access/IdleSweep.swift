import PostgreSQL

extension ReviewStore {
  /// Ends sessions of staff that hold rows and have left their transaction alone for five minutes; answers how many.
  public func sweepIdle() async throws(StoreFailure) -> Int {
    try await one("idle sweep", "SELECT review.idle_sweep() AS ended", []) { try $0.decode("ended") }
  }
}

extension IntakeStore {
  /// As `ReviewStore.sweepIdle`.
  public func sweepIdle() async throws(StoreFailure) -> Int {
    try await one("endpoint sweep", "SELECT review.idle_sweep() AS ended", []) { try $0.decode("ended") }
  }
}
