import Foundation

/// A step of a plan, as `EXPLAIN (FORMAT JSON)` tells it.
package struct PlanNode: Decodable {
  let type: String
  let relation: String?
  let index: String?
  let condition: String?
  let steps: [PlanNode]?

  private enum CodingKeys: String, CodingKey {
    case type = "Node Type"
    case relation = "Relation Name"
    case index = "Index Name"
    case condition = "Index Cond"
    case steps = "Plans"
  }

  private struct Explained: Decodable {
    let plan: PlanNode

    private enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  package static func read(_ json: String) throws -> PlanNode {
    guard let first = try JSONDecoder().decode([Explained].self, from: Data(json.utf8)).first else {
      throw CocoaError(.coderReadCorrupt)
    }
    return first.plan
  }

  /// Where it goes through the whole of one of these tables, or of an index of theirs.
  package func wholeReads(of tables: Set<String>, heap: String? = nil) -> [String] {
    let table = relation ?? heap
    var found: [String] = []
    if let table, tables.contains(table) {
      switch type {
      case "Seq Scan": found.append("all of \(table)")
      case "Index Scan", "Index Only Scan", "Bitmap Index Scan":
        if condition == nil { found.append("all of \(table) by \(index ?? "an index")") }
      default: break
      }
    }
    let below = type == "Bitmap Heap Scan" || type.hasPrefix("Bitmap") ? table : nil
    return found + (steps ?? []).flatMap { $0.wholeReads(of: tables, heap: below) }
  }
}
