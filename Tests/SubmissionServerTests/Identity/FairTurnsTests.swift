import Synchronization
import TestSupport
import Testing

@testable import SubmissionServer

/// Many from one network and one from another, with one who works and nobody who hurries.
@Suite struct FairTurnsTests {
  private final class Line: Sendable {
    let turns: FairTurns
    private let worked = Mutex<[String]>([])

    init(waiting: Int, patience: Duration = .seconds(1_000_000), pace: Duration = .zero, ofOne: Int = .max) {
      turns = FairTurns(atOnce: 1, ofOne: ofOne, waiting: waiting, patience: patience, pace: pace)
    }

    var done: [String] { worked.withLock { $0 } }

    /// Comes, and waits until it is seen to wait.
    func come(_ group: String, _ member: String = "") async throws -> Task<String, Never> {
      let before = turns.waiting
      let task = begin(group, member)
      let isWaiting = try await soon { self.turns.waiting > before }
      #expect(isWaiting)
      return task
    }

    func begin(_ group: String, _ member: String = "") -> Task<String, Never> {
      Task {
        do {
          return try await turns.within(FairPlace(group: group, member: member)) {
            worked.withLock { $0.append(group + member) }
            return "worked"
          }
        } catch { return error is CancellationError ? "left" : "refused" }
      }
    }
  }

  private static let first = FairPlace(group: "first", member: "")

  @Test func networksTakeTurnsAndTheirAddressesToo() async throws {
    let line = Line(waiting: 20)
    try await line.turns.take(Self.first)
    var tasks: [Task<String, Never>] = []
    for place in ["a1", "a1", "a1", "a2", "a3", "b1", "c1", "b1"] {
      tasks.append(try await line.come(String(place.prefix(1)), String(place.suffix(1))))
    }
    line.turns.give(Self.first)
    for task in tasks { #expect(await task.value == "worked") }
    #expect(line.done == ["a1", "b1", "c1", "a2", "b1", "a3", "a1", "a1"])
    #expect(line.turns.waiting == 0 && line.turns.working == 0)
  }

  @Test func whoeverFillsTheQueueMakesRoom() async throws {
    let line = Line(waiting: 4)
    try await line.turns.take(Self.first)
    var many: [Task<String, Never>] = []
    for member in ["1", "1", "1", "2"] { many.append(try await line.come("many", member)) }
    // No more of those.
    #expect(await line.begin("many", "1").value == "refused")
    // One of somebody else: the last of the fullest address goes.
    let one = line.begin("one")
    #expect(await many[2].value == "refused")
    let other = line.begin("other")
    #expect(await many[1].value == "refused")
    // Nobody has clearly more now.
    #expect(await line.begin("many", "3").value == "refused")
    line.turns.give(Self.first)
    for task in [many[0], many[3], one, other] { #expect(await task.value == "worked") }
  }

  @Test func whoHasGoneIsOutOfTheQueue() async throws {
    let line = Line(waiting: 4)
    try await line.turns.take(Self.first)
    let gone = try await line.come("gone")
    let stays = try await line.come("stays")
    gone.cancel()
    #expect(await gone.value == "left")
    #expect(line.turns.waiting == 1)
    line.turns.give(Self.first)
    #expect(await stays.value == "worked")
    #expect(line.done == ["stays"])
  }

  @Test func whoWouldWaitTooLongIsToldSo() async throws {
    let line = Line(waiting: 1000, patience: .seconds(20), pace: .seconds(6))
    try await line.turns.take(Self.first)
    var tasks: [Task<String, Never>] = []
    for _ in 0..<3 { tasks.append(try await line.come("many")) }
    // The fourth of one address would wait 24 seconds; the first of another 12.
    #expect(await line.begin("many").value == "refused")
    #expect(throws: FairTurns.Refused.self) { try line.turns.check(FairPlace(group: "many", member: "")) }
    try line.turns.check(FairPlace(group: "one", member: ""))
    tasks.append(try await line.come("one"))
    // It is known what work takes of late.
    for _ in 0..<50 { line.turns.note(took: .zero) }
    tasks.append(try await line.come("many"))
    line.turns.give(Self.first)
    for task in tasks { #expect(await task.value == "worked") }
  }

  @Test func whoHasWaitedTooLongIsToldSo() async throws {
    let line = Line(waiting: 4, patience: .milliseconds(1))
    try await line.turns.take(Self.first)
    #expect(await line.begin("one").value == "refused")
    #expect(line.turns.waiting == 0)
    line.turns.give(Self.first)
    #expect(await line.begin("one").value == "worked")
  }

  @Test func oneOfAGroupAtATime() async throws {
    let turns = FairTurns(atOnce: 3, ofOne: 1, waiting: 10, patience: .seconds(1_000_000))
    let (a, b) = (FairPlace(group: "a", member: "1"), FairPlace(group: "b", member: "1"))
    try await turns.take(a)
    let second = Task { try await turns.take(a) }
    let isWaiting = try await soon { turns.waiting == 1 }
    #expect(isWaiting)
    // Who waits for one's own keeps nobody else waiting.
    try await turns.take(b)
    #expect(turns.working == 2 && turns.waiting == 1)
    turns.give(b)
    #expect(turns.waiting == 1)
    turns.give(a)
    try await second.value
    turns.give(a)
    #expect(turns.working == 0)
  }

  @Test("whoever has a picture looked at waits with the next, and keeps nobody else waiting")
  func pictures() async throws {
    let inspection = Inspection()
    let (slow, honest) = (FairPlace(group: "slow", member: ""), FairPlace(group: "honest", member: ""))
    try await inspection.turns.take(slow)
    let next = Task { try await inspection.facts(of: "/nonexistent", for: slow) }
    try #require(try await soon { inspection.turns.waiting == 1 })
    _ = try await inspection.facts(of: "/nonexistent", for: honest)
    #expect(inspection.turns.waiting == 1)
    inspection.turns.give(slow)
    _ = try await next.value
  }
}
