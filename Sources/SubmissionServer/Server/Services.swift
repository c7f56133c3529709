import ConnectionGuard
import Domain
import Foundation
import Store

/// What every route works with; made once, when the server starts.
struct Services: Sendable {
  /// All that is known as data: the program's own, and what was put into the database.
  let catalogue: DatabaseCatalogue
  /// The clock.
  var now: @Sendable () -> Date = { Date() }
  let settings: ServerSettings
  let database: Database
  /// Where attachments lie.
  let contents: ContentStore
  /// Looks at uploaded pictures.
  var inspection = Inspection()
  /// Who shows a token.
  let identity: IdentityService
  /// Figures for `/metrics`.
  let metrics = Metrics()
  let census: ConnectionCensus
  let limits: RequestLimits<ApplicantKey>

  init(
    catalogue: DatabaseCatalogue, settings: ServerSettings, database: Database, contents: ContentStore,
    identity: IdentityService,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.catalogue = catalogue
    self.settings = settings
    self.database = database
    self.contents = contents
    self.identity = identity
    self.now = now
    census = ConnectionCensus(settings.limits, trusted: settings.trustedProxies)
    limits = RequestLimits(settings.rates)
  }

  /// All editions of all provinces' forms.
  var profiles: [Profile] { catalogue.profiles }

  /// Looks whether profiles were put into the database meanwhile. Without the database it goes on with those that it knows.
  func learn() async {
    _ = try? await database.perform { [catalogue] in try await catalogue.refresh($0.connection) }
  }

  /// A version of a province's form; the database is asked where it is not known.
  func profile(_ version: String, of province: String) async throws -> Profile {
    if let known = profiles.version(version, of: province) { return known }
    await learn()
    guard let profile = profiles.version(version, of: province) else {
      throw ProblemDetails(.internalError, reason: "profile \(province) \(version) is not known")
    }
    return profile
  }

  /// Today in China.
  var today: Day { Day(of: now()) }

  /// The figures that are read when somebody asks.
  var gauges: Metrics.Gauges {
    let load = database.load
    return Metrics.Gauges(
      connections: census.total, poolSize: database.size, poolBusy: load.busy, poolWaiting: load.waiting)
  }
}
