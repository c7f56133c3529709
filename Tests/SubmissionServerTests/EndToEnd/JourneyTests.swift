import Foundation
import Store
import TestSupport
import Testing

/// The documented journeys, run as they stand: curl, the real server, the real console, a private cluster of their own.
@Suite("docs/journeys.md", .endpointProcess, .timeLimit(.minutes(30)))
struct JourneyTests {
  @Test("runs as it stands", arguments: Journey.all)
  func runs(_ journey: Journey) async throws {
    let endpoint = try EndpointState.current()
    let output = try await endpoint.shell(journey.script)
    var rest = output[...]
    for refusal in journey.refusals {
      let found = rest.range(of: "\"code\":\"\(refusal)\"")
      #expect(found != nil, "\(refusal) does not come in its place")
      if let found { rest = rest[found.upperBound...] }
    }
    #expect(!journey.refusals.isEmpty)
    #expect(output.contains("\"state\":\"approved\""))
    #expect(output.contains("审核通过"))
    if journey.title.hasPrefix("Zhejiang") {
      #expect(output.contains("\"revision\":2"))
      #expect(output.contains("\"target\":\"photo\""))
      #expect(output.components(separatedBy: "\"due_on\"").count > 3)
    }
  }

  @Test("every province has a journey")
  func complete() {
    #expect(Journey.all.count == 3)
    for journey in Journey.all { #expect(journey.script.contains("application/submit"), "\(journey.title)") }
  }
}
