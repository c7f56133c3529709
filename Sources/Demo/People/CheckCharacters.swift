/// The check characters that the generated numbers end with; `Domain` judges them.
enum CheckCharacters {
  /// GB 11643 over 17 digits.
  static func resident(_ body: String) -> String {
    var product = 0
    for byte in body.utf8 { product = (product + Int(byte) - 48) * 2 % 11 }
    return String(Array("10X98765432")[product])
  }

  /// GB 11714 over 8 characters.
  static func organisation(_ body: String) -> String {
    let sum = zip(body.utf8, [3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + value($1.0) * $1.1 }
    return String(Array("0X987654321")[sum % 11])
  }

  /// GB 32100 over 17 characters of its alphabet.
  static func credit(_ body: String) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    var weight = 1
    var sum = 0
    for byte in body.utf8 {
      sum += (alphabet.firstIndex(of: byte) ?? 0) * weight
      weight = weight * 3 % 31
    }
    return String(decoding: [alphabet[(31 - sum % 31) % 31]], as: UTF8.self)
  }

  private static func value(_ byte: UInt8) -> Int { byte < 58 ? Int(byte) - 48 : Int(byte) - 55 }
}
