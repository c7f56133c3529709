/// Why this province returns applications.
extension Profile {
  /// The reasons that make sense here, in the order in which they are offered: each points at something of the form, or at the whole, and its
  /// hint is the province's own where it has one.
  public var reasons: [ReturnReason] {
    let returns = settings.returns
    return standards.reasons.filter { reason in
      !returns.without.contains(reason.code)
        && (reason.targets.isEmpty || reason.targets.contains { label($0) != nil })
    }.map { reason in returns.hints[reason.code].map { reason.with(hint: $0) } ?? reason }
  }

  /// What a hint takes for granted and applicants here do not have; empty where it fits.
  func lacks(_ reason: ReturnReason) -> [String] {
    let has = reason.presumes.contains { $0 == "service_network" ? identity.kind == .sso : label($0) != nil }
    return has ? [] : reason.presumes
  }
}
