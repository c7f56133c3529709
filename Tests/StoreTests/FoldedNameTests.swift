import PostgreSQL
import TestSupport
import Testing

/// Names are compared and looked up as people write them.
@Suite struct FoldedNameTests {
  @Test("one name in its forms is one; two names stay two")
  func folding() async throws {
    try await World.with { world in
      for forms in [
        ["买买提·样例", "买买提•样例", "买买提.样例", "买买提・样例", "买买提．样例", "买买提﹒样例", "买买提样例", " 买买提 · 样例 "],
        ["李四", "李  四", "李　四", "李\u{200B}四", "李\u{3164}四", "李\u{00AD}四", "李\u{E0041}四"],
        ["王䶮", "王\u{E863}", "王龑"], ["AB样", "ＡＢ样", "ab样"], ["René", "Rene\u{301}", "RENÉ"],
        ["Wang Yang", "WANG YANG", "wangyang"],
        ["马样例", "⻢样例"], ["方样", "⽅样"], ["朗样", "\u{F929}样"],
      ] {
        let folded = try await world.owner.query(
          "SELECT DISTINCT review.folded(f) FROM unnest($1::text[]) AS f", [forms])
        #expect(folded.count == 1, "\(forms)")
      }
      for (one, other) in [("李四", "李肆"), ("张三", "张三丰"), ("René", "Rene")] {
        #expect(try await world.owner.text("SELECT review.folded($1) = review.folded($2)", [one, other]) == "f")
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
