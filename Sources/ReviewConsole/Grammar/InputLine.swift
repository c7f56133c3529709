/// A line cut into words, as a shell does it: blanks separate, quotes protect, a backslash protects one character,
/// `#` at the beginning of a word starts a comment. Full-width blanks and Chinese quotation marks work too.
struct InputLine: Sendable {
  /// The words; empty for a blank or comment line.
  var words: [Word] = []

  init(words: [Word]) { self.words = words }

  init(_ line: String) throws(ConsoleFailure) {
    var scanner = Scanner(line)
    try scanner.run()
    words = scanner.words
  }

  /// The words, and what to add to the last one: for completion, where the line is not finished yet.
  /// Nil as the last word means that the cursor stands after a blank, or that quotes are still open.
  static func unfinished(_ line: String) -> (complete: [Word], last: Word?) {
    var scanner = Scanner(line)
    do { try scanner.run() } catch { return ([], nil) }
    guard scanner.endedInsideWord, let last = scanner.words.popLast() else { return (scanner.words, Word(letters: [])) }
    return (scanner.words, last)
  }

  private struct Scanner {
    let characters: [Character]
    var words: [Word] = []
    var endedInsideWord = false

    init(_ line: String) { characters = Array(line) }

    mutating func run() throws(ConsoleFailure) {
      var current: [Word.Letter]?
      var index = 0
      while index < characters.count {
        let character = characters[index]
        index += 1
        if character == "\\" {
          // A backslash at the very end protects nothing and stands for itself.
          let protected = index < characters.count ? characters[index] : character
          index += 1
          current = (current ?? []) + [Word.Letter(character: protected, isProtected: true)]
        } else if let closing = FullWidth.closingQuote(for: character) {
          let quoted = try readQuoted(from: &index, opening: character, closing: closing)
          current = (current ?? []) + quoted.map { Word.Letter(character: $0, isProtected: true) }
        } else if character.isWhitespace {
          if let word = current { words.append(Word(letters: word)) }
          current = nil
        } else if character == "#" || character == "＃", current == nil {
          return
        } else {
          current = (current ?? []) + [Word.Letter(character: character, isProtected: false)]
        }
      }
      endedInsideWord = current != nil
      if let word = current { words.append(Word(letters: word)) }
    }

    /// Inside double quotes a backslash protects `"` and `\`; inside all other quotes nothing is special.
    private func readQuoted(
      from index: inout Int, opening: Character, closing: Character
    ) throws(ConsoleFailure) -> [Character] {
      var quoted: [Character] = []
      while index < characters.count {
        let character = characters[index]
        index += 1
        if character == closing { return quoted }
        if character == "\\", opening == "\"", index < characters.count, "\"\\".contains(characters[index]) {
          quoted.append(characters[index])
          index += 1
        } else {
          quoted.append(character)
        }
      }
      throw .unclosedQuote(opening)
    }
  }
}
