import CLibEdit
import Foundation
import Synchronization

/// Ctrl-C, a resized window, a return from the background, the order to end: signals, delivered outside of signal handlers.
final class Interrupts: Sendable {
  enum Event: Sendable { case interrupt, resize, resumed }

  private struct State {
    var listeners: [Int: @Sendable (Event) -> Void] = [:]
    var nextID = 0
    /// Work that is to be cancelled before the program ends.
    var running = 0
    /// The signal that told the program to end.
    var ending: Int32?
  }

  private let state = Mutex(State())

  /// Watches SIGINT, SIGWINCH and SIGCONT; writing to a closed pipe becomes an error instead of a signal.
  init() {
    signal(SIGPIPE, SIG_IGN)
    // A file over the session's limit (ulimit -f) likewise: EFBIG.
    signal(SIGXFSZ, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return }
    let reading = ends[0]
    let writing = ends[1]
    Thread.detachNewThread { [weak self] in
      var byte: UInt8 = 0
      while unsafe read(reading, &byte, 1) == 1, let self {
        switch Int32(byte) {
        case SIGINT: send(.interrupt)
        case SIGWINCH: send(.resize)
        case SIGCONT: send(.resumed)
        case SIGTERM, SIGHUP: end(Int32(byte))
        default: break
        }
      }
    }
    for number in [SIGINT, SIGWINCH, SIGCONT] { console_watch_signal(number, writing) }
    // Left alone where the program was started to outlive its terminal (nohup).
    for number in [SIGTERM, SIGHUP] where !console_ignores_signal(number) { console_watch_signal(number, writing) }
  }

  /// Calls `listener` for every event until the returned function is called.
  func listen(_ listener: @escaping @Sendable (Event) -> Void) -> @Sendable () -> Void {
    let id = state.withLock { state in
      state.nextID += 1
      state.listeners[state.nextID] = listener
      return state.nextID
    }
    return { [weak self] in _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) } }
  }

  /// While `work` goes on, Ctrl-C cancels `task`; the second one ends the program, as a shell would show it (130). SIGTERM
  /// and SIGHUP cancel it and end the program when it has left (143, 129).
  func cancelling<Success, Failure, Result>(
    _ task: Task<Success, Failure>, _ work: () async -> Result
  ) async -> Result {
    let presses = Presses()
    let stop = listen { event in
      guard event == .interrupt else { return }
      // The terminal has written ^C where the cursor was; what follows begins on a line of its own.
      if isatty(STDERR_FILENO) == 1 { _ = unsafe write(STDERR_FILENO, "\n", 1) }
      if presses.next() == 1 { task.cancel() } else { exit(130) }
    }
    state.withLock { $0.running += 1 }
    let result = await work()
    stop()
    let ending = state.withLock { state in
      state.running -= 1
      return state.ending
    }
    if let ending { exit(128 + ending) }
    return result
  }

  private final class Presses: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }

  /// At once where nothing runs, and the second time.
  private func end(_ number: Int32) {
    let mustLeave = state.withLock { state in
      defer { state.ending = number }
      return state.running == 0 || state.ending != nil
    }
    if mustLeave { exit(128 + number) }
    send(.interrupt)
  }

  private func send(_ event: Event) {
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners { listener(event) }
  }
}
