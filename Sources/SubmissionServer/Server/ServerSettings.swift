import Configuration
import ConnectionGuard
import Domain
import NIOCore

/// What can be configured of the server; `docs/server.md` lists the environment variables.
struct ServerSettings: Sendable {
  /// Where it listens.
  var address = "127.0.0.1"
  var port = 8080
  /// Proxies whose `X-Forwarded-For` is believed.
  var trustedProxies: [AddressRange] = []
  /// Connections to the database: commits that wait for the disk together are written together.
  var poolSize = 16
  /// How many requests may wait for one of them; further ones are told to come back.
  var poolQueue = 256
  /// How long a request waits for a connection to the database.
  var poolPatience: Duration = .seconds(5)
  var limits = ConnectionLimits()
  var rates = RequestRates()
  /// Who may read `/metrics`.
  var metricsFrom: [AddressRange] = [AddressRange("127.0.0.0/8"), AddressRange("::1")].compactMap(\.self)
  /// Below so many free bytes for attachments the server calls itself not ready.
  var minimumFreeBytes = 512 << 20
  /// Answers about accounts come at multiples of it since the question, so that the time tells nobody who has one.
  var accountStep: Duration = .milliseconds(250)
  /// How long requests in flight may take after SIGTERM.
  var drain: Duration = .seconds(25)

  init() {}

  /// The settings that `config` holds (environment variables `REVIEW_…`), else the defaults.
  init(_ config: ConfigReader) throws(SettingProblem) {
    func number(_ key: ConfigKey, _ name: String, _ range: ClosedRange<Int>, _ current: Int) throws(SettingProblem)
      -> Int
    {
      guard let text = config.string(forKey: key), !text.isEmpty else { return current }
      guard let value = Int(text), range.contains(value) else { throw SettingProblem(name: name, range: range) }
      return value
    }
    func ranges(_ key: ConfigKey, _ name: String, _ current: [AddressRange]) throws(SettingProblem) -> [AddressRange] {
      guard let text = config.string(forKey: key), !text.isEmpty else { return current }
      let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
      let ranges = words.compactMap { AddressRange(String($0)) }
      guard ranges.count == words.count else { throw SettingProblem(name: name, range: nil) }
      return ranges
    }
    if let text = config.string(forKey: "address"), !text.isEmpty { address = text }
    port = try number("port", "REVIEW_PORT", 0...65535, port)
    poolSize = try number("pool.size", "REVIEW_POOL_SIZE", 1...500, poolSize)
    poolQueue = try number("pool.queue", "REVIEW_POOL_QUEUE", 0...100_000, poolQueue)
    poolPatience = .seconds(try number("pool.patience", "REVIEW_POOL_PATIENCE", 1...60, 5))
    drain = .seconds(try number("drain.seconds", "REVIEW_DRAIN_SECONDS", 0...600, 25))
    limits.connections = try number("connections", "REVIEW_CONNECTIONS", 1...1_000_000, limits.connections)
    limits.connectionsPerAddress = try number(
      "connections.per.address", "REVIEW_CONNECTIONS_PER_ADDRESS", 1...1_000_000, limits.connectionsPerAddress)
    limits.header = .seconds(Int64(try number("header.seconds", "REVIEW_HEADER_SECONDS", 1...600, 10)))
    limits.bodyGrace = .seconds(Int64(try number("body.seconds", "REVIEW_BODY_SECONDS", 1...600, 30)))
    limits.minimumRate = try number(
      "minimum.rate", "REVIEW_MINIMUM_RATE", 1...100_000_000, limits.minimumRate)
    limits.keepAlive = .seconds(Int64(try number("keep.alive.seconds", "REVIEW_KEEP_ALIVE_SECONDS", 1...3600, 30)))
    rates.perAddress.perMinute = try number(
      "requests.per.address", "REVIEW_REQUESTS_PER_ADDRESS", 1...10_000_000, rates.perAddress.perMinute)
    rates.perCaller.perMinute = try number(
      "requests.per.applicant", "REVIEW_REQUESTS_PER_APPLICANT", 1...10_000_000, rates.perCaller.perMinute)
    let free = try number("attachments.free.megabytes", "REVIEW_ATTACHMENTS_FREE_MEGABYTES", 0...1_000_000, 512)
    minimumFreeBytes = free << 20
    trustedProxies = try ranges("trusted.proxies", "REVIEW_TRUSTED_PROXIES", trustedProxies)
    metricsFrom = try ranges("metrics.from", "REVIEW_METRICS_FROM", metricsFrom)
  }
}

/// A setting that cannot be understood.
struct SettingProblem: Error, Hashable {
  /// The environment variable.
  let name: String
  /// What it may be; nil where it is no number.
  let range: ClosedRange<Int>?

  var text: Text {
    guard let range else {
      return Text(
        zh: "环境变量 \(name) 的值不对：应为用逗号隔开的 IP 地址或网段，如 127.0.0.1,10.0.0.0/8。",
        en: "The environment variable \(name) must be addresses or networks, as 127.0.0.1,10.0.0.0/8.")
    }
    return Text(
      zh: "环境变量 \(name) 的值不对：应为 \(range.lowerBound) 至 \(range.upperBound) 之间的整数。",
      en: "The environment variable \(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
  }
}
