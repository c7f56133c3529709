/// Which bureau gets it (R15).
extension FormValidator {
  /// The bureau by the first route whose condition holds; never by a name (R15).
  func route() -> Department? {
    for route in profile.routing.routes {
      switch holds(route.condition) {
      case false?: continue
      case nil: return nil
      case true?: break
      }
      guard let field = profile.fieldsByID[route.field], case .value(.string(let code)) = standing(place(field))
      else { return nil }
      if let department = department(of: code, level: route.level) { return department }
      if !problems.contains(where: { $0.field == route.field && $0.severity == .error }) {
        report(ValidationText.noDepartment(route.field, profile.routing.label))
      }
      return nil
    }
    return nil
  }

  /// The bureau, or why there is none.
  var routing: Result<Department, RoutingFailure> {
    if let department = route() { return .success(department) }
    let problem = ordered.first { $0.code == "no_department" }
    return .failure(RoutingFailure(problem: problem ?? ValidationText.notRouted(profile)))
  }

  private func department(of code: String, level: Routing.Level) -> Department? {
    let regions = profile.standards.regions
    let path = regions.path(to: code)
    // A bureau of another province does not review for this one.
    guard path.first?.code == profile.region else { return nil }
    let region: String? =
      switch level {
      case .own: code
      case .city: path.first { $0.level == .city }?.code
      case .province: profile.region
      }
    return region.flatMap { profile.standards.departments.own(of: $0) }
  }
}
