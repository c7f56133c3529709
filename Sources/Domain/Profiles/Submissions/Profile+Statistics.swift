extension Profile {
  /// What the typed columns of `application` hold for these answers: column → value, null where there is none.
  /// Of a list the row with the highest first code counts (the highest qualification).
  public func statistics(_ answers: Answers) -> [String: JSONValue] {
    var columns: [String: JSONValue] = [:]
    for name in StatisticsColumn.names { columns[name] = .null }
    for field in fields {
      guard let column = field.column, let value = value(of: field, in: answers) else { continue }
      guard let values = column.values else {
        columns[column.name] = value
        continue
      }
      let written = value.string ?? value.canonicalJSON
      if let stored = values[written] { columns[column.name] = .string(stored) }
    }
    return columns
  }

  private func value(of field: Field, in answers: Answers) -> JSONValue? {
    guard let list = field.list.flatMap({ listsByID[$0] }) else { return answers[field.id] }
    let rank = list.fields.first { if case .code = $0.type { true } else { false } }?.key
    let rows = answers.list(list.id)
    let highest = rows.enumerated().max { left, right in
      let leftRank = rank.flatMap { left.element[$0]?.string }.flatMap { Int($0) } ?? -1
      let rightRank = rank.flatMap { right.element[$0]?.string }.flatMap { Int($0) } ?? -1
      // Of equals the first one counts.
      return (leftRank, -left.offset) < (rightRank, -right.offset)
    }
    guard let value = highest?.element[field.key], value != .null else { return nil }
    return value
  }
}
