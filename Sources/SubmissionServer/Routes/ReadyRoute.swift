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
          "advice": unknown.map { .string($0.text(exchange.language)) } ?? .null,
        ]) { $1 }))
  }

  /// `ok`, or `unreachable`: no answer within a second.
  private static func database(_ database: Database) async -> String {
    await withTaskGroup { group in
      group.addTask {
        (try? await database.perform { try await $0.connection.query("SELECT 1", name: "ready") }) != nil
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return false
      }
      let isThere = await group.next() ?? false
      group.cancelAll()
      return isThere ? "ok" : "unreachable"
    }
  }

  /// A year whose holidays due dates need and nobody knows; nil also where the database does not say within a second.
  private static func unknownYear(_ database: Database) async -> UnknownYear? {
    await withTaskGroup(of: UnknownYear?.self) { group in
      group.addTask { try? await database.perform { try await $0.unknownYear() } }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        return nil
      }
      let found = await group.next() ?? nil
      group.cancelAll()
      return found
    }
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
