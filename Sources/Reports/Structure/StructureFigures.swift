import Domain
import DomainSQL
import PostgreSQL

/// Accountants by bureau and by each of the dimensions.
struct StructureFigures: Sendable {
  /// By dimension's id, category's code and bureau.
  var counts: [String: [String: [String: Int]]] = [:]
  /// Of all bureaus together, by dimension's id, category's code and qualification's.
  var crossed: [String: [String: [String: Int]]] = [:]

  /// Of persons with several approved applications, only the one that was approved last counts. $4 is the state, $5
  /// whether the period is about the decision.
  static let statement = """
    SELECT department_code, dimension, category, persons, crossed, qualification FROM review.figures_structure($1, $2, $3, $4, $5)
    """
}

extension StructureFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let limits: [(any SQLEncodable)?] = [
      frame.filters.state ?? .approved, frame.dated == .decided && frame.filters.period != nil,
    ]
    let all = Dictionary(
      uniqueKeysWithValues: StructureDimension.all(frame.standards.codeLists).map { ($0.id, $0) })
    for row in try transaction.query(Self.statement, frame.bounds + limits, name: "structure") {
      guard let dimension = all[try row.decode("dimension")] else {
        throw DatabaseError(kind: .decoding, message: "a dimension that this program does not know")
      }
      let category = dimension.category(of: try row.decode("category"))
      if try row.decode("crossed") {
        let qualification = all["qualification"]?.category(of: try row.decode("qualification")) ?? ""
        crossed[dimension.id, default: [:]][category, default: [:]][qualification, default: 0] +=
          try row.decode("persons", as: Int.self)
        continue
      }
      let department: String = try row.decode("department_code")
      counts[dimension.id, default: [:]][category, default: [:]][department, default: 0] +=
        try row.decode("persons", as: Int.self)
    }
  }
}
