import Crypto
import Domain
import Foundation

/// A typed password of an older system, as it is compared with what is known of a person.
struct OldPassword {
  /// What of it may be a name, a number or a piece of one: letters and digits alone, small, forwards and backwards; the letters; six digits in
  /// a row and more, whatever stands beside them; fewer where hardly anything does.
  let guesses: Set<String>

  init(_ password: String) {
    let scalars = password.precomposedStringWithCompatibilityMapping.unicodeScalars.filter { !Self.isBetween($0) }
    let core = String(String.UnicodeScalarView(scalars)).lowercased()
    let digits = Array(core.filter { "0"..."9" ~= $0 })
    let letters = core.filter { !("0"..."9" ~= $0) }
    var guesses = [core]
    if letters.count >= 2 { guesses.append(letters) }
    if digits.count >= 4, letters.count <= 2 { guesses.append(String(digits)) }
    for start in digits.indices.prefix(24) {
      for end in stride(from: start + 6, through: min(digits.count, start + 20), by: 1) {
        guesses.append(String(digits[start..<end]))
      }
    }
    self.guesses = Set(guesses.flatMap { [$0, String($0.reversed())] }.filter { $0.count >= 2 })
  }

  /// - Parameter words: as `IntakeStore.words(of:nonce:)` answers them.
  func isMade(of words: Set<String>, nonce: [UInt8]) -> Bool {
    guesses.contains { words.contains(Array(SHA256.hash(data: nonce + Array($0.utf8))).hexadecimal) }
  }

  /// What stands between letters and digits: blanks, marks, dots of names; as `review.account_words` leaves them out.
  private static func isBetween(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x01...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0x30FB, 0xFE00...0xFE6F:
      true
    default: false
    }
  }
}
