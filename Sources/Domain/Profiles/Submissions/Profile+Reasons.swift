/// Why this province returns applications.
extension Profile {
  /// The reasons that make sense here, in the order in which they are offered: each points at something of the form, or at the whole, and its
  /// targets and hint are the province's own where it has some.
  public var reasons: [ReturnReason] {
    let returns = settings.returns
    return standards.reasons.filter { !returns.without.contains($0.code) }
      .map { $0.with(hint: returns.hints[$0.code], targets: returns.targets[$0.code]) }
      .filter { reason in reason.targets.isEmpty || reason.targets.contains { label($0) != nil } }
  }

  /// What a hint takes for granted and applicants here do not have; empty where it fits.
  func lacks(_ reason: ReturnReason) -> [String] {
    let has = reason.presumes.contains { $0 == "service_network" ? identity.kind == .sso : label($0) != nil }
    return has ? [] : reason.presumes
  }
}
