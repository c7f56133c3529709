/// How many requests may be made.
public struct RequestRates: Sendable {
  /// A bucket: so many a minute in the long run, so many at once.
  public struct Rate: Sendable, Hashable {
    /// Requests a minute in the long run.
    public var perMinute: Int
    /// How many may come at once, as a share of a minute's.
    public var burst: Int { max(1, perMinute / 4) }
    var bucket: Bucket { Bucket(size: Double(burst), perSecond: Double(perMinute) / 60) }

    /// A bucket that so many a minute fill.
    public init(perMinute: Int) { self.perMinute = perMinute }
  }

  /// Of one address, which an office may share.
  public var perAddress = Rate(perMinute: 1200)
  /// Of one caller, whatever the address.
  public var perCaller = Rate(perMinute: 240)
  /// An IPv6 /48, which one line or tunnel may have whole, may ask as often as so many of its /64s.
  public var perNetwork = 8
  /// Attempts at somebody's account from a /48 in an hour; those of an address are counted elsewhere, more strictly.
  public var attemptsPerNetwork = 1000
  /// What one caller may upload.
  public var uploads = UploadAllowance()
  /// How many callers are remembered; whoever is forgotten begins anew.
  public var remembered = 20_000

  /// The rates of a server for people.
  public init() {}
}
