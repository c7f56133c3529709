import Domain
import NIOPosix
import Store

/// Looks at pictures on threads of its own, few at once: a decoded picture is large, and a hundred may arrive together.
struct Inspection: Sendable {
  private let threads: NIOThreadPool

  /// - Parameter atOnce: how many pictures are in memory at one time.
  init(atOnce: Int = 2) {
    threads = NIOThreadPool(numberOfThreads: atOnce)
    threads.start()
  }

  /// What looking at the file at `path` tells; a bad file is no error.
  func facts(of path: String) async throws -> PictureFacts {
    try await threads.runIfActive { PictureFacts(inspecting: path) }
  }
}
