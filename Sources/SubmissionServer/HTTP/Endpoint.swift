import Domain
import HTTPTypes
import Hummingbird
import Logging

/// Answers requests: finds the route, checks what every route wants checked, and turns whatever goes wrong into a problem document.
struct Endpoint: HTTPResponder {
  typealias Context = EndpointContext

  let services: Services
  let table: RouteTable

  func respond(to request: Request, context: EndpointContext) async throws -> Response {
    let requestID = RequestName.of(request.headers[.xRequestID])
    let language = Language(accepted: request.headers[.acceptLanguage])
    var reply: Reply
    do {
      reply = try await answer(request, context, requestID, language)
    } catch {
      let problem = Self.problem(error)
      if problem.code.status.kind == .serverError {
        context.logger.error(
          "failed",
          metadata: [
            "request": "\(requestID)", "code": "\(problem.code.rawValue)", "reason": "\(problem.reason ?? "")",
          ])
      }
      reply = problem.reply(language, requestID: requestID)
    }
    let response = reply.response(language: language, requestID: requestID)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(
    _ request: Request, _ context: EndpointContext, _ requestID: String, _ language: Language
  ) async throws -> Reply {
    let target: RequestTarget
    do { target = try RequestTarget(request.head.path ?? "") } catch {
      throw ProblemDetails(error == .nowhere ? .notFound : .malformedRequest)
    }
    let route: Route
    let path: [String: String]
    switch table.match(request.method, target.segments) {
    case .nothing: throw ProblemDetails(.notFound)
    case .otherMethods(let methods):
      throw ProblemDetails(
        .methodNotAllowed, headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
    case .route(let found, let parameters): (route, path) = (found, parameters)
    }
    var exchange = Exchange(
      services: services, route: route, head: request.head, bodyStream: request.body, path: path, query: target.query,
      address: context.peer, requestID: requestID, language: language, logger: context.logger)
    // An unknown province is 404 whatever the route.
    if path["province"] != nil { _ = try exchange.profile() }
    if route.access == .applicant { exchange.identified = try await identify(exchange) }
    if case .json(let schema, let limit) = route.body {
      exchange.json = try await exchange.readJSON(schema, limit: limit)
    }
    return try await route.handle(exchange)
  }

  private func identify(_ exchange: Exchange) async throws -> Applicant {
    let header = exchange.head.headerFields[.authorization] ?? ""
    guard header.prefix(7).lowercased() == "bearer ", case let token = header.dropFirst(7), !token.isEmpty else {
      throw ProblemDetails(.unauthorized, reason: "no bearer token")
    }
    return try await services.identity.applicant(
      token: String(token), profile: exchange.profile(), address: exchange.address)
  }

  private static func problem(_ error: any Error) -> ProblemDetails {
    switch error {
    case let problem as ProblemDetails: problem
    case is CancellationError: .busy(reason: "cancelled")
    case let error as any HTTPResponseError:
      ProblemDetails(
        ProblemCode.allCases.first { $0.status == error.status } ?? .internalError, reason: "\(type(of: error))")
    default: ProblemDetails(.internalError, reason: "\(type(of: error))")
    }
  }
}
