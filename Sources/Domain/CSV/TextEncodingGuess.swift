/// What a text that should be UTF-8 seems to be instead, by its beginning.
struct TextEncodingGuess {
  /// `GB18030` or `UTF-16`.
  let name: String

  /// nil where the bytes are UTF-8, or nearly: single broken lines are told where they stand.
  init?(_ bytes: ArraySlice<UInt8>) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      name = "UTF-16"
      return
    }
    // Of real GB18030 text almost every Chinese character breaks UTF-8, and none breaks GB18030.
    guard Self.isMostlyBroken(bytes), Self.isGB18030(bytes) else { return nil }
    name = "GB18030"
  }

  /// Whether more places break UTF-8 than there are characters beyond ASCII that do not.
  private static func isMostlyBroken(_ bytes: ArraySlice<UInt8>) -> Bool {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var (broken, whole) = (0, 0)
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput: return broken > whole
      case .error: broken += 1
      case .scalarValue(let scalar): whole += scalar.isASCII ? 0 : 1
      }
    }
  }

  /// Whether the bytes outside ASCII are two or four a character as GB18030-2022 builds them; a cut last one is let pass.
  private static func isGB18030(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let first = rest.popFirst() {
      if first < 0x80 { continue }
      guard (0x81...0xFE).contains(first) else { return false }
      guard let second = rest.popFirst() else { return true }
      if (0x40...0x7E).contains(second) || (0x80...0xFE).contains(second) { continue }
      guard (0x30...0x39).contains(second) else { return false }
      guard let third = rest.popFirst() else { return true }
      guard (0x81...0xFE).contains(third) else { return false }
      guard let fourth = rest.popFirst() else { return true }
      guard (0x30...0x39).contains(fourth) else { return false }
    }
    return true
  }
}
