import Domain
import TestSupport
import Testing

@testable import ReviewConsole

/// A question that nobody provided for fails the test: none comes before what is refused whatever is typed.
@Suite("Nobody is asked about what will be refused", .timeLimit(.minutes(30)))
struct AskedLastTests {
  @Test("a return says that the case was not seen, is held or decided before it asks for a reason")
  func returns() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer, answers: ["P01:photo"])
      await reviewer.run("queue")
      let number = try #require(reviewer.numbers.first)
      #expect(await reviewer.run("return \(number)").failure?.code == "not_seen")
      let manager = world.console(.manager, answers: [])
      await manager.run("claim \(number)")
      await reviewer.run("show \(number)")
      #expect(await reviewer.run("return \(number)").failure?.code == "lease_held")
      await manager.run("release \(number)")
      #expect(reviewer.questions.isEmpty)
      // What would do is asked for what is missing, and nothing is decided by the asking.
      #expect(await reviewer.run("return \(number)").exitCode == .done, "\(reviewer.talk)")
      #expect(reviewer.questions.count == 1 && reviewer.talk.contains("已退回"))
      #expect(await reviewer.run("return \(number)").failure?.code == "already_decided")
      #expect(try await world.owner.count("SELECT count(*)::integer FROM review.decision") == 1)
    }
  }

  @Test("so do handing on and taking back, and an approval of several says whom it leaves out")
  func others() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer, answers: ["否"])
      await reviewer.run("queue")
      let numbers = reviewer.numbers
      let manager = world.console(.manager, answers: [])
      #expect(await manager.run("reopen \(numbers[0])").failure?.code == "wrong_state")
      await manager.run("claim \(numbers[0])")
      #expect(await reviewer.run("transfer \(numbers[0])").failure?.code == "lease_held")
      #expect(await reviewer.run("transfer \(numbers[1]) 330102").failure?.code == "unknown_department")
      #expect(await reviewer.run("note 9").failure != nil)
      for number in numbers { await reviewer.run("show \(number)") }
      #expect(reviewer.questions.isEmpty)
      #expect(await reviewer.run("approve 1-3").failure?.code == "declined")
      let question = try #require(reviewer.questions.first)
      #expect(question.contains("通过以下 2 件") && question.contains("不办：\(numbers[0])"), "\(question)")
    }
  }

  @Test("who may take a decision back is not sent to a manager")
  func managers() async throws {
    try await World.withQueue { world in
      let reviewer = world.console(.reviewer)
      let manager = world.console(.manager)
      await reviewer.run("queue")
      let numbers = reviewer.numbers
      for (console, number) in [(reviewer, numbers[0]), (manager, numbers[1])] {
        await console.run("show \(number)")
        #expect(await console.run("approve \(number)").exitCode == .done)
        await console.run("show \(number)")
      }
      #expect(reviewer.talk.contains("办错了可请主管 撤回") && reviewer.talk.contains("已办结；主管可用 撤回"))
      #expect(manager.talk.contains("办错了可以 撤回") && manager.talk.contains("已办结；可用 撤回"))
      #expect(!manager.talk.contains("主管"), "\(manager.talk)")
    }
  }
}
