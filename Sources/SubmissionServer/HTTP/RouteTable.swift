import Domain

/// All routes. Where two fit a path, the first one counts.
struct RouteTable: Sendable {
  let routes: [Route]

  static let standard = RouteTable(routes: [
    HealthRoute.route,
    ProfileRoute.route, DepartmentsRoute.route,
  ])
}
