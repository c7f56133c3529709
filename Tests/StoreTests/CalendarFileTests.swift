import Domain
import Foundation
import Store
import Testing

/// Files of a year's notice: what is read, and what is refused whole, by the line.
@Suite struct CalendarFileTests {
  /// A notice for 2027 as one may be; nobody knows it yet.
  static let year2027 = """
    日期,类型,名称
    2027年1月1日,放假,元旦
    2027/2/5,放假,春节
    2027-02-08,holiday,春节
    2027.2.9,休息,春节
    20270210,放假,春节
    2027-2-20,补班,春节
    2027-04-05,放假,清明节
    2027-05-03,放假,劳动节
    2027-06-09,放假,端午节
    2027-09-15,放假,中秋节
    2027-10-01,放假,国庆节
    2027-10-04,放假,国庆节
    2027-10-09,调休上班,国庆节

    """

  static func read(_ text: String, today: String = "2026-11-29") throws -> CalendarFile {
    let file = try ArchiveFile(text)
    defer { file.remove() }
    return try CalendarFile(path: file.path, today: try #require(Day(iso: today)))
  }

  static func codes(_ file: CalendarFile) -> [String] {
    file.problems.flatMap { line, problems in problems.map { "\(line): \($0.code)" } }
  }

  @Test("dates and kinds as people write them, in either language")
  func right() throws {
    let file = try Self.read(Self.year2027)
    #expect(file.isRight && file.year == 2027 && Self.codes(file) == [])
    #expect(try Self.read(Self.year2027.replacing("日期,类型,名称", with: "Date,KIND,Name")).isRight)
    #expect(try Self.read(Self.year2027.replacing("\n", with: "\r\n")).isRight)
    // New Year's days off may begin in December, and what is off on a weekend may be named.
    #expect(try Self.read(Self.year2027 + "2026-12-31,放假,元旦\n2027-01-02,放假,元旦\n").isRight)
  }

  @Test(
    "a wrong line is named, and the file is refused whole",
    arguments: [
      ("2027-02-29,放假,x", ["15: format"]), ("27-2-9,放假,x", ["15: format"]), ("2027-03-01,调休,x", ["15: unknown_kind"]),
      (",,x", ["15: format", "15: unknown_kind"]), ("2027-03-01,放假", ["15: column_count"]),
      ("2027-03-01,\"放假,x", ["15: unclosed_quote"]), ("2027-03-01,放假,\u{7}", ["15: control_character"]),
      ("2017-03-01,放假,x", ["15: other_year"]), ("2026-11-30,放假,x", ["15: other_year"]),
      ("2028-01-01,放假,x", ["15: other_year"]), ("2027-02-08,补班,x", ["15: contradiction"]),
    ])
  func wrong(_ line: String, _ codes: [String]) throws {
    let file = try Self.read(Self.year2027 + line + "\n")
    #expect(!file.isRight && Self.codes(file) == codes)
    #expect(file.problems.allSatisfy { $0.problems.allSatisfy { !$0.text.zh.isEmpty && !$0.text.en.isEmpty } })
  }

  @Test("a day that stands twice alike, work on a Wednesday and a year that is over are asked about and go in")
  func strange() throws {
    let file = try Self.read(Self.year2027 + "2027-02-08,放假,春节\n2027-03-03,补班,x\n")
    #expect(file.isRight && Self.codes(file) == ["15: repeated", "16: work_on_weekday"])
    let late = try Self.read(Self.year2027, today: "2028-01-01")
    #expect(late.isRight && Self.codes(late) == ["1: past_year"])
  }

  @Test(
    "what is no calendar of a year is refused",
    arguments: [
      ("日期,类型\n", "1: no_days"), ("日期,类型\n2027-02-20,补班\n2027-10-09,补班\n", "1: no_holiday"),
      ("日期,类型\n2027-01-01,放假\n", "1: incomplete"), (year2027.replacing("2027", with: "2072"), "1: year_to_come"),
      (String(year2027.prefix { $0 != "清" }), "1: incomplete"),
      (year2027.split(separator: "\n").prefix(8).joined(separator: "\n"), "1: incomplete"),
    ])
  func rubbish(_ text: String, _ code: String) throws {
    let file = try Self.read(text)
    #expect(!file.isRight && Self.codes(file).contains(code), "\(Self.codes(file))")
  }

  @Test("a hundred thousand lines are given up early")
  func endless() throws {
    let file = try Self.read(Self.year2027 + String(repeating: "2027-02-08,放假,春节\n", count: 100_000))
    #expect(!file.isRight && Self.codes(file).last == "1002: too_many_lines" && file.problems.count < 1_002)
  }

  @Test func unreadable() throws {
    // 日期,类型 and a line in GB18030.
    let bytes: [UInt8] =
      [0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0xC0, 0xE0, 0xD0, 0xCD, 0x0A] + Array("2027-01-01,".utf8) + [
        0xB7, 0xC5, 0xBC, 0xD9, 0x0A,
      ]
    let chinese = try ArchiveFile(bytes)
    let empty = try ArchiveFile("")
    let headless = try ArchiveFile("2027-01-01,放假,元旦\n")
    defer { for file in [chinese, empty, headless] { file.remove() } }
    func failure(_ path: String) -> String {
      do {
        _ = try CalendarFile(path: path, today: .latest)
        return "none"
      } catch { return String("\(error)".prefix { $0 != "(" }) }
    }
    #expect(failure(chinese.path) == "encoding")
    #expect(failure(empty.path) == "header" && failure(headless.path) == "header")
    #expect(failure("/nonexistent") == "unreadable")
  }
}
