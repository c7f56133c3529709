extension ApplicationNumber {
  /// Why a text is no application number.
  public enum Problem: Error, Hashable, Sendable {
    /// Nothing was typed.
    case empty
    /// A character that no number has.
    case unknownCharacter(Character)
    /// It does not begin with two letters.
    case noLetters
    /// Its letters belong to no province that is served here.
    case unknownLetters(String, known: [String])
    /// Too few characters, hyphens not counted; a whole number has at least 11.
    case tooShort(characters: Int)
    /// Too many characters, hyphens not counted.
    case tooLong(characters: Int)
    /// A letter where year and serial are.
    case letterAmongDigits(Character)
    /// The last character does not fit the others. The right one is not told: what is wrong may stand before it.
    case wrongCheckCharacter(Character)

    /// A stable word for programs.
    public var code: String {
      switch self {
      case .empty: "empty"
      case .unknownCharacter: "unknown_character"
      case .noLetters: "no_letters"
      case .unknownLetters: "unknown_letters"
      case .tooShort: "too_short"
      case .tooLong: "too_long"
      case .letterAmongDigits: "letter_among_digits"
      case .wrongCheckCharacter: "wrong_check_character"
      }
    }

    /// What is wrong and what to do, for whoever typed it.
    public var text: Text {
      switch self {
      case .empty: Text(zh: "请输入申报编号，如 ZJ26-000123-X。", en: "Enter an application number, as ZJ26-000123-X.")
      case .unknownCharacter(let character):
        Text(
          zh: "申报编号中不会有“\(character)”，编号形如 ZJ26-000123-X，请核对。",
          en: "“\(character)” cannot be in an application number; they look like ZJ26-000123-X.")
      case .noLetters:
        Text(
          zh: "申报编号应以两个字母开头，形如 ZJ26-000123-X，请核对。",
          en: "An application number begins with two letters, as ZJ26-000123-X.")
      case .unknownLetters(let letters, let known):
        Text(
          zh: "没有以 \(letters) 开头的申报编号，这里使用的是 \(known.joined(separator: "、"))。",
          en: "No application number begins with \(letters); in use here: \(known.joined(separator: ", ")).")
      case .tooShort(let characters):
        Text(
          zh: "申报编号不完整：不计连字符至少11位，现为\(characters)位；形如 ZJ26-000123-X，末位是校验字符。",
          en:
            "The number is incomplete: at least 11 characters without hyphens, this has \(characters); the last one checks the others, as X in ZJ26-000123-X."
        )
      case .tooLong:
        Text(
          zh: "申报编号多了字符，形如 ZJ26-000123-X，请核对。",
          en: "The number has too many characters; they look like ZJ26-000123-X.")
      case .letterAmongDigits(let letter):
        Text(
          zh: "申报编号的年份和序号只含数字，却有“\(letter)”，请核对（数字0不是字母O，数字1不是字母I）。",
          en: "Year and serial are digits, but there is “\(letter)”: 0 is not O, 1 is not I.")
      case .wrongCheckCharacter(let character):
        Text(
          zh: "申报编号的校验字符“\(character)”与前面不符，可能抄错一位或相邻两位写反，请逐位核对。",
          en:
            "The check character “\(character)” does not fit the rest; a character may be mistyped or two exchanged: compare one by one."
        )
      }
    }
  }
}

extension ApplicationNumber: Comparable {
  /// By letters, year, serial: the order in which they were given out.
  public static func < (left: ApplicationNumber, right: ApplicationNumber) -> Bool {
    (left.letters, left.year, left.serial) < (right.letters, right.year, right.serial)
  }
}
