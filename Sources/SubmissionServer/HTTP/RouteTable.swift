import Domain
import HTTPTypes
import Hummingbird

/// All routes.
struct RouteTable: Sendable {
  let routes: [Route]

  static let standard = RouteTable(routes: [
    HealthRoute.route
  ])
}
