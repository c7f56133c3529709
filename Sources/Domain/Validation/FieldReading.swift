/// One value read by its field's type.
struct FieldReading {
  let field: Field
  let name: String
  let today: Day
  let mode: ValidationMode
  let regions: Regions

  /// The tidied value, or what is wrong with it.
  func read(_ value: JSONValue) throws(Problem) -> JSONValue {
    switch field.type {
    case .boolean:
      guard value.bool != nil else { throw ValidationText.wrongType(name, field.label, expected: .boolean) }
      return value
    case .integer(let range):
      guard let number = value.integer else { throw ValidationText.wrongType(name, field.label, expected: .integer) }
      guard range.contains(number) else { throw ValidationText.range(name, field.label, range) }
      return value
    case .codes(let codes, let count): return try several(value, codes, count)
    default: break
    }
    guard case .string(let text) = value else { throw ValidationText.wrongType(name, field.label, expected: .text) }
    switch field.type {
    case .text: return .string(try freeText(text))
    case .code(let codes): return try code(text, codes)
    case .date: return try date(text)
    case .region(let levels): return try region(text, levels)
    default: return .string(try freeText(text))
    }
  }

  private func freeText(_ text: String) throws(Problem) -> String {
    // An upper bound in bytes first: counting the characters of a megabyte takes longer than it deserves.
    guard text.utf8.count <= field.length.upperBound * 16 else { throw ValidationText.length(name, field) }
    // As Windows ends lines.
    let tidy = TextReading.tidied(field.multiline ? text.replacing("\r\n", with: "\n") : text)
    if let fault = TextReading.fault(in: tidy, multiline: field.multiline) {
      throw ValidationText.characters(name, field.label, fault)
    }
    guard mode == .draft || field.length.lowerBound <= 1 && !tidy.isEmpty || tidy.count >= field.length.lowerBound,
      // As many characters as bytes at most.
      tidy.utf8.count <= field.length.upperBound
        || tidy.count <= field.length.upperBound && tidy.unicodeScalars.count <= field.length.upperBound * 4
    else { throw ValidationText.length(name, field) }
    if mode == .submission, let pattern = field.pattern, !pattern.pattern.fits(tidy) {
      throw Problem(field: name, code: "pattern", text: pattern.message)
    }
    return tidy
  }

  private func short(_ text: String) throws(Problem) -> String {
    guard text.utf8.count <= 200 else { throw ValidationText.unknownCode(name, field.label) }
    return InputText.folded(text)
  }

  private func code(_ text: String, _ codes: CodeSet) throws(Problem) -> JSONValue {
    guard let choice = codes.choice(try short(text)) else { throw ValidationText.unknownCode(name, field.label) }
    return .string(choice.code)
  }

  /// Each once, in the order of the set.
  private func several(_ value: JSONValue, _ codes: CodeSet, _ count: ClosedRange<Int>) throws(Problem) -> JSONValue {
    guard let elements = value.array else { throw ValidationText.wrongType(name, field.label, expected: .list) }
    var chosen: Set<String> = []
    // More than there are to choose from are refused below.
    for element in elements.prefix(codes.choices.count + 1) {
      guard let text = element.string else { throw ValidationText.wrongType(name, field.label, expected: .text) }
      guard let choice = codes.choice(try short(text)), chosen.insert(choice.code).inserted else {
        throw ValidationText.unknownCode(name, field.label)
      }
    }
    if chosen.count > count.upperBound || mode == .submission && chosen.count < count.lowerBound {
      throw ValidationText.choices(name, field.label, count)
    }
    return .array(codes.choices.filter { chosen.contains($0.code) }.map { .string($0.code) })
  }

  private func date(_ text: String) throws(Problem) -> JSONValue {
    let plain = text.utf8.count <= 60 ? InputText.foldedInWords(text) : ""
    guard let day = Day(written: plain), day.year >= 1900 else {
      throw ValidationText.date(name, field.label, isMonth: Day.isMonth(written: plain))
    }
    if field.notAfterToday, day > today { throw ValidationText.future(name, field.label) }
    return .string(day.iso)
  }

  private func region(_ text: String, _ levels: [String]) throws(Problem) -> JSONValue {
    let code = try short(text)
    // Of the other provinces the province is known: bureaus ask for no more.
    if let place = regions.elsewhere(code) { return .string(place.code) }
    guard let region = regions[code] else {
      let successors = regions.retired(code)?.successors ?? []
      throw ValidationText.unknownRegion(
        name, field.label,
        instead: successors.compactMap { code in regions.fullName(of: code).map { "\($0)（\(code)）" } })
    }
    guard levels.contains(region.level.rawValue) else { throw ValidationText.regionLevel(name, field.label) }
    return .string(region.code)
  }
}

extension Problem: Error {}

/// Free text made fit to be stored and shown.
enum TextReading {
  /// What a text must not hold.
  enum Fault {
    /// A character that steers a screen or turns the writing direction.
    case control(Unicode.Scalar)
    /// Half of a character, as broken software leaves behind.
    case broken(Unicode.Scalar)
  }

  static func isBlank(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    if !isEdge(first) { return false }
    return text.unicodeScalars.allSatisfy(isEdge)
  }

  /// Without spaces at both ends (those of Chinese width too) and without invisible marks that come with pasting.
  static func tidied(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    if isPlain { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isDropped(scalar, behind: scalars.last) {
      scalars.append(scalar)
    }
    guard let start = scalars.firstIndex(where: { !isEdge($0) }), let end = scalars.lastIndex(where: { !isEdge($0) })
    else { return "" }
    // Marks without anything to stand on are nothing.
    if scalars.allSatisfy({ isMark($0) || isEdge($0) }) { return "" }
    return String(String.UnicodeScalarView(scalars[start...end]))
  }

  static func fault(in text: String, multiline: Bool) -> Fault? {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where multiline: continue
      case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x206F:
        return .control(scalar)
      case 0xFFFD, 0xFDD0...0xFDEF: return .broken(scalar)
      case let value where value & 0xFFFE == 0xFFFE: return .broken(scalar)
      default: continue
      }
    }
    return nil
  }

  /// Nobody sees it and nobody typed it: it comes along when pasting, and makes two texts of one. What steers a screen is a fault, and said.
  private static func isDropped(_ scalar: Unicode.Scalar, behind base: Unicode.Scalar?) -> Bool {
    switch scalar.value {
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x206F: false
    // Selectors choose how the character before them is drawn, and names need them; behind a letter that has no variants they are nothing.
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF:
      base.map { !($0.properties.isIdeographic || $0.value >= 0x2000 && $0.properties.isEmoji) } ?? true
    // Drawn around the digits behind them, though Unicode calls them formats.
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: false
    // Drawn as nothing, whatever Unicode calls them.
    case 0x2800, 0xFFFC, 0x13430...0x1345F, 0x16FE4, 0x1D159: true
    default: scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .format, .spaceSeparator: true
    default: false
    }
  }

  private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x200B, 0x2060, 0xFEFF: true
    case 0x2000...0x200A: true
    default: false
    }
  }
}
