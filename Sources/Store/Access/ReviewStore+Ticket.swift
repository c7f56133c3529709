import Domain
import DomainSQL
import PostgreSQL

extension ReviewStore {
  /// What somebody looks at: each kind has its own reading function.
  enum TicketKind: String {
    case open, history, names, lookup, counter, notifications
  }

  /// Puts on record that the caller is about to look, and answers the entry that opens the reading function of its kind: for a minute,
  /// with these arguments. It is committed before anything is read, so this must not happen inside a transaction.
  func ticket(_ kind: TicketKind, _ arguments: JSONValue) async throws(StoreFailure) -> Int {
    let answer = try await one(
      "ticket", "SELECT id, refused, detail FROM review.ticket($1, $2)", [kind.rawValue, arguments]
    ) { row in
      (
        id: try row.decode("id", as: Int?.self), refused: try row.decode("refused", as: String?.self),
        detail: try row.decode("detail", as: JSONValue?.self)
      )
    }
    if let id = answer.id { return id }
    guard let word = answer.refused.flatMap(Refusal.Word.init(rawValue:)) else { throw .unreadable("ticket") }
    throw .refused(Refusal(word, answer.detail?.object ?? [:]))
  }
}
