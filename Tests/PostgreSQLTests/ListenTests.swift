import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite struct ListenTests {
  @Test func notificationsArriveInOrderWhileStatementsRunBeside() async throws {
    let listener = try await Shared.connect()
    let sender = try await Shared.connect()
    let stream = try await listener.notifications("申报 \"x\"", "other")
    let received = Task {
      var payloads: [String] = []
      for try await notification in stream {
        payloads.append("\(notification.channel):\(notification.payload)")
        if payloads.count == 4 { break }
      }
      return payloads
    }
    try await Task.sleep(for: .milliseconds(100))
    // The waiting listener steps aside for this one.
    #expect(try await listener.query("SELECT 1").count == 1)
    for payload in ["1", "二", ""] { try await sender.query("SELECT pg_notify($1, $2)", ["申报 \"x\"", payload]) }
    try await listener.query("SELECT pg_notify('other', 'own')")
    #expect(try await received.value == ["申报 \"x\":1", "申报 \"x\":二", "申报 \"x\":", "other:own"])
  }

  @Test func cancellingEndsTheStream() async throws {
    let stream = try await Shared.connect().notifications("quiet")
    let waiting = Task {
      for try await _ in stream { return false }
      return true
    }
    try await Task.sleep(for: .milliseconds(100))
    waiting.cancel()
    #expect(try await waiting.value)
  }

  @Test func aBrokenConnectionEndsTheStreamWithAnError() async throws {
    let listener = try await Shared.connect()
    let stream = try await listener.notifications("quiet")
    let process = await listener.backendProcess
    let waiting = Task { for try await _ in stream {} }
    try await Task.sleep(for: .milliseconds(100))
    _ = try await Shared.connect().query("SELECT pg_terminate_backend($1)", [Int(process)])
    #expect(await failure { try await waiting.value }?.kind == .connectionLost)
  }
}
