/// A statement that the server carried out, as somebody hears of it who looks at all of them: the tests that hold every statement of the
/// program against the schema. In the program itself nobody listens.
package struct SentStatement: Sendable, Hashable {
  /// The name that the caller gave it; nil for none.
  package let name: String?
  /// The text with `$1` …; of a cursor what it was declared for.
  package let sql: String
  /// The Swift type of each parameter (`Array<String>`); nil for NULL.
  package let parameters: [String?]
  /// What came back; none where the statement answers nothing, or through a cursor or COPY.
  package let columns: [Column]
  /// How many rows came back, or went in through COPY.
  package let rows: Int
  /// The role that the session belongs to.
  package let role: String

  /// Hears of every statement of the task and its children, on whichever connection, after its end and on the connection's thread. What
  /// failed it does not hear of. A value of the task, not of a connection, because some calls open connections of their own.
  @TaskLocal package static var observer: (@Sendable (SentStatement) -> Void)?
}

extension Session {
  /// Tells who listens that a statement came to its end; one look at the task where nobody does.
  func tell(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String?, columns: [Column] = [], rows: Int = 0
  ) {
    guard let observer = SentStatement.observer else { return }
    observer(
      SentStatement(
        name: name, sql: sql, parameters: parameters.map { $0.map { String(describing: type(of: $0)) } },
        columns: columns, rows: rows, role: handle.parameterStatus("session_authorization") ?? ""))
  }
}
