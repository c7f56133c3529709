import Domain
import Testing

/// A thin client that knows nothing but `Profile.form`: it evaluates the form's conditions on finished answers, as a
/// page in a browser would.
struct FormClient {
  let form: JSONValue
  let answers: Answers

  var sections: [JSONValue] { form["sections"]?.array ?? [] }
  var items: [JSONValue] { sections.flatMap { $0["items"]?.array ?? [] } }

  /// What is on the form for these answers, named as problems name it.
  var shown: [String] {
    items.flatMap { item -> [String] in
      guard let id = item["id"]?.string else { return [] }
      guard item["kind"] == "list" else { return holds(item["when"], row: nil) ? [id] : [] }
      guard holds(item["when"], row: nil) else { return [] }
      return [id]
        + answers.list(id).indices.flatMap { row in
          (item["fields"]?.array ?? []).filter { holds($0["when"], row: row) }.compactMap(\.["id"]?.string).map {
            "\(id)[\(row + 1)]\($0.dropFirst(id.count))"
          }
        }
    }
  }

  /// The files that are asked for.
  var files: [String] {
    (form["slots"]?.array ?? []).flatMap { slot -> [String] in
      guard let id = slot["id"]?.string, holds(slot["when"], row: nil) else { return [] }
      guard let list = slot["per_row"]?.string else { return [id + "/1"] }
      return answers.list(list).indices.filter { holds(slot["row_when"], row: $0) }.map { "\(id)/\($0 + 1)" }
    }
  }

  func holds(_ condition: JSONValue?, row: Int?) -> Bool {
    guard let condition else { return true }
    if let parts = condition["all"]?.array { return parts.allSatisfy { holds($0, row: row) } }
    if let parts = condition["any"]?.array { return parts.contains { holds($0, row: row) } }
    guard let field = condition["field"]?.string else { return !holds(condition["not"], row: row) }
    let values = values(of: field, row: row)
    if let value = condition["not"] { return !values.contains(value) }
    if let none = condition["not_in"]?.array { return !values.contains { none.contains($0) } }
    if condition["present"] == false { return values.isEmpty }
    return values.contains { passes($0, condition) }
  }

  private func passes(_ value: JSONValue, _ condition: JSONValue) -> Bool {
    if let wanted = condition["is"] { return value == wanted }
    if let wanted = condition["in"]?.array { return wanted.contains(value) }
    if let bound = condition["above"]?.integer { return value.string.flatMap { Int($0) }.map { $0 > bound } ?? false }
    if condition["present"] == true { return true }
    if let day = condition["before"]?.string { return value.string.map { $0 < day } ?? false }
    if let day = condition["after"]?.string { return value.string.map { $0 > day } ?? false }
    if let beginnings = condition["starts_with"]?.array {
      return beginnings.contains { value.string?.hasPrefix($0.string ?? "?") == true }
    }
    Issue.record("this client does not know \(condition.canonicalJSON)")
    return false
  }

  private func values(of field: String, row: Int?) -> [JSONValue] {
    for item in items where item["kind"] == "list" {
      guard let id = item["id"]?.string, field.hasPrefix(id + ".") else { continue }
      let rows = answers.list(id)
      let key = String(field.dropFirst(id.count + 1))
      let seen = row.map { [rows[$0]] } ?? rows
      return seen.compactMap { $0[key] }
    }
    if case .array(let rows)? = answers[field] { return rows.isEmpty ? [] : [.array(rows)] }
    return answers[field].map { [$0] } ?? []
  }
}
