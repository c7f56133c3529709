import Domain
import Hummingbird

extension RouteTable {
  /// The routes as Hummingbird takes them.
  func router(services: Services) -> Router<EndpointContext> {
    let router = Router(context: EndpointContext.self)
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        let exchange = Exchange(
          services: services, route: route, head: request.head, bodyStream: request.body, path: [:], query: [:],
          address: context.address, requestID: context.id, language: .zh, logger: context.logger)
        return try await route.handle(exchange).response()
      }
    }
    return router
  }
}

/// What the server knows of a connection.
struct EndpointContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address that the request came from, without port.
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}

extension Reply {
  func response() -> Response {
    switch body {
    case .none: return Response(status: status, headers: headers)
    case .json(let value):
      var headers = headers
      headers[.contentType] = "application/json; charset=utf-8"
      return Response(status: status, headers: headers, body: .init(byteBuffer: .init(string: value.canonicalJSON)))
    case .bytes(let bytes):
      return Response(status: status, headers: headers, body: .init(byteBuffer: .init(bytes: bytes)))
    case .stream(let body): return Response(status: status, headers: headers, body: body)
    }
  }
}
