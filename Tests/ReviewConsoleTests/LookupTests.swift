import Domain
import PostgreSQL
import TestSupport
import Testing

@testable import ReviewConsole

/// `lookup` 查询 as a helpdesk types it.
@Suite struct LookupTests {

  private func words(_ typed: String) throws -> String {
    let words = try LookupWords(
      typed, departments: Standards.bundled.departments, today: try #require(Day(iso: "2026-11-21")))
    let parts = [words.birthYear.map(String.init), words.department, words.ends].map { $0 ?? "-" }
    return ([words.text] + parts).joined(separator: "|")
  }

  @Test(
    "words behind a name are known by their form, and numbers in groups are left whole",
    arguments: [
      ("王伟", "王伟|-|-|-"), ("王伟 1987", "王伟|1987|-|-"), ("王伟 １９８７", "王伟|1987|-|-"), ("王伟 1987年生", "王伟|1987|-|-"),
      ("王伟 1987-03-01", "王伟|1987|-|-"), ("王伟 002X", "王伟|-|-|002X"), ("王伟 002x", "王伟|-|-|002X"),
      ("王伟 002×", "王伟|-|-|002X"),
      ("王伟 0021", "王伟|-|-|0021"), ("王伟 4390", "王伟|-|-|4390"), ("王伟 末四位 1987", "王伟|-|-|1987"),
      ("王伟 末四位：1987", "王伟|-|-|1987"), ("王伟 尾号1987", "王伟|-|-|1987"), ("王伟 出生 1987", "王伟|1987|-|-"),
      ("王伟 330102", "王伟|-|330102|-"), ("王伟 部门 330102", "王伟|-|330102|-"), ("王伟 杭州市上城区财政局", "王伟|-|330102|-"),
      ("王伟 上城区财政局", "王伟|-|330102|-"), ("王伟 上城区", "王伟|-|330102|-"), ("王伟 杭州市", "王伟|-|330100|-"),
      ("王伟 1987 330102 002X", "王伟|1987|330102|002X"), ("王伟 002X 上城区 1987", "王伟|1987|330102|002X"),
      ("王伟 1987 2001", "王伟 1987|2001|-|-"), ("Wang Yang 1987", "Wang Yang|1987|-|-"), ("李　四 样", "李　四 样|-|-|-"),
      ("Li 1987", "Li|1987|-|-"), ("王伟 王伟", "王伟 王伟|-|-|-"), ("欧阳 区", "欧阳 区|-|-|-"),
      ("169 0000 1000", "169 0000 1000|-|-|-"), ("(0571) 8880 8880", "(0571) 8880 8880|-|-|-"),
      ("0571 8880 8880 转 8001", "0571 8880 8880 转 8001|-|-|-"), ("330102 19870301 0019", "330102 19870301 0019|-|-|-"),
      ("ZJ26 001488 X", "ZJ26 001488 X|-|-|-"), ("E 1234 5678", "E 1234 5678|-|-|-"),
      ("+86 169 0000 1000", "+86 169 0000 1000|-|-|-"),
      ("1987", "1987|-|-|-"), ("", "|-|-|-"),
    ])
  func grammar(_ typed: String, _ expected: String) throws {
    let read = try words(typed)
    #expect(read == expected)
  }

  @Test(
    "what cannot be right is said before anything is asked",
    arguments: [
      "lookup 王伟 --ends 02X --purpose 来电", "lookup 王伟 --birth-year x --purpose 来电",
      "lookup 王伟 --department 无此局 --purpose 来电",
      "lookup 王伟 --after 12 --purpose 来电",
    ])
  func refusedOptions(_ line: String) async throws {
    let outcome = await TestConsole().run(line)
    #expect(outcome.failure?.code == "bad_value" && !outcome.mayBeRecorded)
  }

  @Test("words that cannot be what they are said to be leave nothing on record")
  func refusedWords() async throws {
    try await World.withQueue { world in
      let helpdesk = world.console(.helpdesk)
      for (words, code) in [
        ("王伟 末四位 02X", "bad_value"), ("王伟 出生 87", "bad_value"), ("王伟 鼓楼区", "bad_value"), ("王伟 部门 无此局", "bad_value"),
        ("王伟 1987 --birth-year 1988", "given_twice"), ("王伟 002X --末四位 0021", "given_twice"),
      ] {
        let outcome = await helpdesk.run("lookup \(words) --purpose 来电")
        #expect(outcome.failure?.code == code && !outcome.mayBeRecorded, "\(words)")
      }
      let asked = try await world.owner.count(
        "SELECT count(*) FROM review.event WHERE action IN ('asked', 'looked_up')")
      #expect(asked == 0)
    }
  }

  @Test("who is not found leaves the list that is on the screen")
  func notFound() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("queue")
      await reviewer.run("lookup 王某某 --purpose 来电")
      #expect(reviewer.talk.contains("没有找到"))
      #expect(await reviewer.run("show 1").exitCode == .done, "\(reviewer.talk)")
    }
  }

  @Test(
    "names and phones as callers say them; homonyms are counted, paged and told apart; what is mistyped is said to be")
  func typed() async throws {
    try await World.withQueue { world in
      for person in 1...26 { try await world.submit(person, department: person == 1 ? "330106" : "330102") }
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"lookup_a_minute": 1000}';
        UPDATE review.application a SET birth_date = make_date(CASE WHEN p.id % 2 = 0 THEN 1986 ELSE 1987 END, 1, 1)
          FROM review.applicant p WHERE p.id = a.applicant_id AND p.id_type = '99';
        UPDATE review.applicant SET name = '同名样', phone = '0571-88808880' WHERE id_type = '99';
        UPDATE review.applicant SET name = '买买提•样例', phone = '16900001000' WHERE name = '王小明';
        UPDATE review.applicant SET name = '㛃' WHERE name = '李红'
        """)
      let helpdesk = world.console(.helpdesk)
      func run(_ line: String) async -> (numbers: Int, talk: String) {
        helpdesk.empty()
        await helpdesk.run("查询 \(line) --用途 来电咨询")
        return (helpdesk.numbers.count, helpdesk.talk)
      }
      for text in [
        "买买提·样例", "买买提样例", "“买买提 样例”", "㛃", "169 0000 1000", "+8616900001000", "\"\u{202D}169 0000 1000\u{202C}\"",
        "16900001000",
        "33010219850311100x", "330102 19850311 100X",
      ] {
        let answer = await run(text)
        #expect(answer.numbers == 1 && answer.talk.contains("找到 1 件"), "\(text): \(answer.talk)")
      }
      let all = await run("同名样")
      #expect(all.numbers == 20 && all.talk.contains("共 26 件") && all.talk.contains("前 20 件"), "\(all.talk)")
      #expect(all.talk.contains("缩小范围") && all.talk.contains("1987") && all.talk.contains("末四位"))
      let cursor = all.talk.firstMatch(of: /--之后 (\S+)（/).map { String($0.1) } ?? ""
      let rest = await run("同名样 --after \(cursor)")
      #expect(rest.numbers == 6 && rest.talk.contains("第 21 至 26 件") && !rest.talk.contains("下一页"), "\(rest.talk)")
      let phone = await run("(0571)88808880")
      #expect(phone.talk.contains("共 26 件") && !phone.talk.contains("缩小范围"), "\(phone.talk)")
      for (line, expected) in [
        ("同名样 1987", "找到 13 件（1987年出生）"), ("同名样 西湖区", "找到 1 件（部门 330106 杭州市西湖区财政局）"),
        ("同名样 --出生年份 1987 --部门 330106", "没有找到：没有这个姓名，或没有符合条件的"), ("同名样 末四位 0003", "找到 1 件（证件号码末四位 0003）"),
        ("同名样 0004 1990", "没有找到：没有这个姓名"), ("查无此人 0004", "没有找到：没有这个姓名"), ("查无此人", "没有找到。姓名"),
        ("13900000000", "没有找到留这个电话的人"), ("1690000100", "手机号码是11位，这里有10位"), ("1488", "看不出要查什么"),
        ("440524188001010014", "没有找到"),
      ] {
        let answer = await run(line)
        #expect(answer.talk.contains(expected), "\(line): \(answer.talk)")
      }
      for (line, code) in [
        ("330102198503111000", "mistyped_number"), ("33010219850311100", "mistyped_number"),
        ("ZJ26-000001-0", "mistyped_number"),
        ("91330100MA00000000", "mistyped_number"), ("330102851311100", "mistyped_number"),
        ("13800000000 1987", "mistyped_number"),
        ("33010219850311100X --末四位 100X", "bad_document"), ("16900001000 --birth-year 1985", "bad_document"),
        ("同名样 999999", "unknown_department"),
      ] {
        let outcome = await helpdesk.run("查询 \(line) --用途 来电咨询")
        #expect(outcome.failure?.code == code, "\(line)")
      }
      #expect(helpdesk.talk.contains("写错了"))
      // Machines get an array, as ever.
      helpdesk.empty()
      await helpdesk.run("lookup 查无此人 --purpose 来电 --format json")
      #expect(helpdesk.output.trimmingPrefix(while: \.isWhitespace).hasPrefix("[]"))
    }
  }

  @Test("an end of a number too many says what to do instead")
  func ends() async throws {
    try await World.withQueue { world in
      let helpdesk = world.console(.helpdesk)
      for end in 1...5 { #expect(await helpdesk.run("lookup 王小明 ends 000\(end) --purpose 来电").exitCode == .done) }
      let outcome = await helpdesk.run("lookup 王小明 ends 0006 --purpose 来电")
      #expect(outcome.failure?.code == "too_many_requests")
      #expect(helpdesk.talk.contains("出生年份"))
      #expect(await helpdesk.run("lookup 王小明 1985 --purpose 来电").exitCode == .done)
    }
  }
}
