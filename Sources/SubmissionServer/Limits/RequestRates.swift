/// How many requests one caller may make.
struct RequestRates: Sendable {
  /// A bucket: so many a minute in the long run, so many at once.
  struct Rate: Sendable, Hashable {
    var perMinute: Int
    /// How many may come at once, as a share of a minute's.
    var burst: Int { max(1, perMinute / 4) }
  }

  /// An office of a company may share one address.
  var perAddress = Rate(perMinute: 1200)
  var perApplicant = Rate(perMinute: 240)
  /// How many callers are remembered; whoever is forgotten begins anew.
  var remembered = 20_000
}
