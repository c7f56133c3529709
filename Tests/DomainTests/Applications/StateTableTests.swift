import Domain
import Testing

@Suite struct StateTableTests {
  /// The table of the design, once more, in the shortest form: state, action, actors, state.
  static let expected: [String: String] = [
    "draft submit applicant": "submitted", "returned submit applicant": "submitted",
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
          let refusal = StateTable.refusal(from: state, action: action, by: actor)
          #expect((refusal == nil) == (target != nil))
          if let refusal {
            #expect(refusal.zh.hasSuffix("。") && refusal.en.hasSuffix("."))
            #expect(refusal.zh.contains("可以") || refusal.zh.contains("请") || refusal.zh.contains("没有"))
          }
        }
      }
    }
  }

  @Test func saysWhyAndWhatInstead() {
    let late = StateTable.refusal(from: .approved, action: .claim, by: .reviewer)
    #expect(late?.zh == "申报已经审核通过，只有“待审核”的申报可以领取。如结论有误，请主管撤回。")
    #expect(
      late?.en == "The application has been approved; claim needs one that is submitted. "
        + "If the decision was wrong, ask the manager to reopen it.")
    let stranger = StateTable.refusal(from: .submitted, action: .reopen, by: .reviewer)
    #expect(stranger?.zh == "审核员不能撤回，只有主管可以。现在可以：领取、转办。")
    #expect(StateTable.actions(from: .inReview, by: .manager) == [.release, .approve, .return, .transfer])
  }

  /// Without a state, an action or an actor that leads nowhere.
  @Test func hasNoDeadEnds() {
    for action in Action.allCases {
      #expect(!StateTable.actors(of: action).isEmpty && !StateTable.states(for: action).isEmpty)
    }
    for state in ApplicationState.allCases where state != .draft {
      #expect(StateTable.transitions.contains { $0.to == state && $0.from != state })
    }
  }
}
