import Domain

/// A submission that was judged and found acceptable, on its way to `review.intake_submit`, however it arrived.
public struct Filing: Sendable {
  /// Whose it is, as far as the answers do not say.
  public struct Identity: Sendable, Hashable {
    let idType: String?
    let idNumber: String?
    let name: String?
    let phone: String?
    let session: String?

    /// - Parameters:
    ///   - name: counts where the answers have none.
    ///   - phone: counts where the answers have no address for messages; nil where there is none at all.
    ///   - session: SHA-256 (hex) of a local account's token; nil elsewhere.
    public init(idType: String?, idNumber: String?, name: String?, phone: String?, session: String? = nil) {
      self.idType = idType
      self.idNumber = idNumber
      self.name = name
      self.phone = phone
      self.session = session
    }
  }

  let profile: Profile
  let channel: String
  let department: Department
  let identity: Identity
  let verdict: Validation
  let files: [FiledFile]
  let commitment: CommitmentRecord?

  /// As the database takes it (its form: `review.intake_submit` in `sql/`).
  var document: [String: JSONValue] {
    let answers = verdict.answers
    let name = answers.text("identity.name") ?? identity.name
    let phone = answers.text(profile.settings.notification.recipient) ?? identity.phone
    return [
      "province": .string(profile.province), "profile_version": .string(profile.version), "channel": .string(channel),
      "department": .string(department.code),
      "identity": [
        "id_type": text(identity.idType), "id_number": text(identity.idNumber), "name": text(name),
        "phone": text(phone),
      ], "session": text(identity.session),
      "answers": .object(answers.values), "attachments": .array(files.map(\.json)),
      "commitment": commitment?.json ?? .object([:]),
      "warnings": .array(verdict.warnings.map(warning)),
      "facts": .object(profile.statistics(answers).filter { $0.value != .null }),
    ]
  }

  /// Marked where it is for whoever sees the case whole only.
  private func warning(_ problem: Problem) -> JSONValue {
    guard profile.tellsOfMasked(problem), case .object(var members) = problem.json else { return problem.json }
    members["masked"] = true
    return .object(members)
  }

  private func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
