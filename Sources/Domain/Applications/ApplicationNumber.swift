/// The number of an application (申报编号): `ZJ26-000123-X`.
///
/// Two letters of the province, the year's last two digits, a serial number of six digits (more once the year outgrows
/// them), and the check character of ISO 7064 MOD 37,36 over all of them, which finds every single wrong character
/// and nearly every exchange of neighbours.
public struct ApplicationNumber: Hashable, Sendable {
  /// Two capitals, as `ZJ`.
  public let letters: String
  /// The year without its century, 0…99.
  public let year: Int
  /// Counts from 1 in each year.
  public let serial: Int
  /// A digit or capital.
  public let check: Character

  /// A number that is given out now; nil when `letters` are not two ASCII capitals, or year or serial cannot be written.
  public init?(letters: String, year: Int, serial: Int) {
    guard letters.utf8.count == 2, letters.utf8.allSatisfy(\.isUpper), year >= 0,
      (0...ApplicationNumber.largestSerial).contains(serial)
    else { return nil }
    self.init(checkedLetters: letters, year: year % 100, serial: serial)
  }

  /// Reads what somebody typed: lower case, full-width characters, spaces and missing hyphens are fine.
  /// - Parameter knownLetters: the letter pairs in use; others are refused. nil lets any pair through.
  public init(parsing text: String, knownLetters: Set<String>? = nil) throws(Problem) {
    guard text.utf8.count <= 256 else { throw .tooLong(characters: text.unicodeScalars.count) }
    let plain = InputText.withPlainHyphens(InputText.folded(text)).uppercased()
    var bytes: [UInt8] = []
    for scalar in plain.unicodeScalars where scalar != "-" {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      guard scalar.isASCII, byte.isDigit || byte.isUpper else { throw .unknownCharacter(Character(scalar)) }
      bytes.append(byte)
    }
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count >= 2, bytes[0].isUpper, bytes[1].isUpper else { throw .noLetters }
    let letters = String(decoding: bytes[0..<2], as: UTF8.self)
    if let knownLetters, !knownLetters.contains(letters) {
      throw .unknownLetters(letters, known: knownLetters.sorted())
    }
    guard bytes.count >= 11 else { throw .tooShort(characters: bytes.count) }
    guard bytes.count <= 17 else { throw .tooLong(characters: bytes.count) }
    if let letter = bytes[2..<(bytes.count - 1)].first(where: { !$0.isDigit }) {
      throw .letterAmongDigits(Character(Unicode.Scalar(letter)))
    }
    guard let year = decimal(bytes[2..<4]), let serial = decimal(bytes[4..<(bytes.count - 1)]) else { throw .empty }
    // Seven digits that begin with 0 are six digits with one too many: there is one way to write a number.
    guard bytes.count == 11 || bytes[4] != UInt8(ascii: "0") else { throw .tooLong(characters: bytes.count) }
    guard CheckCharacter.mod37(bytes.dropLast()) == bytes[bytes.count - 1] else {
      throw .wrongCheckCharacter(Character(Unicode.Scalar(bytes[bytes.count - 1])))
    }
    self.init(checkedLetters: letters, year: year, serial: serial)
  }

  private static let largestSerial = 999_999_999_999

  private init(checkedLetters: String, year: Int, serial: Int) {
    letters = checkedLetters
    self.year = year
    self.serial = serial
    let body = letters + ApplicationNumber.padded(year, to: 2) + ApplicationNumber.padded(serial, to: 6)
    check = Character(Unicode.Scalar(CheckCharacter.mod37(body.utf8)))
  }

  private static func padded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension ApplicationNumber: CustomStringConvertible, LosslessStringConvertible {
  /// The canonical form, `ZJ26-000123-X`.
  public var description: String {
    "\(letters)\(ApplicationNumber.padded(year, to: 2))-\(ApplicationNumber.padded(serial, to: 6))-\(check)"
  }

  /// As `init(parsing:)`; nil in place of an error.
  public init?(_ description: String) {
    guard let number = try? ApplicationNumber(parsing: description) else { return nil }
    self = number
  }
}
