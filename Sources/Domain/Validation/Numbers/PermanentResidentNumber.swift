/// Cards for foreign permanent residents.
extension NumberInspection {
  /// Since 2023-12-01: 9, province of application, ISO 3166-1 numeric nationality, birth date, sequence, check
  /// character (rule of the National Immigration Administration, 2023-10). It does not say that the number tells the sex.
  mutating func newPermanentResident() {
    guard bytes.count == 18 else {
      error(.length)
      return
    }
    guard bytes[0..<17].allSatisfy(\.isDigit), bytes[17].isDigit || bytes[17].uppercased == UInt8(ascii: "X") else {
      error(.charset)
      return
    }
    stored = String(decoding: bytes.map(\.uppercased), as: UTF8.self)
    if bytes[0] != UInt8(ascii: "9") { error(.format) }
    if !ResidentNumber.isProvince(bytes[1..<3]) { error(.address) }
    if standards.codeLists["iso3166"]?.contains(String(decoding: bytes[3..<6], as: UTF8.self)) != true {
      error(.nationality)
    }
    birthAndBeyond()
  }

  /// Before: three letters of the nationality and 12 digits. No published rule says more.
  mutating func oldPermanentResident() {
    guard bytes.count == 15, bytes[0..<3].allSatisfy(\.isUpper), bytes[3...].allSatisfy(\.isDigit) else {
      error(.format)
      return
    }
    if CheckCharacter.mod10(bytes[0..<14]) != bytes[14] { warning(.checkCharacter) }
    if !standards.nationalities.contains(String(decoding: bytes[0..<3], as: UTF8.self)) {
      warning(.nationality)
    }
  }
}
