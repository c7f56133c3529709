import Domain
import Store

/// What a gate stops (不符合填报要求的，将不能继续填报): the steps after the one with the answer that it refuses. That answer, what stands beside it
/// and what comes before can be corrected; whatever was saved stays.
struct GatedSteps: Sendable {
  /// What the gates refuse; empty = go on.
  let gates: [Problem]
  private let beyond: Set<String>

  /// - Parameter answers: those that are to be saved, or are.
  init(profile: Profile, channel: String, answers: Answers, today: Day) {
    gates = profile.gates(answers, today: today)
    let steps = gates.isEmpty ? [] : profile.channel(channel)?.steps ?? []
    let sections = Dictionary(profile.sections.map { ($0.id, $0) }) { first, _ in first }
    let fields = steps.map { step in
      step.parts.flatMap { part -> [String] in
        guard case .section(let id) = part, let section = sections[id] else { return [] }
        return section.items.compactMap(\.id)
      }
    }
    let stopped = Set(gates.map { Profile.base(of: $0.field) })
    let first = fields.firstIndex { !stopped.isDisjoint(with: $0) } ?? fields.endIndex
    beyond = Set(fields.dropFirst(first + 1).joined())
  }

  /// Those of the changes, in order, that would fill in something beyond the gate. Clearing is no filling in.
  func stopped(_ changes: [String: JSONValue], from answers: Answers) -> [String] {
    changes.keys.sorted().filter { id in
      beyond.contains(id) && changes[id] != .null && changes[id] != answers[id]
    }
  }

  /// What can be done while a gate stops: no uploading, no submitting.
  func possibilities(of all: [Possibility]) -> [Possibility] {
    gates.isEmpty ? all : all.filter { $0 != .attach && $0 != .step(.submit) }
  }
}

extension Section.Item {
  /// The field's or list's id; nil for the bureau.
  fileprivate var id: String? {
    switch self {
    case .field(let field): field.id
    case .list(let list): list.id
    case .department: nil
    }
  }
}

extension HTTPExchange {
  /// What can be done with a draft now, under its form and gates.
  func possibilities(of draft: ApplicationDraft, under profile: Profile) throws -> [Possibility] {
    GatedSteps(
      profile: profile, channel: draft.channel, answers: try shown(draft, under: profile), today: services.today
    ).possibilities(of: profile.possibilities(in: draft.state, changing: changing(draft.isChange)))
  }
}
