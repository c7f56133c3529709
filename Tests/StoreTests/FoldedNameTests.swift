import Domain
import PostgreSQL
import TestSupport
import Testing

/// Names are compared and looked up as people write them.
@Suite struct FoldedNameTests {
  @Test("one name in its forms is one; two names stay two")
  func folding() async throws {
    try await World.with { world in
      for forms in [
        [
          "买买提·样例", "买买提•样例", "买买提.样例", "买买提・样例", "买买提．样例", "买买提﹒样例", "买买提样例", " 买买提 · 样例 ",
          "买买提˙样例", "买买提-样例", "买买提●样例", "买买提—样例",
        ],
        ["样〇例", "样○例", "样◯例"], ["O'Brien", "O’Brien", "O´Brien", "OBrien"],
        ["朗", "朗\u{FE00}", "朗\u{E0100}", "\u{2800}朗\u{FFFC}"],
        ["李四", "李  四", "李　四", "李\u{200B}四", "李\u{3164}四", "李\u{00AD}四", "李\u{E0041}四"],
        ["王䶮", "王\u{E863}", "王龑"], ["AB样", "ＡＢ样", "ab样"], ["René", "Rene\u{301}", "RENÉ", "Rene\u{200D}\u{301}"],
        ["Wang Yang", "WANG YANG", "wangyang"],
        ["马样例", "⻢样例"], ["方样", "⽅样"], ["朗样", "\u{F929}样"],
      ] {
        let folded = try await world.owner.query(
          "SELECT DISTINCT review.folded(f) FROM unnest($1::text[]) AS f", [forms])
        #expect(folded.count == 1, "\(forms)")
      }
      for (one, other) in [("李四", "李肆"), ("张三", "张三丰"), ("René", "Rene"), ("样〇例", "样0例")] {
        #expect(try await world.owner.text("SELECT review.folded($1) = review.folded($2)", [one, other]) == "f")
      }
    }
  }

  @Test("one phone in its forms is one, by the same rule as intake tidies it")
  func phones() async throws {
    let today = try #require(Day(iso: "2026-11-21"))
    try await World.with { world in
      for forms in [
        [
          "16900001000", "169 0000 1000", "169-0000-1000", "+8616900001000", "+86 169 0000 1000", "0086 16900001000",
          "8616900001000", "(+86)16900001000", "\u{202D}169 0000 1000\u{202C}", "１６９００００１０００", "169—0000—1000",
          "169\u{A0}0000\u{2009}1000",
        ],
        [
          "0571-88808880", "(0571)88808880", "（0571）8880 8880", "0571 8880 8880", "057188808880", "+86-571-88808880",
          "+86 (0)571 88808880", "0086-571-88808880", "0571/88808880", "0571－8880－8880",
        ],
        [
          "0571-88808880-801", "0571-88808880转801", "（0571）88808880 转 801", "0571-88808880#801",
          "057188808880 ext. 801",
        ],
      ] {
        let folded = try await world.owner.query(
          "SELECT DISTINCT review.folded_phone(f) AS f FROM unnest($1::text[]) AS f", [forms])
        #expect(folded.count == 1, "\(forms)")
        let tidied = forms.map {
          Numbers.check($0, as: .phone, today: today, by: Catalogue.bundled.standards).normalised
        }
        let stored = try await world.owner.query(
          "SELECT DISTINCT review.folded_phone(f) AS f FROM unnest($1::text[]) AS f", [tidied])
        #expect(stored.count == 1 && stored.first?.text == folded.first?.text, "\(tidied)")
      }
      for rubbish in ["", "无", "NULL", "—"] {
        #expect(try await world.owner.text("SELECT review.folded_phone($1)", [rubbish]) == nil)
      }
    }
  }

  @Test("a caller's spelling finds the person")
  func lookup() async throws {
    try await World.with { world in
      for (n, name) in ["买买提·样例", "ＡＢＤＵＬ样例", "⽅样例", "李　四样"].enumerated() {
        try await world.submit(World.document(n + 1).replacing("\"name\": \"测试甲\"", with: "\"name\": \"\(name)\""))
      }
      try await world.with(.helpdesk) { helpdesk in
        for text in ["买买提•样例", "买买提样例", "abdul样例", "方样例", "李四样", "⽅样例"] {
          let rows = try await helpdesk.lookUp(text)
          #expect(rows.count == 1, "\(text)")
        }
      }
    }
  }
}

extension Row {
  fileprivate var text: String? { try? decode(0, as: String.self) }
}
