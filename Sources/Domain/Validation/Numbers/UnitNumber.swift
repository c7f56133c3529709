/// Credit codes (GB 32100-2015) and organisation codes (GB 11714-1997).
extension NumberInspection {
  /// 1 registering department, 1 category, 6 region of the registering office, 9 organisation code, 1 check character.
  mutating func creditCode() {
    // Numbers of business licences from before 2015: another kind of number that a unit may have.
    if kind == .unitCode, bytes.count == 15, bytes.allSatisfy(\.isDigit) {
      warning(.length, as: .unitCode)
      return
    }
    guard bytes.count == 18 else {
      error(.length, as: kind == .unitCode ? .unitCode : .creditCode)
      return
    }
    guard bytes.allSatisfy({ CheckCharacter.creditAlphabet.contains($0) }), bytes[2..<8].allSatisfy(\.isDigit) else {
      error(.charset, as: .creditCode)
      return
    }
    if CheckCharacter.mod31(bytes[0..<17]) != bytes[17] {
      if UnitNumber.hasOddCheck(bytes) {
        warning(.oddCheck, as: .creditCode)
      } else {
        error(.checkCharacter, as: .creditCode)
      }
    }
    if !UnitNumber.isRegistration(bytes[0], bytes[1]) { warning(.registration, as: .creditCode) }
    let region = String(decoding: bytes[2..<8], as: UTF8.self)
    let isKnown =
      region == "100000"
      || ResidentNumber.isProvince(bytes[2..<4]) && standards.regions.knows(prefix: region) != false
    if !isKnown { warning(.unknownRegion, as: .creditCode) }
    // Nearly all codes hold a right organisation code, but not every one: a hint, not a fault.
    if CheckCharacter.organisation(bytes[8..<16]) != bytes[16] { warning(.bodyCheck, as: .creditCode) }
  }

  /// 8 characters and a check character, people write a hyphen between them.
  mutating func organisationCode() {
    var plain = bytes
    if plain.count > 1, plain[plain.count - 2] == UInt8(ascii: "-") { plain.remove(at: plain.count - 2) }
    guard plain.count == 9 else {
      error(.length, as: .organisationCode)
      return
    }
    guard plain[0..<8].allSatisfy({ $0.isDigit || $0.isUpper }),
      plain[8].isDigit || plain[8] == UInt8(ascii: "X")
    else {
      error(.charset, as: .organisationCode)
      return
    }
    stored = String(decoding: plain, as: UTF8.self)
    if CheckCharacter.organisation(plain[0..<8]) != plain[8] { error(.checkCharacter, as: .organisationCode) }
    if plain.starts(with: "PDY".utf8), plain[3..<8].allSatisfy(\.isDigit), stored?.hasPrefix("PDY00000") == false {
      error(.selfDefined, as: .organisationCode)
    }
  }
}

enum UnitNumber {
  /// Codes that 厦门市 gave out in 2015 and 2016 (organisation codes M000…) are in the public registers with another check character.
  static func hasOddCheck(_ bytes: [UInt8]) -> Bool {
    bytes[2..<6].elementsEqual("3502".utf8) && bytes[8..<12].elementsEqual("M000".utf8)
  }

  /// Registering departments of GB 32100 with their categories; where those are not listed, any will do.
  static func isRegistration(_ department: UInt8, _ category: UInt8) -> Bool {
    switch department {
    case UInt8(ascii: "1"), UInt8(ascii: "5"), UInt8(ascii: "9"):
      (UInt8(ascii: "1")...UInt8(ascii: "3")).contains(category) || category == UInt8(ascii: "9")
    case UInt8(ascii: "2")...UInt8(ascii: "8"), UInt8(ascii: "A"), UInt8(ascii: "N"), UInt8(ascii: "Y"): true
    default: false
    }
  }
}
