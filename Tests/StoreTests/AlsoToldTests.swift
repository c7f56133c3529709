import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What one event tells by several channels.
@Suite(.timeLimit(.minutes(30))) struct AlsoToldTests {
  static let reasons =
    "[" + (1...9).map { #"{"code": "T99", "remark": "\#($0)号材料看不清，请重新拍照后上传"}"# }.joined(separator: ",") + "]"

  private static func form(_ world: World, _ settings: String) async throws {
    try await world.owner.script(
      "UPDATE review.profile SET settings = settings || '\(settings)' WHERE province = 'zhejiang' AND version = 'test'")
  }

  private static func messages(_ world: World, _ number: String) async throws -> String? {
    try await world.owner.text(
      """
      SELECT string_agg(concat_ws(' ', n.channel, n.recipient), ',' ORDER BY n.id) FROM review.notification n
      JOIN review.application a ON a.id = n.application_id WHERE a.number = $1
      """, [number])
  }

  static let three = """
    {"longest_message": 140, "also": [{"channel": "email", "recipient_field": "personal.email", "longest_message": 300},
      {"channel": "page", "recipient_field": null, "longest_message": null}]}
    """

  @Test("once for each channel by which the person can be reached, each within its own bound, and all on one answer")
  func eachOnce() async throws {
    try await World.with { world in
      try await Self.form(world, Self.three)
      let reviewer = try await world.connect(.reviewer)
      let a = try await world.submit(1)
      let b = try await world.submit(2, answers: ["personal.email": "jia@example.cn"])
      let key = UUID()
      for (receipt, expected) in [
        (a, "sms 13800000000,page"), (b, "sms 13800000000,email jia@example.cn,page"),
      ] {
        let call: [(any SQLEncodable)?] = [
          receipt.number, 1, receipt.hash, Self.reasons, nil, receipt.number == a.number ? key : UUID(),
        ]
        let row = try await reviewer.decide(SQLDecisionTests.return, call)[0]
        #expect(try row.decode("channel", as: String.self) == "sms")
        #expect(try await Self.messages(world, receipt.number) == expected)
        // The same call again answers the same and writes nothing.
        let again = try await reviewer.query(SQLDecisionTests.return, call)[0]
        #expect(try again.decode("repeated", as: Bool.self))
        for column in ["notification_id", "also"] {
          let sql = "SELECT \(column)::text FROM review.application_return($1, $2, $3, $4, $5, $6)"
          let told = try await reviewer.text(sql, call)
          #expect(told != nil)
          if column == "also" {
            #expect(told?.contains("page") == true && told?.contains("email") == (receipt.number == b.number))
            #expect(told?.contains("sms") == false)
          }
        }
        #expect(try await Self.messages(world, receipt.number) == expected)
      }
      let lengths = try await world.owner.text(
        """
        SELECT string_agg(concat_ws(' ', n.channel, length(n.body) <= 140, length(n.body) <= 300, n.body LIKE '%9号材料%'), ',' ORDER BY n.id)
        FROM review.notification n JOIN review.application a ON a.id = n.application_id WHERE a.number = $1
        """, [b.number])
      #expect(lengths == "sms t t f,email f t t,page f f t")
      #expect(try await world.owner.count("SELECT count(DISTINCT created_at) FROM review.notification") == 2)
      // No channel twice for one decision, whatever writes it.
      let twice = """
        INSERT INTO review.notification (application_id, department_code, event, decision_id, channel, body)
        SELECT application_id, department_code, event, decision_id, channel, body FROM review.notification LIMIT 1
        """
      #expect(try await refusal(world.owner, twice)?.hasPrefix("23505") == true)
    }
  }

  @Test("who cannot be reached by the first is told by the next; who cannot be reached at all reads it on the page")
  func unreached() async throws {
    try await World.with { world in
      let reviewer = try await world.connect(.reviewer)
      let email = #""channel": "email", "recipient_field": "personal.email""#
      for (person, settings, expected) in [
        (1, #"{\#(email), "also": [{"channel": "page"}]}"#, "page"),
        (2, #"{\#(email), "also": [{"channel": "sms", "recipient_field": "identity.mobile"}]}"#, "sms 13800000000"),
        // A telephone number is no address to write to.
        (3, #"{\#(email), "also": []}"#, "page"),
      ] {
        try await Self.form(world, settings)
        let a = try await world.submit(person)
        _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
        #expect(try await Self.messages(world, a.number) == expected)
      }
    }
  }

  @Test("handed over once is handed over once; each message is listed, and sent again, by itself")
  func handedOver() async throws {
    try await World.with { world in
      try await Self.form(world, Self.three)
      let (reviewer, neighbour) = (try await world.connect(.reviewer), try await world.connect(.neighbour))
      let a = try await world.submit(1)
      let also = try await reviewer.text(
        "SELECT also ->> 0 FROM review.application_transfer($1, '330106', '单位在西湖区')", [a.number])
      #expect(also?.contains("page") == true)
      #expect(
        try await neighbour.count(
          "SELECT coalesce(sum(times), 0)::int FROM review.figures_flow(NULL, NULL, NULL, NULL) WHERE no_day = 1 AND movement = 'moved_in'"
        ) == 1)
      #expect(
        try await neighbour.text(
          "SELECT string_agg(concat_ws(' ', channel, messages), ',' ORDER BY channel) FROM review.figures_notifications(NULL, NULL, NULL) WHERE no_channel = 0"
        ) == "page 1,sms 1")
      // On the page it is there at once, and nobody can send it; nothing else can be said of it.
      #expect(
        try await world.owner.text(
          """
          SELECT string_agg(concat_ws(' ', channel, state, delivered_at = created_at, next_attempt_at = created_at), ',' ORDER BY id)
          FROM review.notification
          """) == "sms pending t,page delivered t")
      #expect(
        try await refusal(world.owner, "UPDATE review.notification SET state = 'failed' WHERE channel = 'page'")?
          .hasPrefix("23514") == true)
      try await world.owner.script("UPDATE review.notification SET state = 'failed' WHERE channel = 'sms'")
      for (channel, state) in [("page", "delivered"), ("sms", "pending")] {
        let id = try #require(
          try await world.owner.text("SELECT id::text FROM review.notification WHERE channel = $1", [channel]))
        #expect(try await neighbour.text("SELECT state FROM review.notification_resend($1)", [Int(id)]) == state)
      }
      #expect(
        try await world.owner.text("SELECT string_agg(channel || state, ',' ORDER BY id) FROM review.notification")
          == "smspending,pagedelivered")
    }
  }

  @Test("one channel is what it was: one message, and nothing besides")
  func one() async throws {
    try await World.with { world in
      let reviewer = try await world.connect(.reviewer)
      let a = try await world.submit(1)
      let row = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])[0]
      #expect(try row.decode("also", as: String?.self) == nil)
      #expect(try await Self.messages(world, a.number) == "sms 13800000000")
    }
  }
}
