import ConnectionGuard
import Domain
import HTTPTypes
import Hummingbird
import Logging

/// Answers requests: finds the route, checks what every route wants checked, and turns whatever goes wrong into a problem document.
struct Endpoint: HTTPResponder {
  typealias Context = EndpointContext

  let services: Services
  let table: RouteTable
  let logger: Logger

  func respond(to request: Request, context: EndpointContext) async throws -> Response {
    let requestID = RequestName.of(request.headers[.xRequestID])
    let language = Language(accepted: request.headers[.acceptLanguage])
    context.record.note { $0.requestID = requestID }
    var reply: Reply
    do {
      let address = try ClientAddress.of(
        forwarded: request.headers[values: .xForwardedFor], peer: context.record.peer,
        trusted: services.settings.trustedProxies)
      context.record.note { $0.address = address }
      reply = try await answer(request, context, address: address, requestID, language)
    } catch {
      let problem = Self.problem(error)
      context.record.note {
        $0.problem = problem.code.rawValue
        $0.reason = problem.reason
      }
      reply = problem.reply(language, requestID: requestID)
    }
    let response = reply.response(language: language, requestID: requestID)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(
    _ request: Request, _ context: EndpointContext, address: String, _ requestID: String, _ language: Language
  ) async throws -> Reply {
    let target: RequestTarget
    do { target = try RequestTarget(request.head.path ?? "") } catch {
      throw ProblemDetails(error == .nowhere ? .notFound : .malformedRequest)
    }
    let found = table.match(request.method, target.segments)
    if case .route(let route, _) = found { context.record.note { $0.route = route.path } }
    if !found.isHealth { try services.limits.check(address: address) }
    guard case .route(let route, let path) = found else {
      guard case .otherMethods(let methods) = found else { throw ProblemDetails(.notFound) }
      throw ProblemDetails(.methodNotAllowed, headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
    }
    let body = CheckedBody(body: request.body, channel: context.channel, record: context.record)
    var exchange = HTTPExchange(
      services: services, route: route, head: request.head, bodyStream: RequestBody(asyncSequence: body), path: path,
      query: target.query, address: address, requestID: requestID, language: language)
    if path["province"] != nil {
      // An unknown province is 404 whatever the route.
      let profile = try exchange.profile()
      context.record.note { $0.labels["province"] = profile.province }
    }
    guard route.access == .applicant else {
      if case .json(let schema, let limit) = route.body {
        exchange.json = try await exchange.readJSON(schema, limit: limit)
      }
      return try await route.handle(exchange)
    }
    let applicant = try await exchange.identify()
    exchange.identified = applicant
    if route.isAlwaysAdmitted { return try await route.handle(exchange) }
    return try await services.limits.within(exchange.person(), session: exchange.identified?.session) {
      if case .json(let schema, let limit) = route.body {
        exchange.json = try await exchange.readJSON(schema, limit: limit)
        // A body may come as slowly as its sender likes, and the session be over when it is there.
        exchange.identified = try await exchange.identify()
      }
      return try await route.handle(exchange)
    }
  }

  private static func problem(_ error: any Error) -> ProblemDetails {
    switch error {
    case let problem as ProblemDetails: problem
    case let fault as GuardFault: fault.problem
    case is CancellationError: .busy(reason: ProblemDetails.clientLeft)
    // Its text may quote what somebody sent: the type has to do.
    default: ProblemDetails(.internalError, reason: "\(type(of: error))")
    }
  }
}

extension ProblemDetails {
  /// Why nothing was answered to somebody who is gone.
  static let clientLeft = "cancelled"
}

extension RouteTable.Match {
  /// The one request that is never counted: whoever watches the server has to get through.
  fileprivate var isHealth: Bool {
    if case .route(let route, _) = self { route.path == "/healthz" } else { false }
  }
}
