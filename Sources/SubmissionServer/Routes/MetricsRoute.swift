import Domain

/// `GET /metrics`: figures for Prometheus; not there for anybody but this machine and the networks that the settings name.
enum MetricsRoute {
  static let route = Route(
    "metrics", .get, "/metrics", Text(zh: "运行指标", en: "Figures for Prometheus"),
    answers: [.init(.ok, "Prometheus text format 0.0.4", .bytes(["text/plain"]))], problems: [.notFound]
  ) { exchange in
    guard exchange.services.settings.metricsFrom.contains(where: { $0.contains(exchange.address) }) else {
      throw ProblemDetails(.notFound, reason: "metrics are not for this address")
    }
    let page = exchange.services.metrics.page(exchange.services.gauges)
    return Reply(headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"], body: .bytes(Array(page.utf8)))
  }
}
