import Domain
import DomainSQL
import Foundation
import PostgreSQL

extension ApplicationStatus {
  static let columns = """
    number, state, revision, profile_version, channel, department_code, department_name, submitted_at, due_on, overdue, is_change, in_force,
    decision, notifications, history
    """

  init(_ row: Row) throws {
    let decision: JSONValue? = try row.decode("decision")
    let notifications: JSONValue = try row.decode("notifications")
    let history: JSONValue = try row.decode("history")
    self.init(
      number: try row.decode("number"), state: try row.decode("state"), revision: try row.decode("revision"),
      profileVersion: try row.decode("profile_version"), channel: try row.decode("channel"),
      departmentCode: try row.decode("department_code"), departmentName: try row.decode("department_name"),
      submittedAt: try row.decode("submitted_at"), dueOn: try row.decode("due_on"),
      isOverdue: try row.decode("overdue"), isChange: try row.decode("is_change"),
      inForce: try row.decode("in_force", as: JSONValue?.self).map(InForce.init),
      decision: try decision.map { try Decision($0) },
      notifications: try (notifications.array ?? []).map { try Message($0) },
      history: try (history.array ?? []).map { try Step($0) })
  }
}

extension ApplicationStatus.Decision {
  fileprivate init(_ json: JSONValue) throws {
    self.init(
      outcome: try json.text("outcome"), decidedAt: try Date(seconds: json["decided_at"]),
      revision: json["revision"]?.integer ?? 0, note: json["note"]?.string,
      reasons: try (json["reasons"]?.array ?? []).map { reason in
        ApplicationStatus.Reason(
          code: try reason.text("code"), target: reason["target"]?.string, text: try reason.text("text"),
          hint: try reason.text("hint"), remark: reason["remark"]?.string, row: reason["row"]?.integer,
          place: reason["place"]?.integer)
      })
  }
}

extension ApplicationStatus.Message {
  fileprivate init(_ json: JSONValue) throws {
    self.init(
      event: try json.text("event"), channel: try json.text("channel"), recipient: json["recipient"]?.string,
      state: try json.text("state"), body: try json.text("body"), createdAt: try Date(seconds: json["created_at"]),
      deliveredAt: json["delivered_at"].flatMap { $0 == .null ? nil : try? Date(seconds: $0) })
  }
}

extension ApplicationStatus.Step {
  fileprivate init(_ json: JSONValue) throws {
    self.init(at: try Date(seconds: json["at"]), action: try json.text("action"), revision: json["revision"]?.integer)
  }
}

extension JSONValue {
  fileprivate func text(_ key: String) throws(StoreFailure) -> String {
    guard let text = self[key]?.string else { throw .unreadable(key) }
    return text
  }
}
