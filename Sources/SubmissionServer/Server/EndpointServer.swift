import ConnectionGuard
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The server as a whole: what the command starts, and what tests start.
struct EndpointServer: Sendable {
  let services: Services
  var table = RouteTable.standard
  let logger: Logger

  /// Serves until the surrounding group of services shuts down.
  ///
  /// - Parameter onRunning: is told the port when connections are accepted.
  func application(onRunning: @escaping @Sendable (Int) async -> Void) -> some ApplicationProtocol {
    let settings = services.settings
    let gate = ConnectionGate(
      limits: settings.limits, census: services.census,
      journal: RequestJournal(logger: logger, metrics: services.metrics), answer: \.answer)
    // Hummingbird's own lines say nothing that ours do not.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    return Application(
      responder: Endpoint(services: services, table: table, logger: logger),
      server: HTTPServerBuilder { GuardedChannel(responder: $0, gate: gate) },
      configuration: ApplicationConfiguration(
        address: .hostname(settings.address, port: settings.port), serverName: "submission-server"),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: quiet)
  }
}
