extension DatabaseError {
  /// The error that a result carries. `isConnected` is the connection's state after it.
  init(_ result: borrowing ResultHandle, isConnected: Bool, statement: String?) {
    let sqlState = result.field("C")
    self.init(
      kind: isConnected ? Kind(sqlState: sqlState) : .connectionLost,
      sqlState: sqlState,
      message: result.field("M") ?? result.message.trimmed,
      detail: result.field("D"), hint: result.field("H"), constraint: result.field("n"), statement: statement)
  }

  /// Whether the same transaction, run again, may succeed: serialization failure or deadlock.
  public var isRetryable: Bool { kind == .conflict }
}

extension DatabaseError.Kind {
  init(sqlState: String?) {
    switch sqlState {
    case "40001", "40P01": self = .conflict
    case "57014": self = .cancelled
    case "57P01", "57P02", "57P03", "57P05": self = .connectionLost
    case "54000": self = .tooLarge
    case "22021", "22P05": self = .invalidText
    case .some(let state) where state.hasPrefix("08"): self = .connectionLost
    default: self = .refused
    }
  }
}

extension String {
  /// Without white space and line ends around it.
  var trimmed: String {
    var text = Substring(self)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    return String(text)
  }
}
