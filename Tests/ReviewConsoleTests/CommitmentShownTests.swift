import Domain
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("What the applicant read and ticked")
struct CommitmentShownTests {
  @Test("show has the words and the time of then, also of two; where nobody recorded the words it says so")
  func words() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("queue")
      let number = try #require(reviewer.numbers.first)
      #expect(await reviewer.run("show \(number)").exitCode == .done)
      #expect(reviewer.output.contains("没有记录当时的文字"))
      await reviewer.run("return . --reason E01:education.full_time.major")
      try await world.submitForm(
        "王小明", 0, major: "审计学",
        commitment: [
          "accepted": true, "id": "truth", "version": "3", "text": "同意以上资料填写无误", "language": "zh",
          "at": "2026-11-21T04:01:02Z",
          "before_filling": [
            "accepted": true, "id": "pledge", "version": "1", "text": "阅读并勾选承诺", "paragraphs": ["本人承诺如实填报。"],
            "at": "2026-11-20T01:00:00Z",
          ],
        ])
      #expect(await reviewer.run("show \(number)").exitCode == .done)
      for words in ["本人承诺如实填报。 阅读并勾选承诺（第1版）", "同意以上资料填写无误（第3版）", "已勾选", "2026-11-21T12:01:02+08:00"] {
        #expect(reviewer.output.contains(words), "\(words)")
      }
      await reviewer.run("show \(number) --format json")
      for part in [#""id":"pledge""#, #""at":"2026-11-21T04:01:02Z""#, #""text":"同意以上资料填写无误""#] {
        #expect(reviewer.output.replacing(" ", with: "").contains(part), "\(part)")
      }
    }
  }
}
