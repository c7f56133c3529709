import Crypto
import Domain
import Foundation

/// A typed password of an older system, as it is compared with what is known of a person.
struct OldPassword {
  /// What of it may be a name, a number or a piece of one: letters and digits alone, small, forwards and backwards; the digits, where hardly
  /// anything stands beside them; the letters.
  let guesses: Set<String>

  init(_ password: String) {
    let core = String(
      String.UnicodeScalarView(
        password.precomposedStringWithCompatibilityMapping.unicodeScalars.filter { scalar in
          scalar.value >= 0x80 || ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("a"..."z").contains(scalar)
        })
    ).lowercased()
    let digits = core.filter { "0"..."9" ~= $0 }
    let letters = core.filter { !("0"..."9" ~= $0) }
    var guesses = [core]
    if digits.count >= 4, letters.count <= 2 { guesses.append(digits) }
    if letters.count >= 2 { guesses.append(letters) }
    self.guesses = Set(guesses.flatMap { [$0, String($0.reversed())] }.filter { $0.count >= 2 })
  }

  /// - Parameter words: as `IntakeStore.words(of:nonce:)` answers them.
  func isMade(of words: Set<String>, nonce: [UInt8]) -> Bool {
    guesses.contains { words.contains(Array(SHA256.hash(data: nonce + Array($0.utf8))).hexadecimal) }
  }
}
