import Domain
import Testing

@testable import Spreadsheet

@Suite struct TextWidthTests {
  @Test("every character there is has a width, in every font")
  func everyCharacter() {
    for font in [CellStyle.Font.song, .hei, .arial] {
      for value in UInt32(0)...0x10FFFF {
        // Beyond the first planes one in 251 is asked.
        guard value < 0x3400 || value % 251 == 0, let scalar = Unicode.Scalar(value) else { continue }
        let width = TextWidth.pixels(String(Character(scalar)), font, bold: value % 2 == 0)
        #expect(width.isFinite && width >= 0 && width < 40, "U+\(String(value, radix: 16))")
      }
    }
  }
}
