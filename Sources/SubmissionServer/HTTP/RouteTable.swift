/// All routes. Where two fit a path, the first one counts.
struct RouteTable: Sendable {
  let routes: [Route]

  static let standard = RouteTable(
    routes: [
      HealthRoute.route, ProfileRoute.route, DepartmentsRoute.route, NoticeRoute.route, StartRoute.route,
      ReadRoute.route, AnswersRoute.route, SummaryRoute.route, SubmitRoute.route, WithdrawRoute.route,
      StatusRoute.route,
    ] + AttachmentRoutes.routes)
}
