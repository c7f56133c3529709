import ArgumentParser
import Hummingbird
import Logging

/// `submission-server serve`: opens the endpoint and serves until SIGTERM.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve", abstract: "启动端点 Opens the endpoint.")

  func run() async throws {
    let logger = Logger(label: "submission-server")
    let services = Services()
    let application = Application(
      router: RouteTable.standard.router(services: services),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 8080)), logger: logger)
    try await application.runService()
  }
}
