/// One word of a command line, remembering which characters were quoted or escaped: what was quoted is text, never syntax.
struct Word: Sendable, Hashable {
  /// A character, and whether quotes or a backslash protected it.
  struct Letter: Sendable, Hashable {
    var character: Character
    var isProtected: Bool
  }

  var letters: [Letter]

  init(letters: [Letter]) { self.letters = letters }

  /// A word that came from the shell, which has already dealt with quotes: syntax and text look alike in it.
  init(_ text: String) { letters = text.map { Letter(character: $0, isProtected: false) } }

  /// The word as it was meant, without quotes.
  var text: String { String(letters.map(\.character)) }

  /// For command positions: full-width letters, digits and signs that were not quoted read as their ASCII twins.
  var folded: String { String(letters.map { $0.isProtected ? $0.character : FullWidth.fold($0.character) }) }

  /// The index of the first unquoted `sign`, in its ASCII or full-width form; nil when there is none.
  func firstIndex(ofSign sign: Character) -> Int? {
    letters.firstIndex { !$0.isProtected && FullWidth.fold($0.character) == sign }
  }

  func prefix(_ count: Int) -> Word { Word(letters: Array(letters.prefix(count))) }
  func dropFirst(_ count: Int) -> Word { Word(letters: Array(letters.dropFirst(count))) }

  /// `--name` or `--name=value`, nil for anything else. A Chinese keyboard writes the two hyphens as one or two long
  /// dashes, so any unquoted run of dashes counts; a dash before a digit is a number, a lone dash is a word.
  var option: (name: String, value: Word?)? {
    let dashes = letters.prefix { !$0.isProtected && FullWidth.isDash($0.character) }.count
    guard dashes > 0, letters.count > dashes else { return nil }
    let rest = dropFirst(dashes)
    let isLong = dashes > 1 || letters[0].character == "—"
    let first = FullWidth.fold(rest.letters[0].character)
    guard isLong || (first.isLetter && rest.letters.count == 1) || (first == "?" && rest.letters.count == 1) else {
      return nil
    }
    guard let equals = rest.firstIndex(ofSign: "=") else { return (rest.folded, nil) }
    return (rest.prefix(equals).folded, rest.dropFirst(equals + 1))
  }

  /// `--` alone: what follows is never an option.
  var endsOptions: Bool {
    !letters.isEmpty && letters.count <= 2 && letters.allSatisfy { !$0.isProtected && FullWidth.isDash($0.character) }
      && (letters.count == 2 || letters[0].character == "—")
  }
}
