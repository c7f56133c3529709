import Domain

/// Where text goes and where answers come from; a value, so that a test brings its own.
struct Terminal: Sendable {
  enum Answer: Sendable, Hashable {
    case line(String)
    /// Ctrl-D, or the input ended.
    case ended
    /// Ctrl-C where nothing was typed; with something typed it clears the line, which is an empty one then.
    case interrupted
  }

  /// Whether somebody can be asked: standard input and standard error are terminals, and --no-input was not given.
  var canAsk: Bool
  var isOutputTerminal: Bool
  var isErrorTerminal: Bool
  /// Whether standard output is a plain file, as in `… > FILE.csv`.
  var isOutputFile = false
  /// Whether nothing stands on standard output yet.
  var isOutputEmpty: @Sendable () -> Bool = { false }
  /// Terminal cells a line; nil where there is no terminal.
  var width: @Sendable () -> Int?
  /// To standard output.
  var write: @Sendable (String) -> Void
  /// To standard error.
  var say: @Sendable (String) -> Void
  /// One line from the person; what is typed is not shown when `hidden`.
  var ask: @Sendable (_ prompt: String, _ hidden: Bool) async -> Answer
}
