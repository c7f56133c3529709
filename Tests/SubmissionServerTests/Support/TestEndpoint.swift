import AsyncHTTPClient
import ConnectionGuard
import Domain
import Foundation
import HTTPTypes
import Logging
import NIOCore
import PostgreSQL
import ServiceLifecycle
import Store
import TestSupport
import Testing

@testable import SubmissionServer

/// The real server in this process, on a port of its own, over a database and a content store of its own, as the role that it has in
/// production.
struct TestEndpoint: Sendable {
  let port: Int
  let database: TestDatabase
  let services: Services
  let table: RouteTable
  /// Shuts the server down as SIGTERM does.
  let shutDown: @Sendable () async -> Void

  var address: String { "http://127.0.0.1:\(port)" }

  /// Starts a server, lends it, and takes it away.
  ///
  /// - Parameters:
  ///   - identity: who shows a token; made with the services' database.
  ///   - routes: other routes than the standard ones.
  ///   - profiles: other forms than the program's own.
  static func with(
    settings: ServerSettings = generous, logger: Logger = quiet, now: @escaping @Sendable () -> Date = { Date() },
    identity: @Sendable (Database) throws -> IdentityService = { _ in IdentityService() },
    routes: [Route]? = nil, profiles: [Profile]? = nil, _ body: @Sendable @escaping (TestEndpoint) async throws -> Void
  ) async throws {
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      let role = "intake.\(database.name)"
      let verifier = try await owner.encryptPassword(user: role, password: UUID().uuidString)
      try await owner.query(
        "SELECT review.staff_add($1, 'intake', NULL, $1, $2, true)", [role, verifier])
      var settings = settings
      settings.port = 0
      let root = FileManager.default.temporaryDirectory.appending(path: "endpoint-\(UUID().uuidString)")
      let pool = Database(
        try await database.settings(as: role), size: settings.poolSize, queue: settings.poolQueue,
        patience: settings.poolPatience)
      let services = Services(
        catalogue: DatabaseCatalogue(.bundled, profiles: profiles), settings: settings, database: pool,
        contents: ContentStore(root: root.path(percentEncoded: false)),
        identity: try identity(pool), now: now)
      let result: Result<Void, any Error>
      do {
        result = .success(try await run(services, routes, logger, database, body))
      } catch { result = .failure(error) }
      await pool.close()
      try? FileManager.default.removeItem(at: root)
      try? await owner.script("DROP OWNED BY \"\(role)\"; DROP ROLE \"\(role)\"")
      await owner.close()
      try result.get()
    }
  }

  /// Says nothing.
  static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// All tests come from one address.
  static var generous: ServerSettings {
    var settings = ServerSettings()
    settings.accountStep = .zero
    settings.rates.perAddress.perMinute = 10_000_000
    settings.rates.perCaller.perMinute = 1_000_000
    settings.limits.connectionsPerAddress = 2000
    return settings
  }

  private static func run(
    _ services: Services, _ routes: [Route]?, _ logger: Logger, _ database: TestDatabase,
    _ body: @Sendable @escaping (TestEndpoint) async throws -> Void
  ) async throws {
    var server = EndpointServer(services: services, logger: logger)
    if let routes { server.table = RouteTable(routes: routes) }
    let (ports, found) = AsyncStream<Int>.makeStream()
    let group = ServiceGroup(
      configuration: .init(
        services: [
          .init(
            service: server.application { port in found.yield(port) },
            successTerminationBehavior: .gracefullyShutdownGroup)
        ], logger: logger))
    let running = Task {
      defer { found.finish() }
      try await group.run()
    }
    guard let port = await ports.first(where: { _ in true }) else { return try await running.value }
    let endpoint = TestEndpoint(
      port: port, database: database, services: services, table: server.table,
      shutDown: {
        await group.triggerGracefulShutdown()
        // A test that was ended by its time limit waits for no request.
        await withTaskCancellationHandler {
          _ = try? await running.value
        } onCancel: {
          running.cancel()
        }
      })
    let result: Result<Void, any Error>
    do { result = .success(try await body(endpoint)) } catch { result = .failure(error) }
    await endpoint.shutDown()
    try result.get()
  }

  /// Every answer of a route has to stand in the OpenAPI document.
  private func expectDocumented(_ method: String, _ path: String, _ status: Int) {
    guard let method = HTTPRequest.Method(method), let target = try? RequestTarget(path),
      case .route(let route, _) = table.match(method, target.segments)
    else { return }
    let known = route.answers.map(\.status.code) + route.allProblems.map(\.status.code)
    if !known.contains(status) { Issue.record("\(route.name) answered \(status), which is not documented") }
  }

  /// An answer, read whole.
  struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? JSONValue(strictly: body)) ?? .null }
    /// A problem's code.
    var code: String? { json["code"]?.string }
  }

  /// Sends a request with a real client. A JSON body sets its own Content-Type.
  func send(
    _ method: String, _ path: String, json: JSONValue? = nil, body: [UInt8]? = nil, token: String? = nil,
    headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: address + path)
    request.method = .init(rawValue: method)
    if let token { request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token)") }
    if let json {
      request.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: json.canonicalJSON))
    } else if let body {
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(Int64(Patience.seconds)))
    let bytes = try await response.body.collect(upTo: 32 << 20)
    expectDocumented(method, path, Int(response.status.code))
    return Answer(
      status: Int(response.status.code),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 }),
      body: Array(bytes.readableBytesView))
  }
}
