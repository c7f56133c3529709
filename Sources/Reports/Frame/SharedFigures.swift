import Synchronization

/// Figures that several reports of one frame need: the first asks the database, the others have them.
final class SharedFigures<Value: Sendable>: Sendable {
  private let kept = Mutex<Value?>(nil)

  /// nil until somebody asked.
  var value: Value? {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}
