/// All routes. Where two fit a path, the first one counts.
struct RouteTable: Sendable {
  let routes: [Route]

  // The type is written out, because one of the routes describes them all.
  static let standard: RouteTable = RouteTable(
    routes: [
      HealthRoute.route, ReadyRoute.route, MetricsRoute.route, OpenAPIRoute.route,
      ProblemRoutes.list, ProblemRoutes.one,
      ProfileRoute.route, DepartmentsRoute.route, ContactsRoute.route, UnitRoute.route, TemplateRoute.route,
      ExampleRoute.route,
      NoticeRoute.route, StartRoute.route,
      ReadRoute.route, DiscardRoute.route, ChangeRoute.route, ChannelRoute.route, AnswersRoute.route,
      SummaryRoute.route,
      SubmitRoute.route, WithdrawRoute.route,
      StatusRoute.route,
    ] + AccountRoutes.routes + AttachmentRoutes.routes)
}

/// Everything about accounts of provinces that vouch for their applicants themselves.
enum AccountRoutes {
  static let routes = [
    RegisterRoute.route, SessionRoutes.logIn, SessionRoutes.logOut, SessionRoutes.list, SessionRoutes.end,
    ContactRoutes.request, ContactRoutes.confirm, PasswordRoutes.change, PasswordRoutes.request,
    PasswordRoutes.confirm,
  ]
}
