/// The one table of states: who may do what, and what becomes of the application. SQL enforces the same table.
public enum StateTable {
  /// One row of the table.
  public struct Transition: Hashable, Sendable {
    /// The state before.
    public let from: ApplicationState
    /// What is done.
    public let action: Action
    /// Who may do it; whether the actor also holds the lease or the department is not the table's business.
    public let actors: [Actor]
    /// The state after.
    public let to: ApplicationState
  }

  /// All that is possible, in the order of an application's life. Of a change `withdraw` leads back to approved, and what is approved is sent
  /// in only as a change that was begun (`Changing`).
  public static let transitions: [Transition] = [
    Transition(from: .draft, action: .submit, actors: [.applicant], to: .submitted),
    Transition(from: .returned, action: .submit, actors: [.applicant], to: .submitted),
    Transition(from: .approved, action: .change, actors: [.applicant], to: .approved),
    Transition(from: .approved, action: .submit, actors: [.applicant], to: .submitted),
    Transition(from: .submitted, action: .withdraw, actors: [.applicant], to: .draft),
    Transition(from: .submitted, action: .claim, actors: [.reviewer, .manager], to: .inReview),
    Transition(from: .inReview, action: .release, actors: [.reviewer, .manager], to: .submitted),
    Transition(from: .inReview, action: .expire, actors: [.clock], to: .submitted),
    Transition(from: .inReview, action: .approve, actors: [.reviewer, .manager], to: .approved),
    Transition(from: .inReview, action: .return, actors: [.reviewer, .manager], to: .returned),
    Transition(from: .submitted, action: .transfer, actors: [.reviewer, .manager], to: .submitted),
    Transition(from: .inReview, action: .transfer, actors: [.reviewer, .manager], to: .submitted),
    Transition(from: .approved, action: .reopen, actors: [.manager], to: .inReview),
    Transition(from: .returned, action: .reopen, actors: [.manager], to: .inReview),
  ]

  /// The state that `action` by `actor` leads to; nil when it is impossible.
  public static func target(from state: ApplicationState, action: Action, by actor: Actor) -> ApplicationState? {
    transitions.first { $0.from == state && $0.action == action && $0.actors.contains(actor) }?.to
  }

  /// What `actor` can do to an application in `state`, in the order of `Action`.
  public static func actions(from state: ApplicationState, by actor: Actor) -> [Action] {
    Action.allCases.filter { target(from: state, action: $0, by: actor) != nil }
  }
}
