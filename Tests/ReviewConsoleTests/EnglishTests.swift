import Domain
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("The console in English", .timeLimit(.minutes(30)))
struct EnglishTests {
  @Test("it is chosen by either word", arguments: ["lang", "language", "语言"])
  func chosen(_ word: String) async throws {
    #expect(ProgramArguments.parse(["--\(word)", "en"]).lang == .en)
    let console = TestConsole()
    #expect(await console.run("set \(word) en").exitCode == .done, "\(console.talk)")
    #expect(console.session.settings.language == .en)
  }

  @Test("in 80 cells the queue has all that the Chinese one has")
  func queue() async throws {
    try await World.withQueue { world in
      // Days of one year with the console's own clock.
      try await world.setToday("2026-11-20")
      try await world.owner.script(
        "UPDATE review.application SET submitted_at = '2026-11-20 10:00+08', due_on = '2026-11-26'")
      let console = world.console(.reviewer, width: 80, language: .en)
      await console.run("queue")
      let header = try #require(console.output.split(separator: "\n").first)
      for title in ["NUMBER", "NAME", "STATE", "REV", "SUBMITTED", "DUE (WORKDAYS)", "WARN"] {
        #expect(header.contains(title), "\(header)")
      }
      #expect(!console.talk.contains("Not wide enough"), "\(console.talk)")
      let row = try #require(console.output.split(separator: "\n").dropFirst().first)
      #expect(row.contains("王小明") && row.contains("11-26 4 left") && !row.contains("…"), "\(row)")
    }
  }

  @Test("reasons, hints and targets of a return are English, on the screen and in JSON")
  func reasons() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer, language: .en)
      await reviewer.run("queue")
      let number = try #require(reviewer.numbers.first)
      await reviewer.run("show \(number)")
      #expect(await reviewer.run("return . --reason P01:photo").exitCode == .done)
      let reason = try #require(Standards.bundled.reason("P01"))
      let photo = try #require(Catalogue.bundled.profiles.versions(of: "zhejiang").last?.label("photo"))
      for line in ["show \(number)", "lookup \(number) --purpose call"] {
        for format in ["table", "json"] {
          reviewer.empty()
          #expect(await reviewer.run("\(line) --format \(format)").exitCode == .done, "\(reviewer.talk)")
          #expect(reviewer.output.contains(reason.text.en), "\(line) \(reviewer.output)")
          #expect(!reviewer.output.contains(reason.text.zh) && !reviewer.output.contains(reason.hint.zh))
          #expect(!reviewer.output.contains(photo.zh))
        }
      }
      reviewer.empty()
      await reviewer.run("stats reasons --format json")
      #expect(reviewer.output.contains(reason.text.en) && reviewer.output.contains(photo.en), "\(reviewer.output)")
      #expect(!reviewer.output.contains(reason.text.zh) && !reviewer.output.contains(photo.zh))
    }
  }
}
