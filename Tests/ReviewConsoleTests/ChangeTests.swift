import Domain
import TestSupport
import Testing

@testable import ReviewConsole

@Suite("A change of what is approved, as the bureau sees it")
struct ChangeTests {
  @Test("queue, show, diff and lookup say that it is a change, of what, in force since when; messages read right")
  func shown() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      await reviewer.run("queue")
      #expect(!reviewer.output.contains("变更"))
      let number = try #require(reviewer.numbers.first)
      await reviewer.run("show \(number)")
      #expect(await reviewer.run("approve .").exitCode == .done)
      #expect(!reviewer.talk.contains("变更"))

      try await world.submitChange("王小明", 0, major: "审计学")
      #expect(await reviewer.run("queue").exitCode == .done)
      #expect(reviewer.output.contains("类别") && reviewer.output.contains("变更"))
      #expect(await reviewer.run("show \(number)").exitCode == .done)
      #expect(reviewer.output.contains("对已通过的第 1 版的变更") && reviewer.output.contains("变更通过前继续有效"))
      #expect(reviewer.output.contains("审计学（有改动）"))
      await reviewer.run("diff \(number)")
      #expect(reviewer.output.contains("第 1 版 → 第 2 版"))
      #expect(reviewer.output.contains("会计学") && reviewer.output.contains("审计学"))
      let helpdesk = world.console(.helpdesk)
      #expect(await helpdesk.run("lookup \(number) --purpose 来电咨询").exitCode == .done)
      #expect(helpdesk.output.contains("继续有效；现在办理的是变更"))
      // With another bureau it is found by the one that approved, which is told where to ask.
      try await world.owner.script(
        "UPDATE review.application SET department_code = '330106' WHERE state <> 'approved' AND review.has_before(id)")
      let former = world.console(.colleague)
      #expect(await former.run("lookup \(number) --purpose 来电咨询").exitCode == .done)
      let text = former.output.filter { !$0.isWhitespace }
      #expect(text.contains("上城区财政局通过，继续有效；变更已交") && text.contains("内容请问该部门"), "\(former.output)")
      try await world.owner.script("UPDATE review.application SET department_code = '330102'")

      #expect(await reviewer.run("return . --reason E01:education.full_time.major").exitCode == .done)
      let told = reviewer.talk.filter { !$0.isWhitespace }
      #expect(told.contains("变更申请") && told.contains("原审核通过的信息继续有效"))
      reviewer.empty()
      // Sent in again it is compared with what was returned, and the way to what is in force is named.
      try await world.submitForm("王小明", 0, major: "财务管理")
      await reviewer.run("show \(number)")
      #expect(reviewer.output.contains("与有效版：对比 \(number) 1 3"))
      await reviewer.run("diff \(number)")
      #expect(reviewer.output.contains("第 2 版 → 第 3 版") && reviewer.output.contains("上次退回的原因"))
      #expect(await reviewer.run("approve \(number)").exitCode == .done)
      #expect(reviewer.talk.filter { !$0.isWhitespace }.contains("变更申请"))
      helpdesk.empty()
      await helpdesk.run("lookup \(number) --purpose 来电咨询")
      #expect(!helpdesk.output.contains("现在办理的是变更"))
    }
  }
}
