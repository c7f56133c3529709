import Dispatch
import Foundation
import Synchronization

/// Runs one actor's jobs on a thread of its own.
///
/// libpq calls block; on the cooperative pool, which has a thread a core, two slow statements would stop every task.
/// (`DispatchSerialQueue`, the ready-made executor, does not exist on Linux.)
final class ConnectionExecutor: SerialExecutor {
  private let jobs = Jobs()

  init(name: String) {
    let jobs = jobs
    let thread = Thread { jobs.runUntilClosed() }
    thread.name = name
    thread.start()
  }

  deinit { jobs.close() }

  func enqueue(_ job: consuming ExecutorJob) {
    // The entry keeps the executor alive until the job is over: the job may drop the last reference to the actor.
    jobs.append(UnownedJob(job), on: self)
  }
}

/// The queue between the callers and the thread.
private final class Jobs: Sendable {
  private struct Entry {
    var job: UnownedJob
    var executor: ConnectionExecutor
  }

  private struct State {
    var entries: [Entry] = []
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  func append(_ job: UnownedJob, on executor: ConnectionExecutor) {
    state.withLock { $0.entries.append(Entry(job: job, executor: executor)) }
    available.signal()
  }

  /// The thread ends at the next turn.
  func close() { available.signal() }

  func runUntilClosed() {
    while true {
      available.wait()
      let next = state.withLock { $0.entries.isEmpty ? nil : $0.entries.removeFirst() }
      guard let next else { return }
      unsafe next.job.runSynchronously(on: next.executor.asUnownedSerialExecutor())
    }
  }
}
