import ConnectionGuard
import Domain
import Foundation
import Store

/// What every route works with; made once, when the server starts.
struct Services: Sendable {
  /// All that the program knows as data.
  let catalogue: Catalogue
  /// All editions of all provinces' forms.
  var profiles: [Profile]
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
    catalogue: Catalogue, settings: ServerSettings, database: Database, contents: ContentStore,
    identity: IdentityService,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.catalogue = catalogue
    profiles = catalogue.profiles.all
    self.settings = settings
    self.database = database
    self.contents = contents
    self.identity = identity
    self.now = now
    census = ConnectionCensus(settings.limits, trusted: settings.trustedProxies)
    limits = RequestLimits(settings.rates)
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
