import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import ReviewConsole

/// Days and minutes are the database's, whatever the workstation's clock says: in these tests it stands at 2026-11-21.
@Suite("The calendar at the console")
struct CalendarTests {
  private func file(_ text: String, _ world: World) throws -> String {
    let path = world.folder + "/notice-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  static let notice = """
    date,kind,name
    2027-01-01,holiday,元旦
    2027-02-08,holiday,春节
    2027-05-03,holiday,劳动节
    2027-10-01,holiday,国庆节

    """

  @Test("with a clock a week back, what is late is late, in working days; on every screen the same")
  func clock() async throws {
    try await World.withQueue { world in
      // A Saturday; due on the Wednesday before.
      try await world.setToday("2026-11-28")
      try await world.owner.script("UPDATE review.application SET due_on = '2026-11-25'")
      let reviewer = world.console(.reviewer)
      await reviewer.run("queue")
      #expect(reviewer.output.contains("11-25 超期 2 工作日") && !reviewer.output.contains("剩"))
      reviewer.empty()
      await reviewer.run("show 1")
      #expect(reviewer.output.contains("11-25 超期 2 工作日"))
      reviewer.empty()
      await reviewer.run("next")
      #expect(reviewer.output.contains("11-25 超期 2 工作日"))
      // The lease is the server's: half a minute of thirty may be over.
      #expect(reviewer.output.contains("剩 11 分钟") || reviewer.output.contains("剩 12 分钟"), "\(reviewer.output)")
      let helpdesk = world.console(.helpdesk)
      await helpdesk.run("lookup 王小明 --purpose 来电")
      #expect(helpdesk.output.contains("11-25 超期 2 工作日"))

      for (due, words) in [
        ("2026-11-27", "11-27 刚超期"), ("2026-11-28", "11-28 今天"), ("2026-11-30", "11-30 剩 1 工作日"),
        ("2026-12-07", "12-07 剩 6 工作日"), ("2027-01-04", "2027-01-04 剩 26 工作日"),
      ] {
        try await world.owner.script("UPDATE review.application SET due_on = '\(due)'")
        reviewer.empty()
        await reviewer.run("queue")
        #expect(reviewer.output.contains(words), "\(reviewer.output)")
      }
      // By the database's calendar, where it knows more than the program.
      let administrator = world.console(.administrator)
      let path = try file(Self.notice, world)
      #expect(await administrator.run("import holidays \(path)").exitCode == .done)
      reviewer.empty()
      await reviewer.run("queue")
      #expect(reviewer.output.contains("2027-01-04 剩 25 工作日"))
    }
  }

  @Test("words for periods count from the database's day")
  func periods() async throws {
    try await World.withQueue { world in
      // The first of a month, a year and a quarter there; here the year before.
      try await world.setToday("2027-01-01")
      let manager = world.console(.manager)
      for (word, days) in [("today", "提交日期  2027年1月1日"), ("last-month", "提交日期  2026年12月")] {
        manager.empty()
        #expect(await manager.run("stats summary --period \(word)").exitCode == .done, "\(manager.talk)")
        #expect(manager.output.contains(days), "\(word): \(manager.output)")
      }
    }
  }

  @Test("a lease that ends soon is said by the server's clock")
  func lease() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("next")
      for (minutes, isSaid) in [(60, false), (2, true)] {
        try await world.owner.script(
          "UPDATE review.application SET lease_expires_at = now() + interval '\(minutes) minutes 30 seconds' WHERE holder IS NOT NULL"
        )
        reviewer.empty()
        _ = await Prompt(context: reviewer.context).text()
        #expect(reviewer.talk.contains("分钟；认领") == isSaid, "\(reviewer.talk)")
      }
    }
  }

  @Test(
    "from the day on which a due date could be in a year that nobody knows, queue and status say so once, and what to do"
  )
  func unknown() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      for (day, isSaid) in [("2026-12-25", false), ("2026-12-28", true)] {
        try await world.setToday(day)
        for command in ["queue", "status", "queue --format json"] {
          reviewer.empty()
          await reviewer.run(command)
          let times = reviewer.talk.components(separatedBy: "import holidays").count - 1
          #expect(times == (isSaid ? 1 : 0), "\(day) \(command): \(reviewer.talk)")
        }
        reviewer.empty()
        await reviewer.run("status --format json")
        #expect(
          reviewer.output.contains(isSaid ? #""unknown_year":2027"# : #""unknown_year":null"#), "\(reviewer.output)")
      }
      let administrator = world.console(.administrator)
      let path = try file(Self.notice, world)
      #expect(await administrator.run("导入 节假日 \(path)").exitCode == .done)
      #expect(administrator.talk.contains("新增 4 天"))
      administrator.empty()
      #expect(await administrator.run("import holidays \(path) --format json").exitCode == .done)
      #expect(administrator.output.contains(#""year":2027,"added":0,"updated":0,"removed":0,"unchanged":4,"moved":0"#))
      administrator.empty()
      #expect(await administrator.run("import holidays \(path)").exitCode == .done)
      #expect(administrator.talk.contains("没有改动"))
      administrator.empty()
      let wrong = try file(Self.notice + "2027-02-30,holiday,春节\n", world)
      #expect(await administrator.run("import holidays \(wrong)").exitCode == .failed)
      #expect(administrator.output.contains("6") && administrator.talk.contains("什么都没有导入"))
      administrator.empty()
      let moved = try file(Self.notice + "2027-02-09,holiday,春节\n", world)
      #expect(await administrator.run("import holidays \(moved)").exitCode == .done)
      #expect(administrator.output.contains("2027-02-09") && administrator.output.contains("周二"))
      reviewer.empty()
      await reviewer.run("queue")
      #expect(!reviewer.talk.contains("导入 节假日"))
      #expect(await reviewer.run("import holidays \(path)").exitCode == .notPermitted)
    }
  }
}
