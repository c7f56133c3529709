import Domain
import DomainSQL
import PostgreSQL

/// Messages by what they are about, how they go, where from, when, and what became of them.
struct NotificationFigures: Sendable {
  enum State: String, CaseIterable, SQLDecodable {
    case delivered, pending, sending, failed

    var name: Text {
      switch self {
      case .delivered: Text(zh: "已送达", en: "delivered")
      case .pending: Text(zh: "待发送", en: "pending")
      case .sending: Text(zh: "发送中", en: "sending")
      case .failed: Text(zh: "失败", en: "failed")
      }
    }
  }

  struct Counts: Sendable {
    var states: [State: Int] = [:]
    /// Tries of all.
    var attempts = 0
    /// Minutes until delivery, each begun one.
    var minutes = Durations()

    static func + (left: Counts, right: Counts) -> Counts {
      Counts(
        states: left.states.merging(right.states, uniquingKeysWith: +), attempts: left.attempts + right.attempts,
        minutes: left.minutes + right.minutes)
    }
  }

  var byEvent: [String: Counts] = [:]
  var byChannel: [String: Counts] = [:]
  var byDepartment: [String: Counts] = [:]
  var byDay: [Day: Counts] = [:]

  static let statement = """
    SELECT department_code, event, channel, day, state, minutes, messages, attempts, no_event, no_channel, no_department
    FROM review.figures_notifications($1, $2, $3)
    """
}

extension NotificationFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    for row in try transaction.query(Self.statement, frame.bounds, name: "notifications") {
      let state: State = try row.decode("state")
      let messages: Int = try row.decode("messages")
      var counts = Counts(states: [state: messages], attempts: try row.decode("attempts"))
      if let minutes: Int = try row.decode("minutes") { counts.minutes.add(minutes, times: messages) }
      if try row.decode("no_event", as: Int.self) == 0 {
        Self.add(counts, to: &byEvent, try row.decode("event"))
      } else if try row.decode("no_channel", as: Int.self) == 0 {
        Self.add(counts, to: &byChannel, try row.decode("channel"))
      } else if try row.decode("no_department", as: Int.self) == 0 {
        Self.add(counts, to: &byDepartment, try row.decode("department_code"))
      } else {
        Self.add(counts, to: &byDay, try row.decode("day"))
      }
    }
  }

  private static func add<Key: Hashable>(_ counts: Counts, to sums: inout [Key: Counts], _ key: Key) {
    sums[key] = sums[key].map { $0 + counts } ?? counts
  }
}
