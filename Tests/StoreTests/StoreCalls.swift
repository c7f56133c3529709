import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Every call of the store at least once, each by somebody who may make it, and so that it answers a row.
struct StoreCalls: Sendable {
  let world: World

  func all() async throws {
    try await imports()
    try await applicants()
    try await accounts()
    let (approved, returned) = try await reviews()
    try await reads(approved: approved, returned: returned)
    try await messages(of: approved)
    try await exports()
    try await staff()
  }

  /// Makes calls over a connection of one person's.
  func with(_ person: World.Person, _ body: (ReviewStore) async throws -> Void) async throws {
    let connection = try await world.connect(person)
    try await body(ReviewStore(connection: connection))
    await connection.close()
  }

  /// The same with the applicants' calls.
  func withIntake(_ body: (IntakeStore) async throws -> Void) async throws {
    let connection = try await world.connect(.intake)
    try await body(IntakeStore(connection: connection))
    await connection.close()
  }

  /// A document of a submission, its one file told apart by `file`.
  func document(_ person: Int, file: String = "ab") throws -> JSONValue {
    let document = World.document(person).replacing("abab", with: file + file)
    var members = try #require(JSONValue(sqlText: document)?.object)
    members["answers"] = ["identity.name": "测试甲", "personal.remark": .string(file)]
    members["warnings"] = [Problem(field: "photo", code: "test", text: Text(zh: "模糊", en: "blurred")).json]
    return .object(members)
  }
}

extension StoreCalls {
  /// From claim to decision, and back. Answers numbers: one that was approved, one that was returned and submitted again.
  private func reviews() async throws -> (approved: String, returned: String) {
    var receipts: [Receipt] = []
    try await with(.administrator) { store in
      for person in 1...4 { receipts.append(try await store.submit(try document(person))) }
      receipts.removeLast()
    }
    try await with(.reviewer) { store in
      _ = try #require(try await store.me())
      _ = try #require(try await store.claimNext())
      _ = try await store.claim(receipts[0].number)
      _ = try await store.release(receipts[0].number)
      for receipt in receipts { _ = try await store.claim(receipt.number) }
      #expect(try await store.open(receipts[0].number).masked == false)
      #expect(try await store.addNote(receipts[0].number, "电话核实") > 0)
      _ = try await store.approve(receipts[0].number, revision: 1, contentHash: receipts[0].contentHash, key: UUID())
      _ = try await store.return(
        receipts[1].number, revision: 1, contentHash: receipts[1].contentHash,
        reasons: [GivenReason(code: "T01", target: "photo")], note: "请重拍", key: UUID())
    }
    try await with(.manager) { store in
      _ = try await store.claim(receipts[2].number, takeOver: true)
      _ = try await store.reopen(receipts[0].number, note: "再看一遍")
      _ = try await store.approve(receipts[0].number, revision: 1, contentHash: receipts[0].contentHash, key: UUID())
      _ = try await store.transfer(receipts[2].number, to: "330106", note: "属地")
    }
    try await with(.administrator) { _ = try await $0.submit(try document(2, file: "cd")) }
    return (receipts[0].number, receipts[1].number)
  }

  private func reads(approved: String, returned: String) async throws {
    try await with(.reviewer) { store in
      var filter = QueueFilter()
      for order in QueueFilter.Order.allCases {
        filter.order = order
        filter.after = nil
        let first = try #require(try await store.queue(filter).first)
        filter.after = first.cursor
        filter.state = .submitted
        filter.department = "330102"
        #expect(try await store.named(store.queue(filter)).allSatisfy { $0.applicant != nil })
        filter.state = nil
      }
      #expect(try await store.queueTotals().pending > 0)
      #expect(try await store.queueCounts(department: "330102").total.pending > 0)
      #expect(try await store.open(returned).masked)
      #expect(try await store.open(returned, purpose: "核对").lastReturn != nil)
      #expect(try await store.changedFields(returned, from: 1, to: 2).isEmpty == false)
      #expect(try await store.changedFiles(returned, from: 1, to: 2).isEmpty == false)
      _ = try await store.contentHash(returned, revision: nil)
      #expect(try await store.numbers(matching: String(returned.dropFirst(2))) == [returned])
      #expect(try await store.history(approved).count > 3)
    }
    try await with(.helpdesk) { store in
      let answer = try await store.lookup(LookupQuestion(approved), purpose: "来电")
      #expect(answer.cards.count == 1 && answer.total == 1 && answer.behind == 0 && answer.kind == .number)
    }
    try await with(.manager) { store in
      let voucher = try await store.vouch(idNumber: "T100000007", idType: "99", document: "身份证原件")
      let (wasThere, ended) = (
        try await store.closeAccount(idNumber: "T100000007", idType: "99", reason: "本人申请"), try await store.sweepIdle()
      )
      #expect(voucher.code.count == 10 && !wasThere && ended == 0)
    }
  }

  private func messages(of number: String) async throws {
    let message = try await world.owner.count("SELECT max(id) FROM review.notification WHERE state <> 'delivered'")
    _ = try await world.owner.execute("UPDATE review.notification SET state = 'failed' WHERE id = $1", [message])
    for person in [World.Person.helpdesk, .manager] {
      try await with(person) { store in
        #expect(try await store.notifications(of: number).isEmpty == false)
        _ = try await store.resend(message)
      }
    }
  }

  private func exports() async throws {
    try await world.owner.query(
      "SELECT review.write_staff_event(s, 'unusual', s.name, NULL, '{\"kind\": \"open\", \"in_minute\": 301, \"in_day\": 400}') FROM review.staff s WHERE s.name = $1",
      [world.name(.reviewer)])
    try await with(.manager) { store in
      #expect(try await store.unusual().map(\.inMinute) == [301])
      let export = try #require(
        try await store.beginExports(report: "ledger", limits: [[:]], unmasked: true, purpose: "核对").first)
      let sha256 = String(repeating: "ef", count: 32)
      try await store.finishExport(export, snapshotAt: Date(), rows: 1, sheets: 1, bytes: 1, sha256: sha256)
      for number in try await store.beginExports(report: "summary", limits: [[:]]) {
        try await store.abandonExport(number, why: "cancelled")
      }
      #expect(try await store.exports(sha256: sha256).count == 1)
      #expect(try await store.exports().count == 2)
    }
  }

  private func staff() async throws {
    let name = "newcomer.\(world.database.name)"
    try await with(.manager) { store in
      _ = try await store.addStaff(
        name, role: "reviewer", department: "330106", displayName: "新人", password: UUID().uuidString)
      #expect(try await store.changeStaff(name, role: "helpdesk", department: "330102").role == "helpdesk")
      _ = try await store.disableStaff(name)
      _ = try await store.enableStaff(name)
      try await store.setPassword(of: name, to: UUID().uuidString)
      #expect(try await store.staff().contains { $0.name == name })
    }
  }
}
