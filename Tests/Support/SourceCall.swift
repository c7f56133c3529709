/// A call, or the head of a function, as it stands in a Swift file.
///
/// Read by a scanner of our own, which knows literals with interpolations, comments and parentheses, because a parser of the whole
/// language (swift-syntax) takes longer to build than everything else together.
struct SourceCall {
  /// The function's name without its receiver.
  let function: String
  /// Whether there is a receiver: `transaction.query(…)`.
  let isMember: Bool
  /// Whether it is `func query(…)`.
  let isDeclaration: Bool
  /// As they are written, with their labels; not what a trailing closure is.
  let arguments: [String]
  /// From 1.
  let line: Int

  /// All of a file, in the order of their names.
  static func all(in source: String) -> [SourceCall] {
    var scanner = SourceScanner(source)
    return scanner.calls()
  }
}

private struct SourceScanner {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1

  init(_ source: String) { bytes = Array(source.utf8) }

  mutating func calls() -> [SourceCall] {
    var calls: [SourceCall] = []
    var lastWord = ""
    while at < bytes.count {
      if let end = passed(from: at) {
        line += bytes[at..<end].count { $0 == UInt8(ascii: "\n") }
        at = end
        continue
      }
      guard isWord(bytes[at]) else {
        if bytes[at] == UInt8(ascii: "\n") { line += 1 }
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, isWord(bytes[at]) { at += 1 }
      let word = text(start..<at)
      let isDeclaration = lastWord == "func"
      var open = at
      if isDeclaration, open < bytes.count, bytes[open] == UInt8(ascii: "<") {
        while open < bytes.count, bytes[open] != UInt8(ascii: "(") { open += 1 }
      }
      if open < bytes.count, bytes[open] == UInt8(ascii: "(") {
        calls.append(
          SourceCall(
            function: word, isMember: start > 0 && bytes[start - 1] == UInt8(ascii: "."), isDeclaration: isDeclaration,
            arguments: arguments(open), line: line))
      }
      lastWord = word
    }
    return calls
  }

  /// The arguments behind an opening parenthesis.
  private func arguments(_ open: Int) -> [String] {
    var parts: [String] = []
    var start = open + 1
    var index = start
    var depth = 0
    while index < bytes.count {
      if let end = passed(from: index) {
        index = end
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append(text(start..<index))
        start = index + 1
      case UInt8(ascii: ")") where depth == 0:
        let last = text(start..<index)
        return last.isEmpty && parts.isEmpty ? [] : parts + [last]
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      index += 1
    }
    return parts
  }

  /// Where a comment or literal that begins here ends; nil when none begins.
  private func passed(from index: Int) -> Int? {
    if starts("//", at: index) { return bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }
    var quote = index
    while quote < bytes.count, bytes[quote] == UInt8(ascii: "#") { quote += 1 }
    guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
    let hashes = String(repeating: "#", count: quote - index)
    let mark = starts("\"\"\"", at: quote) ? "\"\"\"" : "\""
    var next = quote + mark.utf8.count
    while next < bytes.count, !starts(mark + hashes, at: next) {
      guard starts("\\" + hashes, at: next) else {
        next += 1
        continue
      }
      next += 1 + hashes.utf8.count
      next = starts("(", at: next) ? interpolationEnd(next) : next + 1
    }
    return min(bytes.count, next + mark.utf8.count + hashes.utf8.count)
  }

  private func interpolationEnd(_ open: Int) -> Int {
    var depth = 0
    var index = open
    while index < bytes.count {
      if let end = passed(from: index) {
        index = end
        continue
      }
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
      index += 1
      if depth == 0 { return index }
    }
    return index
  }

  private func starts(_ text: String, at index: Int) -> Bool {
    bytes[min(index, bytes.count)...].starts(with: text.utf8)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
      || byte >= 0x80
  }

  /// Without the white space around it.
  private func text(_ range: Range<Int>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0A }
    let slice = bytes[range].drop(while: isSpace)
    let end = slice.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? slice.startIndex
    return String(decoding: slice[slice.startIndex..<end], as: UTF8.self)
  }
}
