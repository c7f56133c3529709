/// Why this province returns applications.
extension Profile {
  /// The reasons that make sense here, in the order in which they are offered: each points at something of the form, or at the whole, and its
  /// targets and hint are the province's own where it has some.
  public var reasons: [ReturnReason] {
    let returns = settings.returns
    return standards.reasons.filter { !returns.without.contains($0.code) }.compactMap { reason in
      let own = reason.with(hint: returns.hints[reason.code], targets: returns.targets[reason.code])
      let there = own.targets.filter { label($0) != nil }
      return own.targets.isEmpty || !there.isEmpty ? own.with(hint: nil, targets: there) : nil
    }
  }

  /// What a hint takes for granted and applicants here do not have; empty where it fits.
  func lacks(_ reason: ReturnReason) -> [String] {
    reason.presumes.filter { presumed in
      switch presumed {
      case "service_network": identity.kind != .sso
      case "template": !slots.contains { $0.template != nil }
      default: label(presumed) == nil
      }
    }
  }

  /// The fields of a reason that asks for a correction in the form, of which the applicant can correct none there.
  func lockedTargets(of reason: ReturnReason) -> [String] {
    let asksHere = reason.action == .edit && !reason.presumes.contains("service_network")
    guard asksHere, settings.returns.hints[reason.code] == nil, !reason.targets.isEmpty,
      reason.targets.allSatisfy({ field($0)?.origin == .locked })
    else { return [] }
    return reason.targets
  }
}
