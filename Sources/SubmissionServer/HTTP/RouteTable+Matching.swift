import HTTPTypes

extension RouteTable {
  /// What a path and method lead to.
  enum Match {
    case route(Route, path: [String: String])
    /// The path is there, but not for this method.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  /// The route for a request; HEAD goes where GET goes.
  func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
    let wanted = method == .head ? .get : method
    var others: [HTTPRequest.Method] = []
    for route in routes {
      guard let path = route.path(of: segments) else { continue }
      if route.method == wanted { return .route(route, path: path) }
      others.append(route.method)
      if route.method == .get { others.append(.head) }
    }
    return others.isEmpty ? .nothing : .otherMethods(others)
  }
}

extension Route {
  /// The path parameters, nil when the path is another one.
  fileprivate func path(of segments: [String]) -> [String: String]? {
    guard pattern.count == segments.count else { return nil }
    var path: [String: String] = [:]
    for (expected, segment) in zip(pattern, segments) {
      switch expected {
      case .literal(let text): guard text == segment else { return nil }
      case .parameter(let name): path[name] = segment
      }
    }
    return path
  }
}
