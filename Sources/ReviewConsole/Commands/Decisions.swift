import Domain
import Foundation
import Store

/// Deciding about one or several applications: which revision, one after the other, what is said afterwards.
struct Decisions: Sendable {
  static let revision = Parameter<Int>.number(
    "revision", "版本",
    Text(zh: "办理这一版（默认：本次查看过的那一版）", en: "decide about this revision (default: the one you were shown)"), in: 1...9999)

  let context: ConsoleContext
  /// The revision named with --revision; nil for the one that was seen.
  let revision: Int?
  /// Whether what is decided about is held to the form of that person, as a reason is that points at something.
  var needsForm = false

  /// What became of one application.
  private enum Result: Sendable {
    case made(DecisionMade)
    case refused(number: String, ConsoleFailure)
  }

  /// Decides about each of `numbers`. A single one that is refused is a failure; of several, the others go on.
  ///
  /// - Parameter refused: those that were refused already, and are not tried again.
  func make(
    _ numbers: [String], refused: [String: ConsoleFailure] = [:], done: @Sendable (DecisionMade) -> Text,
    _ decide: @escaping @Sendable (ReviewStore, String, Session.SeenRevision, UUID) async throws -> DecisionMade
  ) async throws -> CommandOutput {
    var results: [Result] = []
    for number in numbers {
      if let failure = refused[number] {
        results.append(.refused(number: number, failure))
        continue
      }
      do { results.append(.made(try await one(number, decide))) } catch {
        let failure = ConsoleFailure(error)
        guard numbers.count > 1, failure.exitCode != .noConnection, !Task.isCancelled else { throw error }
        results.append(.refused(number: number, failure))
      }
    }
    return output(results, done, isManager: await context.database.present()?.role == .manager)
  }

  /// Refuses what cannot be decided about: not seen, decided, held by somebody else.
  func check(_ number: String) async throws {
    let revision = try await revisionToDecide(number)
    try await context.change(repeatable: true) {
      try await $0.checkDecision(number, revision: revision.revision, contentHash: revision.contentHash)
    }
  }

  /// Those that `check` refuses, and why.
  func refused(among numbers: [String]) async throws -> [String: ConsoleFailure] {
    var refused: [String: ConsoleFailure] = [:]
    for number in numbers {
      do { try await check(number) } catch {
        let failure = ConsoleFailure(error)
        guard failure.exitCode != .noConnection, !Task.isCancelled else { throw error }
        refused[number] = failure
      }
    }
    return refused
  }

  private func one(
    _ number: String,
    _ decide: @escaping @Sendable (ReviewStore, String, Session.SeenRevision, UUID) async throws -> DecisionMade
  ) async throws -> DecisionMade {
    let revision = try await revisionToDecide(number)
    // The key makes repeating safe: after a lost connection the same call gets the same answer.
    let key = UUID()
    return try await context.change(repeatable: true) { try await decide($0, number, revision, key) }
  }

  private func revisionToDecide(_ number: String) async throws -> Session.SeenRevision {
    if let revision {
      let seen = context.session.seen(number)
      let found = try await context.read { try await $0.contentHash(number, revision: revision) }
      var form = seen?.contentHash == found.hash ? seen?.form : nil
      // Looked at in an earlier run: looked at once more, on record, for the form. Who never looked is refused by the database; this is no
      // look that anybody saw.
      if needsForm, form == nil, found.looked {
        form = SubmissionView(try await context.read { try await $0.open(number, revision: revision) }, context).form
      }
      return Session.SeenRevision(revision: found.revision, contentHash: found.hash, form: form)
    }
    guard let seen = context.session.seen(number) else { throw ConsoleFailure.notSeen(number) }
    return seen
  }

  private func output(
    _ results: [Result], _ done: @Sendable (DecisionMade) -> Text, isManager: Bool
  ) -> CommandOutput {
    var output = CommandOutput()
    var documents: [JSONDocument] = []
    var refused = 0
    for result in results {
      switch result {
      case .made(let decision):
        documents.append(document(decision))
        output.talk.append(.done(done(decision)))
        output.talk.append(ChangeOutput.told(decision.message))
      case .refused(let number, let failure):
        refused += 1
        let explanation = failure.explanation
        documents.append([
          "number": .string(number),
          "error": [
            "code": .string(failure.code), "message": .string(explanation.message(context.language)),
            "hint": .string(explanation.next?(context.language)),
          ],
        ])
        output.talk.append(
          Notice(
            kind: .refusal,
            text: Text(
              zh: "\(explanation.message.zh) [\(failure.code)]", en: "\(explanation.message.en) [\(failure.code)]")))
      }
    }
    if results.count > 1 {
      let made = results.count - refused
      output.talk.append(
        .hint(
          Text(
            zh: "共 \(results.count) 件：办结 \(made)，没有办成 \(refused)。",
            en: "\(results.count): \(made) decided, \(refused) refused.")))
    }
    if refused < results.count {
      let mistake =
        isManager
        ? Text(zh: "办错了可以 撤回（reopen）。", en: "What was decided by mistake you can reopen.")
        : Text(zh: "办错了可请主管 撤回（reopen）。", en: "A manager can reopen what was decided by mistake.")
      output.talk.append(.hint(Text(zh: "下一步：领取（next）。\(mistake.zh)", en: "Next: next. \(mistake.en)")))
    }
    output.json = .array(documents)
    output.exitCode = refused > 0 ? .failed : .done
    return output
  }

  private func document(_ decision: DecisionMade) -> JSONDocument {
    [
      "number": .string(decision.number), "outcome": .string(decision.outcome.rawValue),
      "revision": .integer(decision.revision), "notification": .integer(decision.message.id),
      "channel": .string(decision.message.channel), "recipient": .string(decision.message.recipient),
      "body": .string(decision.message.body), "decided_at": .string(Timestamp.iso(decision.decidedAt)),
      "repeated": .bool(decision.repeated), "also": ChangeOutput.also(decision.message),
    ]
  }
}
