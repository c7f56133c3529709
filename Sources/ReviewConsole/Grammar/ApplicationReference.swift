import Domain
import Store

/// Which applications a person means: rows of the last list, or numbers, whole or shortened.
enum ApplicationReference: Sendable, Hashable {
  /// `3` or `1-5`.
  case rows(ClosedRange<Int>)
  /// `.`: the one on the screen last.
  case current
  /// `ZJ26-000123-K`, `000123`, `123k`, … as typed.
  case number(String)
}

extension Parameter where Value == ApplicationReference {
  static func application(
    _ arity: ParameterSpec.Arity = .one,
    _ help: Text = Text(
      zh: "申报号、简写的申报号、列表中的行号，或 .（刚查看的）",
      en: "a number, a shortened number, a row of the list, or . (the one just shown)")
  ) -> Self {
    Self(
      "application", "申报", help, kind: .application, arity: arity,
      question: Text(zh: "哪一件（申报号或行号）", en: "which application (number or row)")
    ) { word throws(BadValue) in
      let typed = word.folded
      if [".", "this", "当前"].contains(typed) { return .current }
      guard !typed.isEmpty, typed.count <= 64 else { throw BadValue(expected: help) }
      let ends = typed.split(whereSeparator: { "-~～".contains($0) })
      if ends.count == 2, let first = rowNumber(ends[0]), let last = rowNumber(ends[1]), typed.count <= 7 {
        guard first <= last else {
          throw BadValue(expected: Text(zh: "从小到大的行号，如 1-5", en: "rows in order, such as 1-5"))
        }
        return .rows(first...last)
      }
      if let row = rowNumber(Substring(typed)) { return .rows(row...row) }
      return .number(typed)
    }
  }

  /// Up to three digits without a leading zero are a row; more are part of a number.
  private static func rowNumber(_ text: Substring) -> Int? {
    guard text.count <= 3, text.utf8.allSatisfy({ 48...57 ~= $0 }), let row = Int(text), row > 0,
      !text.hasPrefix("0")
    else { return nil }
    return row
  }
}

extension ConsoleContext {
  /// The canonical numbers that are meant, each once, in the order given.
  func resolve(_ references: [ApplicationReference]) async throws -> [String] {
    var numbers: [String] = []
    for reference in references {
      for number in try await resolve(reference) where !numbers.contains(number) { numbers.append(number) }
    }
    return numbers
  }

  /// The one number that is meant.
  func resolveOne(_ reference: ApplicationReference) async throws -> String {
    let numbers = try await resolve(reference)
    guard let number = numbers.first, numbers.count == 1 else {
      throw ConsoleFailure.contradiction(
        Text(zh: "这个命令一次只办一件。", en: "This command takes one application at a time."),
        hint: Text(zh: "请写一个行号或申报号。", en: "Write one row or number."))
    }
    return number
  }

  private func resolve(_ reference: ApplicationReference) async throws -> [String] {
    switch reference {
    case .rows(let rows):
      // A number of three digits may also be a shortened one where the list is shorter than that.
      let isSingle = rows.count == 1 && rows.lowerBound >= 100
      if isSingle, rows.lowerBound > session.list.numbers?.count ?? 0 {
        return [try await number(shortenedTo: "\(rows.lowerBound)")]
      }
      return try session.list.numbers(inRows: rows)
    case .current:
      guard let current = session.current else { throw ConsoleFailure.noList }
      return [current]
    case .number(let typed):
      do { return [try ApplicationNumber(parsing: typed).description] } catch {
        switch error {
        case .tooShort, .noLetters: return [try await number(shortenedTo: typed)]
        default: throw ConsoleFailure.badReference(typed, expected: error.text)
        }
      }
    }
  }

  /// In the last list first, because that is what the person sees; then among all that the person may see.
  private func number(shortenedTo typed: String) async throws -> String {
    let listed = session.list.numbers(shortenedTo: typed)
    if let only = listed.first, listed.count == 1 { return only }
    guard listed.isEmpty else { throw ConsoleFailure.ambiguousNumber(typed, candidates: Array(listed.prefix(5))) }
    let pattern = Self.pattern(of: typed)
    guard pattern.count >= 2 else {
      throw ConsoleFailure.badReference(typed, expected: Text(zh: "太短。", en: "it is too short."))
    }
    let found = try await read { try await $0.numbers(matching: pattern, limit: 6) }
    guard let only = found.first else { throw ConsoleFailure.notInList(typed) }
    guard found.count == 1 else { throw ConsoleFailure.ambiguousNumber(typed, candidates: Array(found.prefix(5))) }
    return only
  }

  /// The part of a canonical number that a shortened one stands for: `123k` is `123-K`, `000123` is `000123-`.
  static func pattern(of typed: String) -> String {
    var plain = typed.uppercased().filter { $0 != "-" }
    var front = ""
    let letters = plain.prefix { $0.isLetter }.count
    if letters > 0, plain.count >= letters + 2 {
      front = plain.prefix(letters + 2) + "-"
      plain = String(plain.dropFirst(letters + 2))
    }
    guard let last = plain.last else { return front }
    if last.isLetter { return front + plain.dropLast() + "-\(last)" }
    return front + plain + (plain.count >= 6 || front.isEmpty ? "-" : "")
  }
}
