import Foundation
import Synchronization

/// What is written under hidden names now. It is removed when the program ends before it is done, in whichever way it leaves by itself
/// (`exit(3)`), as after a second Ctrl-C.
enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])
  private static let isWatching: Bool = atexit { UnfinishedFiles.remove() } == 0

  static func add(_ path: String) {
    _ = isWatching
    paths.withLock { _ = $0.insert(path) }
  }

  /// It is done, or removed already.
  static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  private static func remove() {
    for path in paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
  }
}
