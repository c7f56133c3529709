import Domain
import Store

/// `GET /readyz`: whether requests can be served now; names what cannot.
enum ReadyRoute {
  static let route = Route(
    "ready", .get, "/readyz", Text(zh: "现在能否提供服务", en: "Whether requests can be served now"),
    answers: [
      .init(
        .ok, "everything is there",
        .json(
          .object([
            "status": .string, "database": .string, "attachments": .string, "unknown_year": .optional(.integer),
            "advice": .optional(.string),
          ])))
    ], problems: [.unavailable]
  ) { exchange in
    let services = exchange.services
    async let database = database(services.database)
    let attachments = AttachmentDisk(services.contents.root, leaving: services.settings.minimumFreeBytes)
    let parts: [String: JSONValue] = [
      "database": .string(await database), "attachments": .string(attachments.rawValue),
    ]
    guard parts.values.allSatisfy({ $0 == "ok" }) else {
      let broken = parts.filter { $0.value != "ok" }.keys.sorted()
      throw ProblemDetails(
        .unavailable, members: parts, headers: [.retryAfter: "5"],
        reason: "not ready: " + broken.joined(separator: ", "))
    }
    // Due dates are less sure, and yet everything can be served.
    let unknown = await unknownYear(services.database)
    return .json(
      .object(
        parts.merging([
          "status": "ok", "unknown_year": unknown.map { .integer($0.year) } ?? .null,
          "advice": unknown.map { .string($0.text()(exchange.language)) } ?? .null,
        ]) { $1 }))
  }

  /// `ok`, or `unreachable`: no answer within a second.
  private static func database(_ database: Database) async -> String {
    let isThere = await answer(within: .seconds(1)) {
      (try? await database.perform { try await $0.connection.query("SELECT 1", name: "ready") }).map { _ in true }
    }
    return isThere == true ? "ok" : "unreachable"
  }

  /// A year whose holidays due dates need and nobody knows; nil also where the database does not say within a second.
  private static func unknownYear(_ database: Database) async -> UnknownYear? {
    await answer(within: .seconds(1)) { (try? await database.perform { try await $0.unknownYear() }).flatMap { $0 } }
  }

  /// What comes in time, else nil. What comes too late is not waited for: behind a dropped network even a request to cancel gets no answer.
  private static func answer<T: Sendable>(
    within limit: Duration, _ work: @escaping @Sendable () async -> T?
  ) async -> T? {
    let (answers, first) = AsyncStream.makeStream(of: T?.self, bufferingPolicy: .bufferingOldest(1))
    let asking = Task { first.yield(await work()) }
    let clock = Task {
      try? await Task.sleep(for: limit)
      first.yield(nil)
    }
    defer {
      asking.cancel()
      clock.cancel()
    }
    for await answer in answers { return answer }
    return nil
  }
}

/// `GET /healthz`: the process is up.
enum HealthRoute {
  static let route = Route(
    "health", .get, "/healthz", Text(zh: "进程是否存活", en: "Whether the process is up"),
    answers: [.init(.ok, "up", .json(.object(["status": .string])))]
  ) { _ in
    .json(["status": "ok"])
  }
}
