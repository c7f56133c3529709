public import Foundation
public import PostgreSQL
import Synchronization

/// Which database the programs work with, and how to get in: the private cluster, or a server of one's own.
public struct DatabaseAccess: Sendable {
  /// Where the database is.
  public enum Place: Sendable {
    /// Started when needed; set up and migrated by itself.
    case privateCluster(PrivateCluster)
    /// As it was given; nothing is set up unasked.
    case server(ConnectionSettings)
  }

  /// Where the database is.
  public let place: Place
  /// Where attachments lie, by content.
  public let attachments: ContentStore

  /// The place that `url` names, else `REVIEW_DATABASE_URL`, else the first line of the file that `REVIEW_DATABASE_URL_FILE` names, else
  /// the private cluster. Attachments lie in `REVIEW_ATTACHMENTS_DIR`, else in the state directory.
  public init(
    url: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(AccessFailure) {
    let cluster = PrivateCluster(environment: environment)
    let given = [
      url, environment["REVIEW_DATABASE_URL"], try Self.url(inFile: environment["REVIEW_DATABASE_URL_FILE"]),
    ]
    if let url = given.compactMap(\.self).first(where: { !$0.isEmpty }) {
      do { place = .server(try ConnectionSettings(url: url)) } catch { throw .database(error) }
    } else {
      place = .privateCluster(cluster)
    }
    let root = environment["REVIEW_ATTACHMENTS_DIR"].flatMap { $0.isEmpty ? nil : $0 }
    attachments = ContentStore(
      root: root ?? cluster.stateDirectory.appending(path: "attachments").path(percentEncoded: false))
  }

  private static func url(inFile path: String?) throws(AccessFailure) -> String? {
    guard let path, !path.isEmpty else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(whereSeparator: \.isNewline).first
    else {
      throw .database(DatabaseError(kind: .invalidSettings, message: "no URL in the file of REVIEW_DATABASE_URL_FILE"))
    }
    return line.trimmingCharacters(in: .whitespaces)
  }

  /// Whether this is the private cluster.
  public var isPrivate: Bool {
    if case .privateCluster = place { true } else { false }
  }

  /// Makes the private cluster ready: started, and migrated when the program brings something new. Nothing for a server of one's own.
  ///
  /// - Parameters:
  ///   - reference: what the program brings for tables.
  ///   - onProgress: hears of steps that take time, never when there is nothing to do.
  public func prepare(
    _ reference: ReferenceSource, onProgress: @escaping @Sendable (Step) -> Void = { _ in }
  ) async throws(AccessFailure) {
    guard case .privateCluster(let cluster) = place else { return }
    if cluster.status() == .absent { onProgress(.settingUp) }
    do { _ = try await cluster.start() } catch { throw .cluster(error) }
    let connection = try await connect(as: nil)
    do {
      let outcome = try await Self.migrated(connection, reference, onProgress)
      if let newer = outcome.newerBuild { onProgress(.newerSchema(build: newer)) }
    } catch {
      await connection.close()
      throw .migration(error)
    }
    await connection.close()
  }

  /// Another program may be doing the same: it is waited for, a minute at most.
  private static func migrated(
    _ connection: Connection, _ reference: ReferenceSource, _ onProgress: @escaping @Sendable (Step) -> Void
  ) async throws(MigrationFailure) -> Migrator.Outcome {
    let migrator = try Migrator(reference: reference)
    var attempts = 0
    // A step that is tried again is said once.
    let said = Mutex<Set<Migrator.Step>>([])
    while true {
      do {
        return try await migrator.migrate(connection) { step in
          if said.withLock({ $0.insert(step).inserted }) { onProgress(.migrating(step)) }
        }
      } catch {
        guard case .locked(let holders) = error, attempts < 30 else { throw error }
        attempts += 1
        if attempts == 1 { onProgress(.waiting(for: holders.first)) }
      }
    }
  }

  /// A step of `prepare`.
  public enum Step: Sendable, Hashable {
    /// The private cluster is made.
    case settingUp
    /// The schema is brought up to date: this step runs.
    case migrating(Migrator.Step)
    /// Somebody holds what that needs; nil when they have gone meanwhile.
    case waiting(for: LockHolder?)
    /// The schema is that of a newer program, which admits this one.
    case newerSchema(build: Int)
  }

  /// How `user` connects; nil is the owner of the private cluster, or the user that the server's URL names.
  public func settings(user: String?, password: String? = nil) throws(AccessFailure) -> ConnectionSettings {
    var overrides = ["application_name": "review-console", "connect_timeout": "10"]
    overrides["password"] = password
    var settings: ConnectionSettings
    switch place {
    case .privateCluster(let cluster):
      do { settings = try cluster.settings(user: user ?? PrivateCluster.owner).overriding(overrides) } catch let failure
        as ClusterFailure
      {
        throw .cluster(failure)
      } catch { throw .database(DatabaseError(error)) }
    case .server(let given):
      overrides["user"] = user
      do { settings = try given.overriding(overrides).defaulting(Self.bounds) } catch { throw .database(error) }
    }
    // All statements name the schema. What others make in `public`, an operator with nearer types, must not run with the rights of whoever
    // is logged in.
    settings.searchPath = "pg_catalog, pg_temp"
    return settings
  }

  /// How long a network that drops everything is believed in: half a minute, whether something was sent or an answer is waited for. The
  /// address of the database may say otherwise.
  private static let bounds = [
    "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "4", "tcp_user_timeout": "30000",
  ]

  /// A connection as `user`; see `settings(user:)`, `Connection.connect`. Refused where the schema is of a program so new that it does not admit this one.
  public func connect(
    as user: String?, password: String? = nil, onNotice: @escaping @Sendable (Notice) -> Void = { _ in },
    onSilence: (@Sendable () -> Void)? = nil
  ) async throws(AccessFailure) -> Connection {
    let settings = try settings(user: user, password: password)
    let connection: Connection
    do { connection = try await Connection.connect(settings, onNotice: onNotice, onSilence: onSilence) } catch {
      throw .database(error)
    }
    // The private cluster's schema was seen by `prepare`.
    guard !isPrivate else { return connection }
    do {
      try await Migrator.checkAdmission(connection)
      return connection
    } catch {
      await connection.close()
      throw .migration(error)
    }
  }
}

/// Why there is no connection.
public enum AccessFailure: Error, Sendable {
  /// The private cluster could not be made or started.
  case cluster(ClusterFailure)
  /// The schema could not be brought to where the program needs it.
  case migration(MigrationFailure)
  /// The server refused, or could not be reached.
  case database(DatabaseError)
}

extension DatabaseError {
  /// For closures whose errors lost their type.
  init(_ error: any Error) {
    self = error as? DatabaseError ?? DatabaseError(kind: .misuse, message: "\(type(of: error))")
  }
}
