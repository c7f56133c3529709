import Domain
import TestSupport
import Testing

@Suite struct ApplicationNumberTests {
  @Test func checkCharacterIsThatOfISO7064() {
    #expect(ApplicationNumber(letters: "ZJ", year: 2026, serial: 123)?.description == "ZJ26-000123-X")
    #expect(
      ApplicationNumber(letters: "SX", year: 7, serial: 1_234_567)?.description.hasPrefix("SX07-1234567-") == true)
    for (letters, year, serial) in [
      ("zj", 26, 1), ("Z", 26, 1), ("ZJJ", 26, 1), ("ＺＪ", 26, 1), ("ZJ", -1, 1), ("ZJ", 26, -1),
    ] {
      #expect(ApplicationNumber(letters: letters, year: year, serial: serial) == nil)
    }
  }

  @Test(arguments: [
    "ZJ26-000123-X", "zj26-000123-x", "ZJ26000123X", "ＺＪ２６－０００１２３－Ｘ", " zj 26 000123 x ", "ZJ26—000123—X",
    "z-j-2-6-0-0-0-1-2-3-x",
    "\u{FEFF}ZJ26-000123-X\n",
  ])
  func acceptsEveryHand(text: String) throws {
    let number = try ApplicationNumber(parsing: text, knownLetters: ["ZJ", "JS"])
    #expect(number.description == "ZJ26-000123-X")
    #expect((number.letters, number.year, number.serial, number.check) == ("ZJ", 26, 123, "X"))
  }

  @Test(arguments: [
    ("", ApplicationNumber.Problem.empty), (" - ", .empty), ("ZJ26-000123", .tooShort(characters: 10)),
    ("ZJ26-000123-K", .wrongCheckCharacter("K")), ("ZJ26-000132-X", .wrongCheckCharacter("X")),
    ("ZJ26-0001230-X", .tooLong(characters: 12)),
    ("QQ26-000123-X", .unknownLetters("QQ", known: ["JS", "SX", "ZJ"])), ("26-000123-X", .noLetters), ("Z", .noLetters),
    ("Z126-000123-X", .noLetters), ("ZJ", .tooShort(characters: 2)), ("ZJ26-00O123-X", .letterAmongDigits("O")),
    ("ZJ26_000123_X", .unknownCharacter("_")), ("浙26-000123-X", .unknownCharacter("浙")),
    ("ZJ26-00012३-X", .unknownCharacter("३")),
    ("ZJ26-1234567890123-X", .tooLong(characters: 18)),
  ])
  func saysWhatIsWrong(text: String, problem: ApplicationNumber.Problem) {
    #expect(throws: problem) { try ApplicationNumber(parsing: text, knownLetters: ["ZJ", "JS", "SX"]) }
    #expect(problem.text.zh.hasSuffix("。") && !problem.text.en.isEmpty && !problem.code.isEmpty)
  }

  @Test func everySingleWrongCharacterIsFound() throws {
    let body = Array("ZJ26000123X".utf8)
    var exchanges = (found: 0, all: 0)
    for place in body.indices {
      for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8 where other != body[place] {
        var damaged = body
        damaged[place] = other
        #expect(throws: ApplicationNumber.Problem.self) {
          try ApplicationNumber(parsing: String(decoding: damaged, as: UTF8.self))
        }
      }
      guard place > 0, body[place] != body[place - 1] else { continue }
      var damaged = body
      damaged.swapAt(place, place - 1)
      exchanges.all += 1
      if ApplicationNumber(String(decoding: damaged, as: UTF8.self)) == nil { exchanges.found += 1 }
    }
    #expect(exchanges.found == exchanges.all)
  }

  @Test func writesWhatItReads() throws {
    var generator = SeededGenerator(for: "writesWhatItReads")
    for _ in 0..<2_000 {
      let serial = Int.random(in: 0...(Bool.random(using: &generator) ? 999_999 : 999_999_999_999), using: &generator)
      let letters = String((0..<2).map { _ in "ABCDEFGHIJKLMNOPQRSTUVWXYZ".randomElement(using: &generator) ?? "A" })
      let number = try #require(
        ApplicationNumber(letters: letters, year: Int.random(in: 0...99, using: &generator), serial: serial))
      #expect(try ApplicationNumber(parsing: number.description) == number)
      #expect(number.serial == serial)
    }
  }

  @Test func rubbishIsRefused() {
    var generator = SeededGenerator(for: "rubbishIsRefused")
    for text in Rubbish.texts { #expect(ApplicationNumber(text) == nil) }
    for _ in 0..<20_000 {
      let text = Rubbish.text(using: &generator)
      if let number = ApplicationNumber(text) { #expect(ApplicationNumber(number.description) == number) }
    }
  }
}
