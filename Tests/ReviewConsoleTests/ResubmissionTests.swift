import Domain
import Store
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("A returned application comes back")
struct ResubmissionTests {
  @Test("whatever reason a return named, the applicant reads it and the next look shows it", arguments: [0, 1, 2])
  func everyReason(_ third: Int) async throws {
    let offered = try #require(Profile.bundled.last { $0.province == "zhejiang" }).reasons
    let reasons = offered.enumerated().filter { $0.offset % 3 == third || $0.element.code == "X99" }.map(\.element)
    #expect(reasons.count > 5)
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("next")
      let number = try #require(reviewer.context.session.current)
      let given = reasons.map { "--reason \($0.code)\($0.remarkRequired ? "=请说明情况" : "")" }.joined(separator: " ")
      #expect(await reviewer.run("return . \(given)").exitCode == .done, "\(reviewer.talk)")
      let store = IntakeStore(connection: try await world.connect(.intake))
      let status = try #require(
        try await store.status(of: ApplicantKey(province: "zhejiang", idType: "01", idNumber: "33010219850311100X")))
      #expect(status.decision?.reasons.map(\.code) == reasons.map(\.code))
      for line in [
        "show \(number)", "show \(number) --format json", "diff \(number)", "history \(number)",
        "notifications \(number)",
      ] {
        #expect(await reviewer.run(line).exitCode == .done, "\(line): \(reviewer.talk)")
      }
    }
  }

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
