import Domain
import HTTPTypes

/// One route: how it is called, what it takes and answers. The table of routes drives the router, the limits, the metrics and the
/// OpenAPI document, so that they cannot drift.
struct Route: Sendable {
  /// Who may call it.
  enum Access: Sendable, Hashable {
    /// Anybody.
    case open
    /// Who shows a bearer token of the province's identity source.
    case applicant
  }

  /// What the request carries.
  enum Body: Sendable {
    case none
    /// A JSON object of this schema, at most so many bytes.
    case json(Schema, limit: Int = 64 << 10)
    /// A file as it is; the handler reads the stream and holds it to its own bound.
    case file
  }

  /// An answer that the route gives when all goes well.
  struct Answer: Sendable {
    let status: HTTPResponse.Status
    let description: String
    let content: Content
    /// Response headers worth naming: `ETag`, `Location`.
    let headers: [String]

    enum Content: Sendable {
      case none
      case json(Schema)
      /// Bytes of one of these media types.
      case bytes([String])
    }

    init(
      _ status: HTTPResponse.Status, _ description: String, _ content: Content = .none, headers: [String] = []
    ) {
      self.status = status
      self.description = description
      self.content = content
      self.headers = headers
    }
  }

  /// `operationId`: unique, lower camel case.
  let name: String
  let method: HTTPRequest.Method
  /// As OpenAPI writes it: `/v1/{province}/application/attachments/{slot}/{n}`.
  let path: String
  /// One line for people.
  let summary: Text
  let access: Access
  /// However much else of the applicant's is under way: who ends a session has a reason to.
  let isAlwaysAdmitted: Bool
  /// Header and query parameters; path parameters follow from the path.
  let parameters: [RouteParameter]
  let body: Body
  let answers: [Answer]
  /// Problems of its own; those of every route (400, 401, 404, 413, 429, 500, 503 …) follow from what it is.
  let problems: [ProblemCode]
  let handle: @Sendable (HTTPExchange) async throws -> Reply
  /// The path, taken apart once.
  let pattern: [Segment]

  /// One piece of a path.
  enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)
  }

  init(
    _ name: String, _ method: HTTPRequest.Method, _ path: String, _ summary: Text, access: Access = .open,
    isAlwaysAdmitted: Bool = false, parameters: [RouteParameter] = [], body: Body = .none, answers: [Answer],
    problems: [ProblemCode] = [],
    handle: @escaping @Sendable (HTTPExchange) async throws -> Reply
  ) {
    self.name = name
    self.method = method
    self.path = path
    self.summary = summary
    self.access = access
    self.isAlwaysAdmitted = isAlwaysAdmitted
    self.parameters = parameters
    self.body = body
    self.answers = answers
    self.problems = problems
    self.handle = handle
    pattern = path.split(separator: "/").map {
      $0.hasPrefix("{") ? .parameter(String($0.dropFirst().dropLast())) : .literal(String($0))
    }
  }

  /// The names in braces, in order.
  var pathParameters: [String] {
    pattern.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }
}

/// A header or query parameter that a route reads.
struct RouteParameter: Sendable {
  enum Place: String, Sendable { case header, query }
  let name: String
  let place: Place
  let isRequired: Bool
  let description: String
  let schema: Schema
}
