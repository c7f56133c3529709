import Domain

/// What a command has to say: data for standard output, and talk for standard error.
struct CommandOutput: Sendable {
  enum Block: Sendable {
    case table(Table)
    case card(Card)
    case chart(BarChart)
    case heading(Text)
    /// Paragraphs of text, wrapped to the terminal.
    case text(Text)
    /// Lines that stay as they are: an example, a template.
    case verbatim(String)
  }

  /// What is shown to people, from top to bottom.
  var blocks: [Block] = []
  /// The same for programs: stable keys, whatever the language. Nil when a command prints only talk.
  var json: JSONDocument?
  /// What is said beside the data, in order.
  var talk: [Notice] = []
  /// `.failed` when part of the work was refused although the command itself went through.
  var exitCode: ExitCode = .done
  /// The console is to be left after this.
  var endsSession = false
}

/// A sentence to the person at the terminal; never part of the data.
struct Notice: Sendable {
  enum Kind: Sendable { case done, hint, warning, refusal }
  var kind: Kind
  var text: Text

  static func done(_ text: Text) -> Notice { Notice(kind: .done, text: text) }
  static func hint(_ text: Text) -> Notice { Notice(kind: .hint, text: text) }
  static func warning(_ text: Text) -> Notice { Notice(kind: .warning, text: text) }
}

extension CommandOutput {
  /// A single table; its rows are the data.
  static func table(_ table: Table, talk: [Notice] = []) -> CommandOutput {
    CommandOutput(blocks: [.table(table)], json: table.json, talk: talk)
  }

  /// A single card; its fields are the data.
  static func card(_ card: Card, talk: [Notice] = []) -> CommandOutput {
    CommandOutput(blocks: [.card(card)], json: card.json, talk: talk)
  }

  /// Nothing but a sentence.
  static func said(_ notices: Notice...) -> CommandOutput { CommandOutput(talk: notices) }
}

/// How data is written to standard output.
enum OutputFormat: String, CaseIterable, Sendable {
  case table, csv, tsv, json
}
