import Domain

/// A command line understood: which command, with which values. Nothing has run yet.
struct Invocation: Sendable {
  let command: any Command.Type
  var input: CommandInput
  /// Required arguments and options that were not given, in the order in which they are asked for.
  var missing: [ParameterSpec]
  var format: OutputFormat?
  var isConfirmed: Bool
  var wantsFull: Bool
  var wantsHelp: Bool
  /// The line holds something that must not be written to the history file.
  var isPersonal: Bool
}

/// Words to an invocation, by the command table alone.
struct CommandParser: Sendable {
  let table: CommandTable
  let standards: Standards

  /// Nil for a line without words.
  func parse(_ line: InputLine) throws(ConsoleFailure) -> Invocation? {
    guard let first = line.words.first else { return nil }
    guard let (command, used) = table.command(for: line.words) else {
      if let option = first.option { throw .optionBeforeCommand(option.name) }
      throw .unknownCommand(
        line.words.prefix(2).map(\.folded), nearest: table.nearest(to: line.words))
    }
    var reader = Reader(spec: command.spec, standards: standards)
    try reader.read(line.words.dropFirst(used))
    let common = reader.input
    return Invocation(
      command: command, input: reader.input, missing: reader.missing, format: try common[CommonOptions.format],
      isConfirmed: common[CommonOptions.yes], wantsFull: common[CommonOptions.full],
      wantsHelp: common[CommonOptions.help], isPersonal: reader.isPersonal)
  }

  private struct Reader {
    let spec: CommandSpec
    var input: CommandInput
    var positional: [Word] = []
    var isPersonal = false
    var missing: [ParameterSpec] = []

    init(spec: CommandSpec, standards: Standards) {
      self.spec = spec
      input = CommandInput(standards: standards)
    }

    mutating func read(_ words: ArraySlice<Word>) throws(ConsoleFailure) {
      var words = words
      while let word = words.popFirst() {
        if word.endsOptions {
          positional += words
          break
        }
        guard let (name, value) = word.option else {
          positional.append(word)
          continue
        }
        let option = try option(named: name)
        if case .flag = option.kind {
          guard value == nil else { throw .flagWithValue(option, command: spec) }
          input.flags.insert(option.name)
        } else if let value {
          try store(value, for: option)
        } else if let value = words.popFirst() {
          try store(value, for: option)
        } else {
          throw .missingValue(option, command: spec)
        }
      }
      guard !input[CommonOptions.help] else { return }
      try placePositional()
      missing = (spec.arguments + spec.options).filter { $0.isRequired && input.words[$0.name] == nil }
    }

    private func option(named name: String) throws(ConsoleFailure) -> ParameterSpec {
      let name = name.lowercased()
      let known = spec.options + CommonOptions.all
      if let option = known.first(where: { $0.name == name || $0.chinese == name }) { return option }
      if name == "h" || name == "?" { return CommonOptions.help.spec }
      throw .unknownOption(
        name, command: spec, nearest: Nearness.nearest(to: name, among: known.flatMap { [$0.name, $0.chinese] }))
    }

    private mutating func placePositional() throws(ConsoleFailure) {
      var words = positional[...]
      for argument in spec.arguments {
        switch argument.arity {
        case .one, .optional:
          if let word = words.popFirst() { try store(word, for: argument) }
        case .many, .any:
          // What later arguments need is left for them: `transfer 1-3 DEPARTMENT`.
          let later = spec.arguments.drop { $0.name != argument.name }.dropFirst().filter(\.isRequired).count
          var isFirst = argument.isRequired
          while isFirst || words.count > later, let word = words.popFirst() {
            try store(word, for: argument)
            isFirst = false
          }
        case .rest, .optionalRest:
          guard let first = words.popFirst() else { continue }
          let blank = Word.Letter(character: " ", isProtected: true)
          try store(Word(letters: words.reduce(first.letters) { $0 + [blank] + $1.letters }), for: argument)
          words = []
        }
      }
      if let extra = words.first { throw .unexpectedWord(extra.text, command: spec) }
    }

    private mutating func store(_ word: Word, for parameter: ParameterSpec) throws(ConsoleFailure) {
      if parameter.isPersonal(word) { isPersonal = true }
      try parameter.accept(word, by: input.standards)
      switch parameter.arity {
      case .many, .any: input.words[parameter.name, default: []].append(word)
      case .one, .optional, .rest, .optionalRest:
        guard input.words[parameter.name] == nil else { throw .givenTwice(parameter, command: spec) }
        input.words[parameter.name] = [word]
      }
    }
  }
}

extension ParameterSpec {
  /// Refuses a word that stands for no value, with the failure that names this parameter.
  func accept(_ word: Word, by standards: Standards) throws(ConsoleFailure) {
    do { try check(word, standards) } catch { throw .badValue(self, typed: word.text, expected: error.expected) }
  }
}
