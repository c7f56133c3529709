import Domain
import Store
import Synchronization

/// Knows of each log-in under way whether the stored hash may have become another one since it began: what was typed right must not be
/// called wrong because the same person logs in twice at once.
final class PasswordChanges: Sendable {
  private struct Watched {
    var logIns = 0
    var changing = 0
    /// Changes begun.
    var begun = 0
  }

  private let persons = Mutex<[ApplicantKey: Watched]>([:])

  /// How many persons are known: those with something under way.
  var watched: Int { persons.withLock { $0.count } }

  /// Does something that replaces the person's hash.
  func change<T>(_ person: ApplicantKey, _ work: () async throws -> T) async throws -> T {
    note(person) {
      $0.changing += 1
      $0.begun += 1
    }
    defer { note(person) { $0.changing -= 1 } }
    return try await work()
  }

  /// Compares what somebody typed, and once more where the hash may have changed meanwhile.
  ///
  /// - Parameter compare: nil where it is wrong.
  func compared<T>(_ person: ApplicantKey, _ compare: () async throws -> T?) async throws -> T? {
    let before = note(person) {
      $0.logIns += 1
      return (begun: $0.begun, isChanging: $0.changing > 0)
    }
    defer { note(person) { $0.logIns -= 1 } }
    if let right = try await compare() { return right }
    let begun = note(person) { $0.begun }
    return before.isChanging || begun != before.begun ? try await compare() : nil
  }

  @discardableResult
  private func note<T: Sendable>(_ person: ApplicantKey, _ change: (inout Watched) -> T) -> T {
    persons.withLock { persons in
      var watched = persons[person] ?? Watched()
      let result = change(&watched)
      persons[person] = watched.logIns + watched.changing > 0 ? watched : nil
      return result
    }
  }
}
