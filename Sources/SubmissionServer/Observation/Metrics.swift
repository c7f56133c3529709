import ConnectionGuard
import Synchronization

/// Figures since the start of the process, in the text format of Prometheus (exposition format 0.0.4).
final class Metrics: Sendable {
  /// What is read when somebody asks.
  struct Gauges: Sendable {
    var connections = 0
    var poolSize = 0
    var poolBusy = 0
    var poolWaiting = 0
  }

  private struct RequestKey: Hashable {
    let route: String
    let method: String
    let status: Int
  }

  private struct Histogram {
    var counts = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var sum = 0.0
  }

  private struct State {
    var requests: [RequestKey: Int] = [:]
    var durations: [String: Histogram] = [:]
    var problems: [String: Int] = [:]
    var inFlight = 0
    var received = 0
    var sent = 0
    var connectionsRefused = 0
  }

  /// Seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
  private let state = Mutex(State())

  func begun() { state.withLock { $0.inFlight += 1 } }

  func connectionRefused() { state.withLock { $0.connectionsRefused += 1 } }

  func finished(_ record: ExchangeRecord, status: Int, seconds: Double) {
    state.withLock { state in
      state.inFlight -= 1
      state.requests[RequestKey(route: record.route, method: record.method, status: status), default: 0] += 1
      var histogram = state.durations[record.route] ?? Histogram()
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound { histogram.counts[index] += 1 }
      histogram.count += 1
      histogram.sum += seconds
      state.durations[record.route] = histogram
      if let problem = record.problem { state.problems[problem, default: 0] += 1 }
      state.received += record.bytesIn
      state.sent += record.bytesOut
    }
  }

  var inFlight: Int { state.withLock { $0.inFlight } }

  /// The page that Prometheus reads.
  func page(_ gauges: Gauges) -> String {
    let state = state.withLock { $0 }
    var lines: [String] = []
    func describe(_ name: String, _ type: String, _ help: String) {
      lines.append("# HELP \(name) \(help)")
      lines.append("# TYPE \(name) \(type)")
    }
    func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
      describe(name, type, help)
      lines.append("\(name) \(value)")
    }
    describe("submission_requests_total", "counter", "Requests by route, method and status; 499: the client left.")
    for (key, count) in state.requests.sorted(by: {
      ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
    }) {
      lines.append(
        "submission_requests_total{route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\"} \(count)")
    }
    describe("submission_request_seconds", "histogram", "Time from the header to the last byte of the answer.")
    for (route, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
      for (bound, count) in zip(Self.bounds, histogram.counts) {
        lines.append("submission_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)")
      }
      lines.append("submission_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(histogram.count)")
      lines.append("submission_request_seconds_sum{route=\"\(route)\"} \(histogram.sum)")
      lines.append("submission_request_seconds_count{route=\"\(route)\"} \(histogram.count)")
    }
    describe("submission_problems_total", "counter", "Refused requests by the code of the problem.")
    for (code, count) in state.problems.sorted(by: { $0.key < $1.key }) {
      lines.append("submission_problems_total{code=\"\(code)\"} \(count)")
    }
    single("submission_requests_in_flight", "gauge", "Requests under way.", state.inFlight)
    single("submission_received_bytes_total", "counter", "Bytes of request bodies.", state.received)
    single("submission_sent_bytes_total", "counter", "Bytes of answers.", state.sent)
    single("submission_connections", "gauge", "Open connections.", gauges.connections)
    single(
      "submission_connections_refused_total", "counter", "Connections closed because there were too many.",
      state.connectionsRefused)
    single("submission_database_pool_size", "gauge", "Connections to the database, at most.", gauges.poolSize)
    single("submission_database_pool_busy", "gauge", "Requests that have a connection.", gauges.poolBusy)
    single("submission_database_pool_waiting", "gauge", "Requests that wait for one.", gauges.poolWaiting)
    return lines.joined(separator: "\n") + "\n"
  }
}
