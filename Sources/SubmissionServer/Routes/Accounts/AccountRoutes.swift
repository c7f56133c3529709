/// Everything about accounts of provinces that vouch for their applicants themselves.
enum AccountRoutes {
  static let routes = [
    RegisterRoute.route, SessionRoutes.logIn, SessionRoutes.logOut, SessionRoutes.list, SessionRoutes.end,
    ContactRoutes.request, ContactRoutes.confirm, PasswordRoutes.change, PasswordRoutes.request,
    PasswordRoutes.confirm,
  ]
}
