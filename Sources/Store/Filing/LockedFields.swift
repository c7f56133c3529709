public import Domain

/// The answers that the identity decides and the applicant cannot change here (R1).
public struct LockedFields: Sendable {
  private let values: [String: JSONValue]

  /// Of the service network every locked field that it sent; of a local account the document that it stands for.
  ///
  /// - Parameter identity: the answers that arrive with it.
  public init(profile: Profile, identity: Answers) {
    let document: Set<String> = ["identity.id_type", "identity.id_number"]
    values = identity.values.filter { id, _ in document.contains(id) || profile.field(id)?.origin == .locked }
  }

  /// Field ids, in order.
  public var ids: [String] { values.keys.sorted() }

  /// The answers with these put back to what the identity says.
  public func imposed(on answers: Answers) -> Answers {
    var answers = answers
    for (id, value) in values { answers[id] = value }
    return answers
  }

  /// The fields, in order, that a change would give another value.
  public func altered(by changes: [String: JSONValue]) -> [String] {
    changes.keys.sorted().filter { id in values[id].map { $0 != changes[id] } ?? false }
  }
}
