import Domain
import Foundation
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("Terminal cells")
struct CellWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("中文", 4), ("ａ１，", 6), ("e\u{301}", 1), ("🙂", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("❤️", 2), ("…", 1),
    ("─", 1),
    ("\u{200B}", 0), ("ｱ", 1), ("㈱", 2), ("𠮷", 2), ("한", 2), ("▌", 1), ("\u{1B}", 0), ("ไทย", 3), ("①", 1), ("℃", 1),
  ])
  func width(_ text: String, _ cells: Int) { #expect(CellWidth.of(text) == cells) }

  @Test(arguments: [
    ("上城区财政局", 12, "上城区财政局"), ("上城区财政局", 11, "上城区财政…"), ("上城区财政局", 10, "上城区财…"), ("上城", 1, "…"), ("上", 2, "上"),
    ("abc", 0, ""),
    ("ab🙂cd", 4, "ab…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func cut(_ text: String, _ cells: Int, _ expected: String) {
    #expect(text.cut(toCells: cells) == expected)
    #expect(CellWidth.of(text.cut(toCells: cells)) <= cells)
  }

  @Test("wrapping keeps punctuation with what it belongs to, words whole, and never exceeds the width")
  func wrapping() {
    #expect("请补充单位证明，加盖公章。".wrapped(toCells: 14) == ["请补充单位证", "明，加盖公章。"])
    #expect("see the status now".wrapped(toCells: 8) == ["see the", "status", "now"])
    #expect("/very/long/path/without/blank".wrapped(toCells: 10) == ["/very/long", "/path/with", "out/blank"])
    #expect("a\n\nb".wrapped(toCells: 10) == ["a", "", "b"])
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("ab c中文，。（）“”🙂-1")
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "x" })
      let width = Int.random(in: 4...20, using: &random)
      let lines = text.wrapped(toCells: width)
      #expect(lines.allSatisfy { CellWidth.of($0) <= width }, "seed 7: \(text) \(width)")
      #expect(lines.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
    }
  }

  @Test("control characters of data never reach the terminal")
  func printable() {
    #expect(Printable.line("a\u{1B}[31mb\r\nc\td\u{202E}e\u{9B}f") == "a\u{FFFD}[31mb⏎c d\u{FFFD}e\u{FFFD}f")
    #expect(Printable.paragraph("a\r\nb\u{7}") == "a\nb\u{FFFD}")
    #expect(Printable.line("普通文字") == "普通文字")
  }
}

/// A list as the queue shows it.
private let queue = Table(
  columns: [
    .init("row", Text(zh: "行", en: "#"), alignment: .right, audience: .people),
    .init("number", Text(zh: "申报号", en: "NUMBER")),
    .init("applicant", Text(zh: "姓名", en: "NAME"), yields: 1, minimum: 6),
    .init("department", Text(zh: "会计管理部门", en: "DEPARTMENT"), yields: 3, minimum: 6),
    .init("state", Text(zh: "状态", en: "STATE")),
    .init("submitted_at", Text(zh: "提交", en: "SUBMITTED"), yields: 2, minimum: 11),
    .init("due_on", Text(zh: "到期", en: "DUE")),
    .init("overdue", Text(zh: "超期", en: "OVERDUE"), audience: .machines),
  ],
  rows: [
    [
      .integer(1), .text("ZJ26-000123-K"), .text("王小明"), .named("上城区财政局", code: "330102"),
      .named("待审核", code: "submitted", mark: .warning), .time(TestConsole.now.addingTimeInterval(-3600)),
      .day(Day(iso: "2026-11-20"), mark: .bad), Cell(.text("是"), machine: true),
    ],
    [
      .integer(12), .text("ZJ26-000124-3"), .text("欧阳娜娜·买买提🙂"), .named("杭州市拱墅区财政局（含西湖风景名胜区）", code: "330105"),
      .named("审核中", code: "in_review"), .time(TestConsole.now.addingTimeInterval(-86400 * 3)), .none,
      Cell(.text("否"), machine: false),
    ],
  ], summary: Text(zh: "共 2 件", en: "2 applications"))

@Suite("Tables")
struct TableRendererTests {
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test("80 cells: the column that yields most is cut")
  func eighty() {
    #expect(
      Renderer(style: style(width: 80, terminal: true)).render(.table(queue)) == """
                                              会计管理
        行  申报号         姓名               部门       状态    提交         到期
         1  ZJ26-000123-K  王小明             上城区财…  待审核  今天 15:00   2026-11-20
        12  ZJ26-000124-3  欧阳娜娜·买买提🙂  杭州市拱…  审核中  11-18 16:00

        """)
  }

  @Test(
    "a title breaks between words, never within one; what has no room for its longest word is left out",
    arguments: [80, 90])
  func titles(_ width: Int) {
    let english = style(width: width, terminal: true, language: .en)
    let head = Renderer(style: english).render(.table(queue)).split(separator: "\n").prefix { !$0.contains("ZJ26") }
    let words = Set(head.joined(separator: " ").split(separator: " ").map(String.init))
    #expect(
      words.isSubset(of: Set(queue.columns.flatMap { $0.title.en.split(separator: " ").map(String.init) })), "\(words)")
  }

  @Test("120 cells: nothing is cut that fits; every line fits", arguments: [40, 60, 80, 100, 120, 200])
  func widths(_ width: Int) {
    let text = Renderer(style: style(width: width, terminal: true)).render(.table(queue))
    for line in lines(text) { #expect(CellWidth.of(line) <= width, "\(line)") }
    if width >= 120 { #expect(text.contains("杭州市拱墅区财政局（含西湖风景名胜区）")) }
  }

  @Test("columns begin at the same cell in every row", arguments: [80, 120, 200])
  func alignment(_ width: Int) {
    let rows = lines(Renderer(style: style(width: width, terminal: true)).render(.table(queue)))
    let starts = rows.compactMap { row -> Int? in
      guard let range = row.range(of: "ZJ26") ?? row.range(of: "申报号") else { return nil }
      return CellWidth.of(String(row[..<range.lowerBound]))
    }
    #expect(starts.count == 3)
    #expect(Set(starts) == [4])
  }

  @Test("a row too wide for 40 cells becomes a card")
  func forty() {
    #expect(
      Renderer(style: style(width: 40, terminal: true)).render(.table(queue)) == """
        行            1
        申报号        ZJ26-000123-K
        姓名          王小明
        会计管理部门  上城区财政局
        状态          待审核
        提交          2026-11-21 15:00（1 小时
                      前）
        到期          2026-11-20

        行            12
        申报号        ZJ26-000124-3
        姓名          欧阳娜娜·买买提🙂
        会计管理部门  杭州市拱墅区财政局（含西湖
                      风景名胜区）
        状态          审核中
        提交          2026-11-18 16:00（3 天前）
        到期          –

        """)
  }

  @Test("--full cuts nothing: what does not fit becomes a card")
  func full() {
    let text = Renderer(style: style(width: 80, terminal: true, full: true)).render(.table(queue))
    #expect(!text.contains("…"))
    #expect(text.contains("会计管理部门  杭州市拱墅区财政局（含西湖风景名胜区）"))
  }

  @Test("a pipe: nothing cut, times absolute, no colour")
  func pipe() {
    #expect(
      Renderer(style: style()).render(.table(queue)) == """
        行  申报号         姓名               会计管理部门                            状态    提交                       到期
         1  ZJ26-000123-K  王小明             上城区财政局                            待审核  2026-11-21T15:00:00+08:00  2026-11-20
        12  ZJ26-000124-3  欧阳娜娜·买买提🙂  杭州市拱墅区财政局（含西湖风景名胜区）  审核中  2026-11-18T16:00:00+08:00

        """)
  }

  @Test("colour marks the value, not its padding")
  func colour() {
    let text = Renderer(style: style(width: 120, terminal: true, colour: true)).render(.table(queue))
    #expect(text.contains("\u{1B}[33m待审核\u{1B}[0m  "))
    #expect(text.contains("\u{1B}[31;1m2026-11-20\u{1B}[0m"))
  }

  @Test("a chart's bars are in proportion")
  func chart() {
    let chart = BarChart(
      title: Text(zh: "退回原因", en: "Reasons"),
      bars: [.init("照片不清", 40), .init("缺公章", 20), .init("其他", 1)])
    let output = CommandOutput(blocks: [.chart(chart)], json: chart.table.json)
    #expect(
      Renderer(style: style(width: 60, terminal: true)).render(output) == """
        退回原因
        照片不清  40  ████████████████████
        缺公章    20  ██████████
        其他       1  ▌

        """)
    #expect(Renderer(style: style(.csv)).render(output) == "label,amount\r\n照片不清,40\r\n缺公章,20\r\n其他,1\r\n")
    #expect(!Renderer(style: style(width: 60, plain: true)).render(output).contains("█"))
  }
}

@Suite("What a terminal would obey, and what is copied from it")
struct UnbrokenTests {
  private let text = "a\u{1B}]0;x\u{7}\u{202E}b"

  @Test("CSV and TSV on a terminal show what a file keeps", arguments: [OutputFormat.csv, .tsv])
  func steering(_ format: OutputFormat) {
    let table = CommandOutput.table(Table(columns: [.init("a", Text(zh: "甲", en: "A"))], rows: [[.text(text)]]))
    #expect(Renderer(style: style(format)).render(table).contains(text))
    let shown = Renderer(style: style(format, terminal: true)).render(table)
    #expect(!shown.contains("\u{1B}") && !shown.contains("\u{7}") && !shown.unicodeScalars.contains("\u{202E}"))
  }

  @Test("a path stays in one piece where rows become cards; nothing stands for one that is not there")
  func paths() {
    let path = "/var/lib/" + String(repeating: "f", count: 90) + ".jpg"
    let columns: [Table.Column] = [
      .init("name", Text(zh: "材料", en: "FILE")), .init("path", Text(zh: "路径", en: "PATH"), isWhole: true),
    ]
    let table = CommandOutput.table(
      Table(columns: columns, rows: [[.text("照片"), .text(path)], [.text("证书"), .none]]))
    let lines = Renderer(style: style(width: 40, terminal: true)).render(table).split(separator: "\n")
    #expect(lines.contains { $0.hasSuffix(path) })
    #expect(lines.last?.hasSuffix("–") == true)
  }
}

@Suite("Series as lines of blocks")
struct SparklineTests {
  @Test("from nothing to the most, and what is little is not nothing")
  func heights() {
    #expect(Sparkline.drawn([0, 1, 2, 3, 4, 5, 6, 7], cells: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.drawn([0, 1, 1000], cells: 8) == "▁▂█")
    #expect(Sparkline.drawn([0, 0], cells: 8) == "▁▁")
    #expect(Sparkline.drawn([-1, .nan, .infinity, 3], cells: 8) == "▁▁▁█")
    #expect(Sparkline.drawn([], cells: 8) == "")
  }

  @Test("where there are more values than cells, neighbours share one")
  func merged() {
    #expect(Sparkline.drawn([0, 0, 7, 7, 3, 4], cells: 3) == "▁█▅")
    for cells in 1...70 { #expect(Sparkline.drawn((0..<62).map(Double.init), cells: cells).count == min(cells, 62)) }
    #expect(Sparkline.drawn([1, 2], cells: 0) == "")
  }

  @Test("a table narrows them, leaves them out where nothing is drawn, and gives programs nothing of them")
  func inTable() {
    let table = Table(
      columns: [
        .init("series", Text(zh: "系列", en: "series")),
        .init("spark", Text(zh: "", en: ""), audience: .people, yields: 1, minimum: 5),
      ], rows: [[.text("收件"), Cell(.spark((0..<40).map(Double.init)))]])
    #expect(Renderer(style: style(width: 16, terminal: true)).render(.table(table)).contains("收件  ▂▂▃▄▄▅▆▇▇█"))
    #expect(!Renderer(style: style(width: 16, plain: true)).render(.table(table)).contains("█"))
    #expect(Renderer(style: style(.csv)).render(.table(table)) == "series\r\n收件\r\n")
  }
}

@Suite("Formats for programs")
struct MachineFormatTests {
  @Test func json() {
    #expect(
      Renderer(style: style(.json)).render(.table(queue)) == """
        [
        {"number":"ZJ26-000123-K","applicant":"王小明","department":"330102","state":"submitted","submitted_at":"2026-11-21T07:00:00Z","due_on":"2026-11-20","overdue":true},
        {"number":"ZJ26-000124-3","applicant":"欧阳娜娜·买买提🙂","department":"330105","state":"in_review","submitted_at":"2026-11-18T08:00:00Z","due_on":null,"overdue":false}
        ]

        """)
    var empty = queue
    empty.rows = []
    #expect(Renderer(style: style(.json)).render(.table(empty)) == "[]\n")
    #expect(Renderer(style: style(.json)).talk(.table(empty)) == "")
    #expect(Renderer(style: style()).render(.table(empty)) == "")
    #expect(Renderer(style: style()).talk(.table(empty)) == "没有内容。\n")
  }

  @Test(
    "CSV: quotes, line ends, formulas",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
      ("=1+1", "'=1+1"), ("+86 138", "'+86 138"), ("-5", "-5"), ("-5.25", "-5.25"), ("-5+3", "'-5+3"), ("@x", "'@x"),
      ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("＝x", "'＝x"),
      ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""), ("-", "'-"), ("1.2.3", "1.2.3"),
    ])
  func csv(_ value: String, _ expected: String) {
    let table = Table(columns: [.init("a", Text(zh: "", en: ""))], rows: [[.text(value)]])
    #expect(Renderer(style: style(.csv)).render(.table(table)) == "a\r\n\(expected)\r\n")
  }

  @Test func numbers() {
    let table = Table(
      columns: [.init("a", Text(zh: "", en: "")), .init("b", Text(zh: "", en: "")), .init("c", Text(zh: "", en: ""))],
      rows: [[.integer(-1234), Cell(.number(1234.5, digits: 1)), Cell(.share(0.125))]])
    #expect(Renderer(style: style(.csv)).render(.table(table)) == "a,b,c\r\n-1234,1234.5,0.125\r\n")
    #expect(Renderer(style: style(width: 40, terminal: true)).render(.table(table)).contains("-1,234  1,234.5  12.5%"))
  }

  @Test func tsv() {
    let table = Table(
      columns: [.init("a", Text(zh: "", en: "")), .init("b", Text(zh: "", en: ""))],
      rows: [[.text("x\ty\r\nz"), .text("=1")]])
    #expect(Renderer(style: style(.tsv)).render(.table(table)) == "a\tb\nx y z\t'=1\n")
  }

  @Test func cards() {
    let card = Card(key: "identity", fields: [.init("identity.name", Text(zh: "姓名", en: "Name"), .text("王小明"))])
    #expect(
      Renderer(style: style(.csv)).render(.card(card))
        == "section,field,label,value\r\nidentity,identity.name,姓名,王小明\r\n")
    #expect(Renderer(style: style(.json)).render(.card(card)) == "{\"identity.name\":\"王小明\"}\n")
  }
}

@Suite("Times")
struct TimestampTests {
  @Test(
    arguments: [
      (-30.0, "今天 15:59", "2026-11-21 15:59（刚刚）"), (-300, "今天 15:55", "2026-11-21 15:55（5 分钟前）"),
      (-86400, "昨天 16:00", "2026-11-20 16:00（昨天）"), (-86400 * 13, "11-08 16:00", "2026-11-08 16:00（13 天前）"),
      (-86400 * 400, "2025-10-17", "2025-10-17 16:00（400 天前）"), (3600.0, "今天 17:00", "2026-11-21 17:00（1 小时后）"),
      (86400, "2026-11-22", "2026-11-22 16:00（明天）"),
    ] as [(Double, String, String)])
  func relative(_ seconds: Double, _ short: String, _ long: String) {
    let date = TestConsole.now.addingTimeInterval(seconds)
    #expect(Timestamp.short(date, now: TestConsole.now, in: Timestamp.china, .zh) == short)
    #expect(Timestamp.long(date, now: TestConsole.now, in: Timestamp.china, .zh) == long)
  }

  @Test func iso() {
    #expect(Timestamp.iso(TestConsole.now) == "2026-11-21T08:00:00Z")
    #expect(Timestamp.isoLocal(TestConsole.now, in: Timestamp.china) == "2026-11-21T16:00:00+08:00")
    #expect(Timestamp.parse("2026-11-21T16:00:00.5+08:00") == TestConsole.now.addingTimeInterval(0.5))
    #expect(Timestamp.parse("gestern") == nil)
  }
}
