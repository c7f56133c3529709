import Domain
import Synchronization

/// What one run of the program remembers.
final class Session: Sendable {
  /// A revision that was shown in this run, so that it may be decided about.
  struct SeenRevision: Sendable {
    let revision: Int
    let contentHash: String
    /// What the applicant's answers leave of the form; nil where this program does not know the form, or the revision was not shown.
    var form: PersonForm? = nil
  }

  private struct State {
    var settings: Settings
    var list = ListMemory()
    var current: String?
    var seen: [String: SeenRevision] = [:]
    var warnings: Set<String> = []
  }

  private let state: Mutex<State>

  init(settings: Settings = Settings()) { state = Mutex(State(settings: settings)) }

  var settings: Settings { state.withLock { $0.settings } }
  var list: ListMemory { state.withLock { $0.list } }

  func change(_ change: (inout Settings) -> Void) { state.withLock { change(&$0.settings) } }

  /// True the first time, so that a warning is said once.
  func warnOnce(about what: String) -> Bool { state.withLock { $0.warnings.insert(what).inserted } }

  /// Rows of the list just shown.
  func remember(list numbers: [String]) { state.withLock { $0.list.remember(numbers) } }

  /// The revision that was on the screen last; nil when the application was not shown in this run.
  func seen(_ number: String) -> SeenRevision? { state.withLock { $0.seen[number] } }

  /// Marks a revision as shown; its application is the one that `.` means from now on.
  func markSeen(_ number: String, _ revision: SeenRevision) {
    state.withLock {
      $0.seen[number] = revision
      $0.current = number
    }
  }

  /// The application that was on the screen last; nil before the first.
  var current: String? { state.withLock { $0.current } }
}
