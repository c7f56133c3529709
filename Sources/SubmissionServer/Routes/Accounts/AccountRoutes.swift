/// Everything about accounts of provinces that vouch for their applicants themselves.
enum AccountRoutes {
  static let routes = [
    RegisterRoute.route, SessionRoutes.logIn, SessionRoutes.logOut, PasswordRoutes.change, PasswordRoutes.request,
    PasswordRoutes.confirm,
  ]
}
