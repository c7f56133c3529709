import TestSupport
import Testing

@testable import ReviewConsole

@Suite("A returned application comes back")
struct ResubmissionTests {
  @Test("show and diff name the fields and the files that changed, and which reasons were addressed")
  func changes() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("queue")
      let number = try #require(reviewer.numbers.first)
      await reviewer.run("show \(number)")
      #expect(!reviewer.output.contains("有改动"))
      #expect(
        await reviewer.run(
          "return . --reason E01:education.full_time.major --reason P01:photo --reason I01:identity.name"
        ).exitCode
          == .done)

      try await world.submitForm("王小明", 0, major: "审计学", photo: "a")
      #expect(await reviewer.run("show \(number)").exitCode == .done)
      #expect(reviewer.output.contains("本版改动"))
      #expect(reviewer.output.contains("全日制所学专业、2寸证件照"))
      #expect(reviewer.output.contains("审计学（有改动）"))

      await reviewer.run("diff \(number)")
      #expect(reviewer.output.contains("会计学") && reviewer.output.contains("审计学"))
      #expect(reviewer.output.contains("更换"))
      let reasons = reviewer.output.split(separator: "\n").filter { $0.hasSuffix("有改动") }
      func line(_ code: String) -> Substring? { reasons.first { $0.hasPrefix(code) } }
      #expect(line("E01")?.hasSuffix("没有改动") == false)
      #expect(line("P01")?.hasSuffix("没有改动") == false)
      #expect(line("I01")?.hasSuffix("没有改动") == true)
    }
  }
}
