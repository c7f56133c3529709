import Domain

/// What Tab may add to a line.
struct Completion: Sendable, Hashable {
  struct Offer: Sendable, Hashable {
    let word: String
    let help: String
  }

  /// What to insert at the cursor: the rest of the only offer with a blank, or what all offers share. May be empty.
  var insertion = ""
  var offers: [Offer] = []

  /// The offers, a line each, with what they mean.
  var listing: String {
    let width = offers.map { CellWidth.of($0.word) }.max() ?? 0
    return offers.map { "\($0.word.padded(toCells: width))  \($0.help)\n" }.joined()
  }
}

/// Completes commands, options and choices from the command table.
struct Completer: Sendable {
  let table: CommandTable
  let standards: Standards

  /// - Parameter line: the line up to the cursor.
  func complete(_ line: String, _ language: Language) -> Completion {
    let (complete, last) = InputLine.unfinished(line)
    guard let last else { return Completion() }
    let typed = last.folded
    let offers = offers(after: complete, typed: typed, language)
    guard let first = offers.first else { return Completion() }
    if offers.count == 1 {
      return Completion(insertion: String(first.word.dropFirst(typed.count)) + " ", offers: offers)
    }
    let shared = offers.dropFirst().reduce(first.word) { $0.commonPrefix(with: $1.word) }
    return Completion(insertion: String(shared.dropFirst(typed.count)), offers: offers)
  }

  private func offers(after words: [Word], typed: String, _ language: Language) -> [Completion.Offer] {
    guard let (command, used) = table.command(for: words) else {
      return commands(after: words, typed: typed, language)
    }
    let spec = command.spec
    var offers: [Completion.Offer] = []
    // `staff` is a command, and the beginning of `staff add`.
    if used == words.count, words.count == 1 { offers += commands(after: words, typed: typed, language) }
    let options = spec.options + CommonOptions.all
    if let option = words.last?.option, option.value == nil,
      let parameter = options.first(where: { $0.name == option.name || $0.chinese == option.name }),
      let choices = parameter.choices(standards)
    {
      return choices.offers(typed, language)
    }
    if typed.hasPrefix("-") {
      return options.flatMap { option in
        [option.name, option.chinese].map {
          Completion.Offer(word: "--\($0)", help: option.help(language))
        }
      }
      .filter {
        $0.word.hasPrefix(typed) && (language == .zh || $0.word.utf8.allSatisfy { $0 < 0x80 } || typed.count > 2)
      }
      .preferring(language, typed: typed)
    }
    if typed.isEmpty, offers.isEmpty, spec.arguments.isEmpty {
      return options.map { Completion.Offer(word: "--\($0.name)", help: $0.help(language)) }
    }
    let position = words.count - used
    if position < spec.arguments.count, let choices = spec.arguments[position].choices(standards) {
      offers += choices.offers(typed, language)
    }
    if command == HelpCommand.self { offers += commands(after: [], typed: typed, language) }
    return offers
  }

  /// Names that begin with what was typed; a two-word name is completed word by word.
  private func commands(after words: [Word], typed: String, _ language: Language) -> [Completion.Offer] {
    let before = words.map { $0.folded.lowercased() }
    var seen: Set<String> = []
    var offers: [Completion.Offer] = []
    for spec in table.specs {
      for name in [spec.name, spec.chinese] {
        let parts = name.split(separator: " ").map(String.init)
        guard parts.count > before.count, Array(parts.prefix(before.count)) == before else { continue }
        let part = parts[before.count]
        guard part.hasPrefix(typed.lowercased()), seen.insert(part).inserted else { continue }
        offers.append(.init(word: part, help: parts.count == before.count + 1 ? spec.summary(language) : "…"))
      }
    }
    return offers.preferring(language, typed: typed)
  }
}

extension [Completion.Offer] {
  /// Nothing typed yet: names in the language of the screen only, so that the list is not twice as long.
  fileprivate func preferring(_ language: Language, typed: String) -> [Completion.Offer] {
    guard typed.allSatisfy({ $0 == "-" }) else { return self }
    return filter { offer in
      let isEnglish = offer.word.utf8.allSatisfy { $0 < 0x80 }
      return isEnglish == (language == .en)
    }
  }
}

extension [ParameterSpec.Choice] {
  fileprivate func offers(_ typed: String, _ language: Language) -> [Completion.Offer] {
    flatMap { choice in
      [choice.name, choice.chinese].map { Completion.Offer(word: $0, help: choice.help(language)) }
    }
    .filter { $0.word.hasPrefix(typed) }
    .preferring(language, typed: typed)
  }
}
