import Domain

/// `GET /healthz`: the process is up.
enum HealthRoute {
  static let route = Route(
    "health", .get, "/healthz", Text(zh: "进程是否存活", en: "Whether the process is up"),
    answers: [.init(.ok, "up", .json(.object(["status": .string])))]
  ) { _ in
    .json(["status": "ok"])
  }
}
