/// Whether the applicant may change what is approved (变更).
public enum Changing: String, CaseIterable, Sendable {
  /// The form does not let it.
  case never
  /// It does, and none is begun.
  case allowed
  /// One is being filled in.
  case begun
}

/// What somebody may do with an application.
public enum Possibility: Hashable, Sendable {
  /// To change the answers of the draft, or its files.
  case save, attach
  /// A step of the state table.
  case step(Action)
  /// To throw the draft away: all of one that was never submitted, else what was changed since.
  case discard
  /// To ask where it is.
  case status

  /// The word for programs.
  public var word: String {
    switch self {
    case .save: "save"
    case .attach: "attach"
    case .step(let action): action.rawValue
    case .discard: "discard"
    case .status: "status"
    }
  }
}

extension StateTable {
  /// What `actor` may do to an application in `state` now, in the order of its life. What the applicant may hand in can be changed
  /// before; where it is may always be asked.
  ///
  /// - Parameters:
  ///   - withdrawal: until when the form lets it be taken back; nil where only the table is asked.
  ///   - changing: whether what is approved may be changed, or is.
  public static func possibilities(
    in state: ApplicationState, for actor: Actor, withdrawal: ProfileSettings.Withdrawal? = nil,
    changing: Changing = .never
  ) -> [Possibility] {
    let actions = actions(from: state, by: actor).filter { action in
      switch (state, action) {
      case (_, .withdraw): withdrawal != .never
      case (.approved, .change): changing == .allowed
      case (.approved, .submit): changing == .begun
      default: true
      }
    }
    let edits = actions.contains(.submit)
    return (edits ? [.save, .attach] : []) + actions.map(Possibility.step) + (edits ? [.discard] : []) + [.status]
  }
}
