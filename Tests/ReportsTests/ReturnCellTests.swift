import Domain
import TestSupport
import Testing

@testable import Reports

@Suite("A return in one cell of the ledger")
struct ReturnCellTests {
  private let words = ReturnWords(.bundled, provinces: ["zhejiang"])

  @Test("in Chinese as it is stored, in English with the catalogue's words")
  func languages() {
    let stored =
      #"{"note":"请补","reasons":[{"code":"P01","id":"photo","target":"证件照","text":"照片不清","remark":"第二张"},{"code":"T01","id":null,"target":null,"text":"其他","remark":null}]}"#
    #expect(words.cell(stored, .zh) == "证件照：照片不清：第二张；其他。附言：请补")
    let (photo, reason) = (words.label("photo")?.en ?? "", Standards.bundled.reason("P01")?.text.en ?? "")
    #expect(words.cell(stored, .en) == "\(photo): \(reason): 第二张; 其他 (T01). Note: 请补")
    #expect(words.cell("no JSON", .en) == "no JSON")
  }
}
