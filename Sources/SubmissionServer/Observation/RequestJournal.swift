import ConnectionGuard
import Logging
import NIOCore

/// Hears of every request when its answer is out: one line in the log, and the figures for `/metrics`.
struct RequestJournal: ConnectionJournal {
  let logger: Logger
  let metrics: Metrics

  func begun() { metrics.begun() }

  func connectionRefused() { metrics.connectionRefused() }

  func finished(_ record: ExchangeRecord, peer: String, isComplete: Bool) {
    let took = NIODeadline.now() - record.begun
    // 499: the client left before its answer, as nginx has it.
    let status = isComplete && record.reason != ProblemDetails.clientLeft ? record.status : 499
    metrics.finished(record, status: status, seconds: Double(took.nanoseconds) / 1e9)
    var line: Logger.Metadata = [
      "method": "\(record.method)", "route": "\(record.route)", "status": "\(status)", "bytes": "\(record.bytesOut)",
      "ms": "\(took.nanoseconds / 100_000 / 10).\(took.nanoseconds / 100_000 % 10)", "request": "\(record.requestID)",
      "client": "\(AddressRange.truncated(record.address ?? peer))",
    ]
    for (name, value) in record.labels { line[name] = "\(value)" }
    if record.bytesIn > 0 { line["received"] = "\(record.bytesIn)" }
    if let problem = record.problem { line["problem"] = "\(problem)" }
    if let reason = record.reason { line["reason"] = "\(reason)" }
    let level: Logger.Level = status >= 500 ? .error : record.reason == nil ? .info : .notice
    logger.log(level: level, "request", metadata: line)
  }
}
