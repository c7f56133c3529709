/// Resident ID numbers (GB 11643-1999), their old form, and the residence permits that share their build:
/// 6 address, 8 birth date, 3 sequence, 1 check character.
extension NumberInspection {
  mutating func residentID() {
    guard bytes.count == 18 else {
      error(.length)
      return
    }
    guard eighteen() else { return }
    if !ResidentNumber.isProvince(bytes[0..<2]) {
      error(.address)
    } else if bytes[0] == UInt8(ascii: "8") {
      warning(.otherDocument)
    } else if standards.regions.knows(prefix: String(decoding: bytes[0..<6], as: UTF8.self)) == false {
      // Codes from before 1984 are in no list, so this never refuses anybody.
      warning(.unknownRegion)
    }
    birthAndBeyond()
    deriveSex(from: bytes[16])
  }

  mutating func residencePermit() {
    guard bytes.count == 18 else {
      error(.length)
      return
    }
    guard eighteen() else { return }
    if !["810000", "820000", "830000"].contains(where: { bytes.starts(with: $0.utf8) }) { error(.address) }
    birthAndBeyond()
    deriveSex(from: bytes[16])
  }

  /// 6 address, 6 birth, 3 sequence, no check character. Its stored form is the 18-character number.
  mutating func oldResidentID() {
    guard bytes.count == 15, bytes.allSatisfy(\.isDigit) else {
      error(.format)
      return
    }
    let body = bytes[0..<6] + Array("19".utf8) + bytes[6...]
    if !ResidentNumber.isProvince(bytes[0..<2]) { error(.address) }
    readBirth(Array(body[6..<14]))
    if bytes[12...].allSatisfy({ $0 == UInt8(ascii: "0") }) { error(.sequence) }
    deriveSex(from: bytes[14])
    if isFaultless { stored = String(decoding: body + [CheckCharacter.mod11(body)], as: UTF8.self) }
  }

  /// 17 digits and a digit or X; a lower-case x counts and is stored as X.
  private mutating func eighteen() -> Bool {
    guard bytes[0..<17].allSatisfy(\.isDigit), bytes[17].isDigit || bytes[17].uppercased == UInt8(ascii: "X") else {
      error(.charset)
      return false
    }
    stored = String(decoding: bytes.map(\.uppercased), as: UTF8.self)
    return true
  }

  /// Positions 7 to 18 of every number of this build.
  mutating func birthAndBeyond() {
    readBirth(Array(bytes[6..<14]))
    if bytes[14..<17].allSatisfy({ $0 == UInt8(ascii: "0") }) { error(.sequence) }
    if CheckCharacter.mod11(bytes[0..<17]) != bytes[17].uppercased { error(.checkCharacter) }
  }

  private mutating func readBirth(_ digits: [UInt8]) {
    guard let year = decimal(digits[0..<4]), let month = decimal(digits[4..<6]), let day = decimal(digits[6..<8]),
      let birth = Day(year: year, month: month, day: day), birth <= today
    else {
      error(.birth)
      return
    }
    birthDate = birth
    if !(16...100).contains(birth.age(on: today)) { warning(.age) }
  }

  private mutating func deriveSex(from digit: UInt8) { sex = digit.digit % 2 == 1 ? .male : .female }
}

/// What a number of this build says of its document.
public enum ResidentNumber {
  /// The kind of document (code list `id_type`) that alone has such a number, whatever of the three was named: a permit of a resident of Hong
  /// Kong, Macao (02) or Taiwan (03); else the kind that was named.
  public static func kind(named type: String, of number: String) -> String {
    guard ["01", "02", "03"].contains(type), number.utf8.count == 18 else { return type }
    return switch number.prefix(6) {
    case "810000", "820000": "02"
    case "830000": "03"
    default: type
    }
  }

  /// As a number of today was until 1999: 15 digits, without the century and the check character. Nil for what is none of today.
  public static func old(of number: String) -> String? {
    guard number.utf8.count == 18, number.dropFirst(6).hasPrefix("19") else { return nil }
    return String(number.prefix(6) + number.dropFirst(8).prefix(9))
  }

  /// Whether two digits are a province of GB/T 2260 (71, 81 to 83 included).
  static func isProvince(_ digits: some Collection<UInt8>) -> Bool {
    switch decimal(digits) ?? 0 {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
    default: false
    }
  }
}

/// A sex as an ID number tells it; raw values are those of GB/T 2261.1.
public enum Sex: String, CaseIterable, Sendable {
  case male = "1"
  case female = "2"
}
