import Domain
import Testing

@Suite struct StateTableTests {
  /// The table of the design, once more, in the shortest form: state, action, actors, state.
  static let expected: [String: String] = [
    "draft submit applicant": "submitted", "returned submit applicant": "submitted",
    "approved change applicant": "approved", "approved submit applicant": "submitted",
    "submitted withdraw applicant": "draft",
    "submitted claim reviewer": "in_review", "submitted claim manager": "in_review",
    "in_review release reviewer": "submitted", "in_review release manager": "submitted",
    "in_review expire clock": "submitted",
    "in_review approve reviewer": "approved", "in_review approve manager": "approved",
    "in_review return reviewer": "returned", "in_review return manager": "returned",
    "submitted transfer reviewer": "submitted", "submitted transfer manager": "submitted",
    "in_review transfer reviewer": "submitted", "in_review transfer manager": "submitted",
    "approved reopen manager": "in_review", "returned reopen manager": "in_review",
  ]

  @Test func isThatOfTheDesign() {
    for state in ApplicationState.allCases {
      for action in Action.allCases {
        for actor in Actor.allCases {
          let target = StateTable.target(from: state, action: action, by: actor)
          #expect(target?.rawValue == Self.expected["\(state.rawValue) \(action.rawValue) \(actor.rawValue)"])
        }
      }
    }
  }

  @Test func saysWhatIsPossible() {
    #expect(StateTable.actions(from: .inReview, by: .manager) == [.release, .approve, .return, .transfer])
    func words(_ state: ApplicationState, _ withdrawal: ProfileSettings.Withdrawal = .submitted) -> [String] {
      StateTable.possibilities(in: state, for: .applicant, withdrawal: withdrawal).map(\.word)
    }
    for state in [ApplicationState.draft, .returned] {
      #expect(words(state) == ["save", "attach", "submit", "discard", "status"])
    }
    #expect(words(.submitted) == ["withdraw", "status"])
    #expect(words(.submitted, .never) == ["status"])
    for state in [ApplicationState.inReview, .approved] { #expect(words(state) == ["status"]) }
    func changing(_ changing: Changing, in state: ApplicationState = .approved) -> [String] {
      StateTable.possibilities(in: state, for: .applicant, withdrawal: .submitted, changing: changing).map(\.word)
    }
    #expect(changing(.allowed) == ["change", "status"])
    #expect(changing(.begun) == ["save", "attach", "submit", "discard", "status"])
    // Whatever the form says about changes, it says nothing about what is not approved.
    for state in ApplicationState.allCases where state != .approved {
      for other in Changing.allCases { #expect(changing(other, in: state) == words(state)) }
    }
    #expect(StateTable.possibilities(in: .approved, for: .manager) == [.step(.reopen), .status])
  }

  /// Without a state, an action or an actor that leads nowhere.
  @Test func hasNoDeadEnds() {
    for action in Action.allCases {
      #expect(StateTable.transitions.contains { $0.action == action && !$0.actors.isEmpty })
    }
    for state in ApplicationState.allCases where state != .draft {
      #expect(StateTable.transitions.contains { $0.to == state && $0.from != state })
    }
  }
}
