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
    let config = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "review")
    let settings = try settings(config)
    let services: Services
    let catalogue = DatabaseCatalogue(try Self.catalogue())
    do { services = try await Self.services(catalogue, settings, config, logger) } catch let failure as AccessFailure {
      Self.say(failure.text)
      throw ExitCode(2)
    }
    for finding in catalogue.current.profiles.findings {
      logger.error("a profile is left out", metadata: ["reason": "\(finding)"])
    }
    let signals = StopSignals()
    let application = EndpointServer(services: services, logger: logger).application { port in
      Self.announce(settings.address, port, logger)
    }
    let group = ServiceGroup(configuration: .init(services: [application], logger: Self.quiet(logger)))
    let received = signals.received
    let stopping = Task { await Self.stop(group, received, settings.drain, services, logger) }
    let sweeping = Task { await Self.sweep(services.database, logger) }
    let learning = Task { await Self.learn(services, logger) }
    defer {
      sweeping.cancel()
      learning.cancel()
    }
    do { try await group.run() } catch {
      Self.say(
        Text(
          zh: "不能在 \(settings.address):\(settings.port) 监听：端口可能已被占用，可用 --port 换一个。",
          en: "Cannot listen on \(settings.address):\(settings.port): it may be in use; take another one with --port."))
      logger.error("not started", metadata: ["reason": "\(error)"])
      throw ExitCode(1)
    }
    withExtendedLifetime(signals) { stopping.cancel() }
    await services.database.close()
    logger.notice("stopped")
  }

  /// What comes with the program; without it there is nothing to serve.
  static func catalogue() throws -> Catalogue {
    do { return try Catalogue.ofTheProgram() } catch {
      say(
        Text(
          zh: "程序自带的数据不能使用：\(error.text.zh)。请连同资源文件夹重新安装程序。",
          en: "The program's own data cannot be used: \(error.text.en). Install it again, with its resource folder."))
      throw ExitCode(1)
    }
  }

  private func settings(_ config: ConfigReader) throws -> ServerSettings {
    var settings: ServerSettings
    do { settings = try ServerSettings(config) } catch {
      Self.say(error.text)
      throw ExitCode(64)
    }
    if let address { settings.address = address }
    if let port {
      guard 0...65535 ~= port else {
        Self.say(Text(zh: "--port 应为 0 至 65535。", en: "--port is 0 to 65535."))
        throw ExitCode(64)
      }
      settings.port = port
    }
    return settings
  }

  /// Hummingbird's and the lifecycle's own lines say nothing that ours do not.
  private static func quiet(_ logger: Logger) -> Logger {
    var quiet = logger
    quiet.logLevel = .error
    return quiet
  }

  private static func services(
    _ catalogue: DatabaseCatalogue, _ settings: ServerSettings, _ config: ConfigReader, _ logger: Logger
  ) async throws -> Services {
    let access = try DatabaseAccess()
    try await access.prepare(ReferenceData.source(catalogue.program)) { step in
      switch step {
      case .settingUp: logger.notice("making the private database")
      case .migrating(let step): logger.notice("updating the private database", metadata: ["step": "\(step)"])
      case .waiting(let holder):
        logger.notice("waiting for the database", metadata: ["process": "\(holder.map { "\($0.process)" } ?? "none")"])
      case .newerSchema(let build): logger.notice("the schema is of a newer program", metadata: ["build": "\(build)"])
      }
    }
    var user: String?
    if case .privateCluster(let cluster) = access.place {
      let owner = try await access.connect(as: nil)
      try await IntakeRole.create(in: cluster, owner: owner)
      await owner.close()
      user = IntakeRole.name
    }
    let connection = try access.settings(user: user).overriding(["application_name": "submission-server"])
    try await check(connection, catalogue, logger)
    let database = Database(
      connection, size: settings.poolSize, queue: settings.poolQueue, patience: settings.poolPatience)
    // What a process that was killed had half written.
    access.attachments.sweep()
    return Services(
      catalogue: catalogue, settings: settings, database: database, contents: access.attachments,
      identity: try identity(config, access, database, catalogue.profiles))
  }

  /// Every ten seconds: a profile that was put into the database is offered without a new start.
  private static func learn(_ services: Services, _ logger: Logger) async {
    while (try? await Task.sleep(for: .seconds(10))) != nil {
      let before = services.catalogue.profiles.map(\.edition)
      await services.learn()
      guard services.catalogue.profiles.map(\.edition) != before else { continue }
      logger.notice("profiles were added", metadata: ["profiles": "\(services.catalogue.profiles.count)"])
      for finding in services.catalogue.current.profiles.findings {
        logger.error("a profile is left out", metadata: ["reason": "\(finding)"])
      }
    }
  }

  /// Once a minute: a forgotten transaction must not stop applicants or colleagues.
  private static func sweep(_ database: Database, _ logger: Logger) async {
    while (try? await Task.sleep(for: .seconds(60))) != nil {
      guard let ended = try? await database.perform({ try await $0.sweepIdle() }), ended > 0 else { continue }
      logger.notice("ended idle sessions", metadata: ["sessions": "\(ended)"])
    }
  }

  private static func identity(
    _ config: ConfigReader, _ access: DatabaseAccess, _ database: Database, _ profiles: [Profile]
  ) throws -> IdentityService {
    do { return try IdentityService(config, access: access, database: database, profiles: profiles) } catch let problem
      as IdentitySettingProblem
    {
      say(problem.text)
      throw ExitCode(64)
    } catch let fault as DevelopmentKeyFault {
      say(fault.text)
      throw ExitCode(1)
    }
  }

  /// A login that is refused will be refused for ever; a database that is away may come back, and `/readyz` tells.
  private static func check(_ settings: ConnectionSettings, _ catalogue: DatabaseCatalogue, _ logger: Logger)
    async throws
  {
    let connection: Connection
    do { connection = try await Connection.connect(settings) } catch {
      guard error.kind == .cannotConnect else { throw AccessFailure.database(error) }
      return logger.error("the database cannot be reached yet", metadata: ["reason": "\(error)"])
    }
    do { try await Migrator.checkAdmission(connection) } catch {
      await connection.close()
      throw AccessFailure.migration(error)
    }
    do { try await catalogue.refresh(connection) } catch {
      logger.error("profiles of the database are not known yet", metadata: ["reason": "\(error)"])
    }
    await connection.close()
  }

  /// The first signal lets requests in flight finish, for a while; the second one does not.
  private static func stop(
    _ group: ServiceGroup, _ signals: AsyncStream<Int32>, _ patience: Duration, _ services: Services, _ logger: Logger
  ) async {
    var isFirst = true
    for await _ in signals {
      guard isFirst else {
        logger.error("left at once", metadata: ["in_flight": "\(services.metrics.inFlight)"])
        _exit(1)
      }
      isFirst = false
      logger.notice("draining", metadata: ["in_flight": "\(services.metrics.inFlight)"])
      Task {
        guard (try? await Task.sleep(for: patience)) != nil else { return }
        logger.error("gave up on requests in flight", metadata: ["in_flight": "\(services.metrics.inFlight)"])
        _exit(1)
      }
      await group.triggerGracefulShutdown()
    }
  }

  /// The address on standard output for whoever started it, a line to try on standard error.
  private static func announce(_ address: String, _ port: Int, _ logger: Logger) {
    let url = "http://\(address.contains(":") ? "[\(address)]" : address):\(port)"
    FileHandle.standardOutput.write(Data("\(url)\n".utf8))
    say(Text(zh: "已启动，按 Ctrl-C 停止。试一试：", en: "Ready; Ctrl-C stops it. Try:"))
    FileHandle.standardError.write(Data("  curl -s '\(url)/v1/zhejiang/departments?region=330102'\n".utf8))
    logger.notice("listening", metadata: ["address": "\(address)", "port": "\(port)"])
  }

  private static func say(_ text: Text) {
    FileHandle.standardError.write(Data("\(text.zh)\n\(text.en)\n".utf8))
  }
}
