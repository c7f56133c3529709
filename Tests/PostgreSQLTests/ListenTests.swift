import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30))) struct ListenTests {
  @Test func notificationsArriveInOrderWhileStatementsRunBeside() async throws {
    let listener = try await Shared.connect()
    let sender = try await Shared.connect()
    let stream = try await listener.notifications("申报 \"x\"", "other")
    let received = Collected<String>()
    let receiving = Task {
      for try await notification in stream {
        received.append("\(notification.channel):\(notification.payload)")
        if received.all.count == 5 { break }
      }
    }
    try await sender.query("SELECT pg_notify('other', 'first')")
    #expect(try await soon { received.all.count == 1 })
    // The waiting listener steps aside for this one.
    #expect(try await listener.query("SELECT 1").count == 1)
    for payload in ["1", "二", ""] { try await sender.query("SELECT pg_notify($1, $2)", ["申报 \"x\"", payload]) }
    try await listener.query("SELECT pg_notify('other', 'own')")
    try await receiving.value
    #expect(received.all.dropFirst() == ["申报 \"x\":1", "申报 \"x\":二", "申报 \"x\":", "other:own"])
  }

  @Test func cancellingEndsTheStream() async throws {
    let stream = try await Shared.connect().notifications("cancelled")
    let received = Collected<String>()
    let waiting = Task { for try await notification in stream { received.append(notification.payload) } }
    _ = try await Shared.connect().query("SELECT pg_notify('cancelled', 'only')")
    #expect(try await soon { received.all == ["only"] })
    waiting.cancel()
    try await waiting.value
    #expect(received.all == ["only"])
  }

  @Test func aBrokenConnectionEndsTheStreamWithAnError() async throws {
    let listener = try await Shared.connect()
    let stream = try await listener.notifications("broken")
    let process = await listener.backendProcess
    let received = Collected<String>()
    let waiting = Task { for try await notification in stream { received.append(notification.payload) } }
    _ = try await Shared.connect().query("SELECT pg_notify('broken', 'only')")
    #expect(try await soon { received.all == ["only"] })
    _ = try await Shared.connect().query("SELECT pg_terminate_backend($1)", [Int(process)])
    #expect(await failure { try await waiting.value }?.kind == .connectionLost)
  }
}
