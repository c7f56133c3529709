import ArgumentParser
import Configuration
import Domain
import Foundation
import Logging
import PostgreSQL
import ServiceLifecycle
import Store

/// `submission-server serve`: opens the endpoint and serves until SIGTERM.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动端点 Opens the endpoint.",
    discussion: """
      没有设置 REVIEW_DATABASE_URL 时使用本机的私有数据库。其余设置见 docs/server.md。
      Without REVIEW_DATABASE_URL the private database is used. docs/server.md lists all settings.
      """)

  @Option(help: "监听地址，默认 127.0.0.1 The address to listen on.") var address: String?
  @Option(help: "监听端口，默认 8080；0 为任意空闲端口 The port; 0 takes any that is free.") var port: Int?

  func run() async throws {
    let logger = Logger(label: "submission-server")
    var settings: ServerSettings
    do {
      settings = try ServerSettings(ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "review"))
    } catch {
      throw ValidationError("\(error.text.zh)\n\(error.text.en)")
    }
    if let address { settings.address = address }
    if let port { settings.port = port }

    let access = try DatabaseAccess()
    let database = try await Self.database(access, settings, logger)
    let services = Services(
      settings: settings, database: database, contents: access.attachments, identity: IdentityService())
    let server = EndpointServer(services: services, logger: logger)
    let address = settings.address
    let application = server.application { port in
      // The one line on standard output, for whoever started it.
      let host = address.contains(":") ? "[\(address)]" : address
      FileHandle.standardOutput.write(Data("http://\(host):\(port)\n".utf8))
    }
    let group = ServiceGroup(
      configuration: .init(services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    await database.close()
  }

  private static func database(
    _ access: DatabaseAccess, _ settings: ServerSettings, _ logger: Logger
  ) async throws -> Database {
    try await access.prepare { logger.notice("preparing the private database", metadata: ["step": "\($0)"]) }
    var user: String?
    if case .privateCluster(let cluster) = access.place {
      let owner = try await access.connect(as: nil)
      try await IntakeRole.create(in: cluster, owner: owner)
      await owner.close()
      user = IntakeRole.name
    }
    var connection = try access.settings(user: user).overriding(["application_name": "submission-server"])
    // A server of one's own sets limits of statements at the role.
    if access.isPrivate { connection = try connection.overriding(["options": "-c statement_timeout=20s"]) }
    return Database(
      connection, size: settings.poolSize, queue: settings.poolQueue, patience: settings.poolPatience)
  }
}
