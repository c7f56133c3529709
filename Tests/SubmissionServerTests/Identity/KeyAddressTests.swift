import Domain
import Testing

@testable import SubmissionServer

/// Keys that come from an address.
struct KeyAddressTests {
  @Test func onlyAWholeAnswerOfBoundedSizeCounts() async throws {
    let world = try TokenWorld()
    let keys = world.keySet
    func route(_ name: String, _ reply: @escaping @Sendable () -> Reply) -> Route {
      Route(name, .get, "/\(name)", Text(zh: name, en: name), answers: []) { _ in reply() }
    }
    let routes = [
      route("good") { .json(keys) }, route("missing") { .json(keys, .notFound) },
      route("elsewhere") { .json(keys, .found, headers: [.location: "/good"]) },
      route("huge") { Reply(body: .bytes([UInt8](repeating: 32, count: KeySet.largest + 1))) },
      route("junk") { Reply(body: .bytes(Array("<html>".utf8))) },
    ]
    try await TestEndpoint.with(routes: routes) { (endpoint: TestEndpoint) async throws -> Void in
      let key = try await KeySource(.url(endpoint.address + "/good")).key("ec")
      #expect(key?.algorithm == "ES256")
      for name in ["missing", "elsewhere", "huge", "junk"] {
        await #expect(throws: KeySetFault.unreachable, "\(name)") {
          try await KeySource(.url(endpoint.address + "/" + name)).key("ec")
        }
      }
    }
  }
}
