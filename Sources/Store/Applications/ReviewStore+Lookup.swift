import Domain
import PostgreSQL

/// Whom somebody looks up.
public struct LookupQuestion: Sendable, Hashable {
  /// Application number, whole name, phone or ID number, in any form in which it is written.
  public var text: String
  /// Only who was born in this year; with a whole name, as the next two.
  public var birthYear: Int?
  /// Only of this department and those below it.
  public var department: String?
  /// Only whose ID number ends in these four characters.
  public var ends: String?
  /// The page behind this application number, the last one of the page before.
  public var after: String?

  /// Everybody whom the text means, the first page.
  public init(_ text: String) { self.text = text }

  /// What of it narrows the text.
  var narrowing: [String: JSONValue] {
    let members: [String: JSONValue?] = [
      "birth_year": birthYear.map { .integer($0) }, "department": department.map { .string($0) },
      "ends": ends.map { .string($0) }, "after": after.map { .string($0) },
    ]
    return members.compactMapValues(\.self)
  }
}

/// What a look-up found.
public struct LookupAnswer: Sendable, Hashable {
  /// What the text was taken for.
  public enum Kind: String, Sendable, CaseIterable {
    case number, phone, name
    case idNumber = "id_number"
    /// A unit's, which is nobody's number.
    case creditCode = "credit_code"
    /// A number that nobody can have.
    case mistyped
    /// Nothing that can be looked up.
    case nothing
  }

  /// What the text was taken for.
  public let kind: Kind
  /// How many were found, on all pages.
  public let total: Int
  /// How many are behind this page.
  public let behind: Int
  /// This page: at most 20, newest first.
  public let cards: [LookupCard]
}

extension ReviewStore {
  /// Applications by number, whole name, phone or ID number. It is on record first that, why and whom somebody looked up.
  ///
  /// refused: mistyped_number {kind: id_number} for a number that nobody can have; bad_document {field} where what narrows it is none or
  /// stands beside something other than a name; unknown_department; too_many_requests {action: ends} also after so many ends of numbers
  public func lookup(_ question: LookupQuestion, purpose: String) async throws(StoreFailure) -> LookupAnswer {
    let ticket = try await found(question, purpose: purpose)
    let rows = try await query(
      "lookup",
      """
      SELECT f.kind, f.total, f.behind, c.number, c.applicant, c.id_number_masked, c.phone_masked, c.department_code, c.department_name, c.state,
        c.turn, c.since, c.due_on, c.overdue, c.revision, c.first_submitted_at, c.submitted_at, c.holder, c.decided_at, c.reasons, c.note,
        c.notifications, c.is_change, c.in_force
      FROM review.applicant_found($1) AS f LEFT JOIN review.applicant_cards($1) AS c ON true
      """, [ticket]
    ) { row in
      (
        kind: try row.decode("kind", as: String.self), total: try row.decode("total", as: Int.self),
        behind: try row.decode("behind", as: Int.self),
        card: try row.decode("number", as: String?.self) == nil ? nil : try LookupCard(row)
      )
    }
    guard let first = rows.first, let kind = LookupAnswer.Kind(rawValue: first.kind) else {
      throw .unreadable("lookup")
    }
    guard kind != .mistyped else { throw .refused(Refusal(.mistypedNumber, ["kind": "id_number"])) }
    return LookupAnswer(kind: kind, total: first.total, behind: first.behind, cards: rows.compactMap(\.card))
  }

  /// Asks for somebody and finds him, each on record and committed; answers the entry that says whom.
  func found(_ question: LookupQuestion, purpose: String) async throws(StoreFailure) -> Int {
    let asked: [String: JSONValue] = ["text": .string(question.text), "purpose": .string(purpose)]
    let ticket = try await ticket(.lookup, .object(asked.merging(question.narrowing) { $1 }))
    return try await one(
      "applicant found", "SELECT review.applicant_find($1, $2, $3) AS ticket",
      [ticket, question.text, JSONValue.object(question.narrowing)]
    ) { try $0.decode("ticket") }
  }
}
