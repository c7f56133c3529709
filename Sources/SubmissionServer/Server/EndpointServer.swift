import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The server as a whole: what the command starts, and what tests start.
struct EndpointServer: Sendable {
  let settings: ServerSettings
  let services: Services
  var table = RouteTable.standard
  let logger: Logger

  /// Serves until the surrounding group of services shuts down.
  ///
  /// - Parameter onRunning: is told the port when connections are accepted.
  func application(onRunning: @escaping @Sendable (Int) async -> Void) -> some ApplicationProtocol {
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    return Application(
      responder: Endpoint(services: services, table: table),
      server: .http1(configuration: .init(idleTimeout: settings.limits.keepAlive)),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.address, port: settings.port), serverName: "submission-server"),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: quiet)
  }
}
