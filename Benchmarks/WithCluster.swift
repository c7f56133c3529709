import Foundation
import Store

/// Lends a private cluster, and ends it whatever came of the work: destroyed, or stopped where it is kept for the next time.
func withCluster(
  at folder: URL, isKept: Bool = false, _ work: (PrivateCluster) async throws -> Void
) async throws {
  let cluster = PrivateCluster(stateDirectory: folder)
  let result: Result<Void, any Error>
  do { result = .success(try await work(cluster)) } catch { result = .failure(error) }
  if isKept { try? await cluster.stop() } else { try? await cluster.destroy() }
  try result.get()
}
