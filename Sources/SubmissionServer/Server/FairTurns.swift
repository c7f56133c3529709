import ConnectionGuard
import Synchronization

/// Lets so many work at once, and those who wait for it in turn of whom they belong to (`FairQueue`).
///
/// The queue is bounded: when it is full, whoever has most in it makes room; who would wait too long is refused at once, and who has
/// waited too long then. Who is cancelled while waiting is out.
final class FairTurns: Sendable {
  /// Not to be had soon.
  struct Refused: Error {
    /// In how many seconds to come back, at least 1.
    let seconds: Int
  }

  private enum Outcome { case taken, refused, left }
  private typealias Waiter = CheckedContinuation<Outcome, Never>

  private struct State {
    var working: [String: Int] = [:]
    var queue = FairQueue<Waiter>()
    var tickets = 0
    /// What one piece of work has taken of late; zero where nobody said.
    var pace: Duration

    var isBusy: Int { working.values.reduce(0, +) }
  }

  private let atOnce: Int
  private let ofOne: Int
  private let most: Int
  private let patience: Duration
  private let state: Mutex<State>

  /// - Parameters:
  ///   - ofOne: how many of one group may work at once.
  ///   - waiting: how many may wait.
  ///   - patience: how long.
  ///   - pace: what one piece of work takes, until `note` says more; zero: nobody is refused for it.
  init(atOnce: Int, ofOne: Int = .max, waiting: Int, patience: Duration, pace: Duration = .zero) {
    self.atOnce = atOnce
    self.ofOne = ofOne
    most = waiting
    self.patience = patience
    state = Mutex(State(pace: pace))
  }

  /// How many wait.
  var waiting: Int { state.withLock { $0.queue.count } }

  /// How many work.
  var working: Int { state.withLock { $0.isBusy } }

  /// Does some work when its turn has come.
  ///
  /// - Throws: `Refused`, `CancellationError` where the task is cancelled before the work begins, what the work throws.
  func within<T>(_ place: FairPlace, _ work: () async throws -> T) async throws -> T {
    try await take(place)
    defer { give(place) }
    return try await work()
  }

  /// Does some work for a client when its turn has come; whoever hangs up waits no longer.
  ///
  /// - Parameter crowd: what there is too much of, for the log.
  /// - Throws: `unavailable`; `CancellationError` where the client has left; what the work throws.
  func serve<T>(_ place: FairPlace, crowd: String, _ work: () async throws -> T) async throws -> T {
    do { try await ConnectionRecord.whileConnected { try await self.take(place) } } catch let refused as Refused {
      throw ProblemDetails.busy(reason: crowd, seconds: refused.seconds)
    }
    defer { give(place) }
    if ConnectionRecord.current?.hasLeft == true { throw CancellationError() }
    return try await work()
  }

  /// Waits for the turn; `give` follows.
  ///
  /// - Throws: `Refused`; `CancellationError`.
  func take(_ place: FairPlace) async throws {
    let ticket = state.withLock { state in
      state.tickets += 1
      return state.tickets
    }
    let timer = Mutex<Task<Void, Never>?>(nil)
    defer { timer.withLock { $0?.cancel() } }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: Waiter) in
        guard enter(ticket, place, waiter) else { return }
        timer.withLock {
          $0 = Task {
            guard (try? await Task.sleep(for: patience)) != nil else { return }
            leave(ticket, .refused)
          }
        }
      }
    } onCancel: {
      leave(ticket, .left)
    }
    switch outcome {
    case .taken: return
    case .refused: throw Refused(seconds: seconds)
    case .left: throw CancellationError()
    }
  }

  /// Somebody of the place has done the work: the next one begins.
  func give(_ place: FairPlace) {
    let begun = state.withLock { state -> [Waiter] in
      state.working[place.group] = state.working[place.group].flatMap { $0 > 1 ? $0 - 1 : nil }
      return begin(&state)
    }
    for waiter in begun { waiter.resume(returning: .taken) }
  }

  /// - Throws: `Refused` where one more of the place would not get a turn soon.
  func check(_ place: FairPlace) throws(Refused) {
    let late = state.withLock { isLate($0, place) }
    if late { throw Refused(seconds: seconds) }
  }

  /// What a piece of work took, so that it is known how long others will wait.
  func note(took: Duration) {
    state.withLock { $0.pace = $0.pace == .zero ? took : ($0.pace * 7 + took) / 8 }
  }

  // MARK: Order

  /// Whether it has to wait; else the waiter has its answer.
  private func enter(_ ticket: Int, _ place: FairPlace, _ waiter: Waiter) -> Bool {
    // Cancelled before it could wait: the handler found nobody.
    let isCancelled = Task.isCancelled
    let (answer, evicted) = state.withLock { state -> (Outcome?, Waiter?) in
      if isCancelled || Task.isCancelled { return (.left, nil) }
      if state.isBusy < atOnce, state.working[place.group, default: 0] < ofOne {
        state.working[place.group, default: 0] += 1
        return (.taken, nil)
      }
      if isLate(state, place) { return (.refused, nil) }
      var evicted: Waiter?
      if state.queue.count >= most {
        evicted = state.queue.makeRoom(for: place)?.item
        if evicted == nil { return (.refused, nil) }
      }
      state.queue.append(
        .init(ticket: ticket, place: place, item: waiter))
      return (nil, evicted)
    }
    evicted?.resume(returning: .refused)
    if let answer { waiter.resume(returning: answer) }
    return answer == nil
  }

  private func leave(_ ticket: Int, _ outcome: Outcome) {
    let entry = state.withLock { $0.queue.remove(ticket) }
    entry?.item.resume(returning: outcome)
  }

  private func begin(_ state: inout State) -> [Waiter] {
    var begun: [Waiter] = []
    while state.isBusy < atOnce {
      let working = state.working
      guard let next = state.queue.next(where: { working[$0, default: 0] < ofOne }) else { break }
      state.working[next.place.group, default: 0] += 1
      begun.append(next.item)
    }
    return begun
  }

  private func isLate(_ state: State, _ place: FairPlace) -> Bool {
    guard state.isBusy >= atOnce else { return false }
    let ahead = state.queue.ahead(of: place)
    return state.pace * (ahead + 1) / atOnce > patience
  }

  /// When those who wait now will be through, between 3 and 60 seconds.
  private var seconds: Int {
    let left = state.withLock { $0.pace * $0.queue.count / atOnce }
    return min(60, max(3, Int(left.components.seconds) + 1))
  }
}
